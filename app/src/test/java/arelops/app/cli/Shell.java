package arelops.app.cli;

import arelops.app.up.Machine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs command lines as a shell would, with everything around them made by the test.
final class Shell {
    private final Path folder;
    private final InstantSource clock;
    private final Map<String, String> environment = new LinkedHashMap<>(Map.of("LANG", "en_US.UTF-8"));
    private List<String> program = List.of("false");
    private boolean terminal;
    private String input = "";
    private Surroundings.Pause pause = _ -> false;

    Shell(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// At a terminal, where the person types this.
    Shell typing(String text) {
        terminal = true;
        input = text;
        return this;
    }

    Shell pausing(Surroundings.Pause other) {
        pause = other;
        return this;
    }

    record Ran(int code, String out, String err) {}

    Surroundings world(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Surroundings(
                environment,
                folder,
                new Surroundings.Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal),
                clock,
                ZoneId.of("UTC"),
                pause);
    }

    /// This program is started again as this command line, with its own arguments behind.
    Shell startedAs(String... commandLine) {
        program = List.of(commandLine);
        return this;
    }

    Machine machine() {
        return new Machine(folder, environment, program, List::of, new SecureRandom(), clock);
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(world(out, err), "1.2.3", machine()).run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
