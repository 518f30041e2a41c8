package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.cli.Table.Cell;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.run.Isolation;
import arelops.app.run.RunSettings;
import arelops.app.run.Sandbox;
import arelops.app.up.GitProgram;
import arelops.app.up.Installation;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `doctor`: what this machine lacks for ARelOps, each with its mend.
@Command(description = "Check this machine: java, git, isolation, ports, disk, time, repository.")
final class Doctor implements Callable<Integer> {
    private static final long NEEDED = 2L << 30;
    private static final int JAVA = 25;
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    Doctor(Surroundings world) {
        this.world = world;
    }

    /// One finding; an empty mend means that nothing is to be done.
    private record Finding(Glyph glyph, String about, String text, String mend) {
        String state() {
            return glyph.equals(Glyph.GOOD) ? "good" : glyph.equals(Glyph.BAD) ? "bad" : "weak";
        }

        static Finding good(String about, String text) {
            return new Finding(Glyph.GOOD, about, text, "");
        }

        static Finding bad(String about, String text, String mend) {
            return new Finding(Glyph.BAD, about, text, mend);
        }

        static Finding weak(String about, String text, String mend) {
            return new Finding(Glyph.UNKNOWN, about, text, mend);
        }
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Optional<Installation> found = common.installation(world);
        Optional<Path> repository = found.map(Installation::repository);
        Path where = repository.orElse(world.folder());
        Installation installation = found.orElseGet(() -> Installation.of(where, world.environment()));
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(git(where));
        findings.add(isolation(installation));
        findings.add(ports());
        findings.add(disk(installation));
        findings.add(time());
        findings.add(repository(repository));
        repository.ifPresent(folder -> findings.add(config(folder)));
        repository.ifPresent(folder -> findings.addAll(recipes(folder)));
        repository.ifPresent(_ -> findings.add(controller(session)));
        int code = findings.stream().anyMatch(finding -> finding.glyph().equals(Glyph.BAD)) ? 1 : Exit.GOOD;
        if (common.json()) {
            session.json(json(findings, code));
            return code;
        }
        Table table = new Table(session.view());
        for (Finding finding : findings) {
            table.row(finding.glyph().cell(finding.about()), Cell.of(finding.text()));
            if (!finding.mend().isEmpty()) {
                table.row(Cell.of(""), new Cell(View.Tone.STRONG, "Fix  " + finding.mend()));
            }
        }
        session.print(table.lines());
        return code;
    }

    private static Doc json(List<Finding> findings, int code) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1).put("exit", code);
        ArrayNode all = out.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = all.addObject()
                    .put("about", finding.about())
                    .put("state", finding.state())
                    .put("text", finding.text());
            if (!finding.mend().isEmpty()) {
                one.put("mend", finding.mend());
            }
        }
        return new Doc(out);
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return version >= JAVA
                ? Finding.good("java", "JDK " + Runtime.version())
                : Finding.bad("java", "JDK " + version + " is too old", "install a JDK 25, and set JAVA_HOME to it");
    }

    private static Finding git(Path folder) {
        return GitProgram.says(folder.toFile().isDirectory() ? folder : Path.of("/"), "--version")
                .map(version -> Finding.good("git", version))
                .orElseGet(() -> Finding.bad("git", "the git program cannot be run", "install git"));
    }

    private static Finding isolation(Installation installation) {
        Path data = installation.data().resolve("doctor");
        Path work = installation.work().resolve("doctor");
        try {
            Sandbox sandbox = Sandbox.detect(RunSettings.in(data, work));
            return sandbox.best() == Isolation.BUBBLEWRAP
                    ? Finding.good("isolation", sandbox.sentence())
                    : Finding.weak(
                            "isolation", sandbox.sentence(), "install bubblewrap (bwrap), and allow user namespaces");
        } catch (IOException e) {
            return Finding.bad(
                    "isolation",
                    "cannot be tried: " + e.getMessage(),
                    "make " + installation.data().getParent() + " writable");
        } finally {
            for (Path folder : List.of(data, work)) {
                folder.toFile().delete();
            }
        }
    }

    private static Finding ports() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Finding.good(
                    "ports", "can listen on the loopback address (tried port " + socket.getLocalPort() + ")");
        } catch (IOException e) {
            return Finding.bad(
                    "ports", "cannot listen on 127.0.0.1: " + e.getMessage(), "let this user open local ports");
        }
    }

    private static Finding disk(Installation installation) {
        Path at = installation.data().toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        try {
            long free = Files.getFileStore(at).getUsableSpace();
            String text = (free >> 20) + " MiB free at " + at;
            return free >= NEEDED
                    ? Finding.good("disk", text)
                    : Finding.weak("disk", text, "make room: builds and artifacts want some 2 GiB");
        } catch (IOException e) {
            return Finding.bad("disk", "cannot be asked: " + e.getMessage(), "check " + at);
        }
    }

    /// The clock against the one that stamps files: they differ on a network disk with a clock of its own.
    private Finding time() {
        try {
            Path file = Files.createTempFile("arelops", ".time");
            Instant stamped = Files.getLastModifiedTime(file).toInstant();
            Files.delete(file);
            Duration skew = Duration.between(stamped, world.clock().instant()).abs();
            return skew.compareTo(SKEW) <= 0
                    ? Finding.good(
                            "time",
                            world.clock()
                                            .instant()
                                            .atZone(world.zone())
                                            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
                                    + " " + world.zone())
                    : Finding.weak("time", "clock and disk differ by " + Span.of(skew), "synchronise the clock (NTP)");
        } catch (IOException e) {
            return Finding.weak("time", "cannot be checked: " + e.getMessage(), "make the temporary folder writable");
        }
    }

    private Finding repository(Optional<Path> repository) {
        return repository
                .map(folder -> Finding.good("repository", folder.toString()))
                .orElseGet(() -> Finding.weak(
                        "repository", world.folder() + " is not in a git repository", "go into one, or run git init"));
    }

    private static Finding config(Path folder) {
        ConfigFile file = ConfigFile.of(folder, PolicyFile.NAME);
        return switch (file.parsed()) {
            case PolicyFile.Valid _ ->
                file.exists()
                        ? Finding.good("config", PolicyFile.NAME + " can be used")
                        : Finding.weak(
                                "config", "there is no " + PolicyFile.NAME + "; the standard applies", "arelops init");
            case PolicyFile.Invalid invalid ->
                Finding.bad(
                        "config",
                        PolicyFile.NAME + " has " + invalid.problems().size()
                                + (invalid.problems().size() == 1 ? " problem" : " problems"),
                        "arelops config check");
        };
    }

    /// Jobs and apps are not found where this shell finds them.
    private List<Finding> recipes(Path folder) {
        return new RecipeWords(folder, world.variable("PATH").orElse(RunSettings.USUAL_PATH))
                .missing().stream()
                        .map(word -> Finding.weak(
                                "recipe",
                                word.use() + " begins with '" + word.word() + "', which is not found there",
                                word.mend()))
                        .toList();
    }

    private static Finding controller(Session session) {
        try {
            return Finding.good(
                    "controller", "runs; you are @" + session.client().get("me").text("name"));
        } catch (Fault fault) {
            return Finding.weak("controller", String.valueOf(fault.getMessage()), fault.mend());
        }
    }
}
