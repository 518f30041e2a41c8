package arelops.app.up;

import arelops.app.OwnPorts;
import arelops.app.cli.Cli;
import arelops.app.cli.Surroundings;
import arelops.testkit.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A bare repository that stands for a server, a clone of it, and ARelOps started in that clone.
record CloneOfServer(Path folder, Path server, Path copy, Installation installation) implements AutoCloseable {

    /// Both with one commit on the branch `master`; nothing runs yet.
    static CloneOfServer in(Path folder) throws IOException, InterruptedException {
        Path server = folder.resolve("server.git");
        Path clone = folder.resolve("shop");
        GitCommand git = new GitCommand(folder);
        git.run("init", "-q", "--bare", "-b", "master", server.toString());
        git.run("clone", "-q", server.toString(), clone.toString());
        GitCommand there = new GitCommand(clone);
        there.run("commit", "-q", "--allow-empty", "-m", "first");
        there.run("push", "-q", "origin", "HEAD:refs/heads/master");
        Installation installation = Installation.of(clone, environment(folder));
        OwnPorts.lead(installation.node());
        return new CloneOfServer(folder, server, clone, installation);
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of("ARELOPS_HOME", folder.resolve("home").toString(), "LANG", "C.UTF-8");
    }

    Launch launch(Optional<String> remote) {
        return new Launch(remote, Optional.empty(), Shop.java(), "c1", 0);
    }

    Foreground up(Launch launch) {
        return Foreground.start(installation, launch, Optional.empty(), new SecureRandom(), InstantSource.system());
    }

    /// Starts, waits for the first record in the ledger of `where`, and stops the controller.
    void upAndDown(Launch launch, Path where) {
        try (Foreground running = up(launch)) {
            Patience.until(
                    "the ledger begins in " + where + " while " + running.url() + " is up",
                    () -> !refs(where, "refs/arelops/ledger").isEmpty());
        }
    }

    static String refs(Path where, String pattern) {
        try {
            return new GitCommand(where).run("for-each-ref", pattern);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Machine machine() {
        List<String> program = new ArrayList<>(List.of("env", "ARELOPS_HOME=" + folder.resolve("home")));
        program.addAll(Shop.java());
        return new Machine(copy, environment(folder), program, List::of, new SecureRandom(), InstantSource.system());
    }

    /// How a command ended, and what it said on both streams.
    record Ran(int code, String said) {}

    /// Runs a command in the clone.
    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings world = new Surroundings(
                environment(folder),
                copy,
                new Surroundings.Streams(new ByteArrayInputStream(new byte[0]), stream, stream, false),
                InstantSource.system(),
                ZoneId.of("UTC"),
                _ -> false);
        int code = new Cli(world, "1", machine()).run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        new Standstill(installation, InstantSource.system()).bring();
    }
}
