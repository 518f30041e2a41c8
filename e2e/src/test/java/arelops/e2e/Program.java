package arelops.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs commands in a folder: `./arelops` of this checkout, git, and the like.
final class Program {
    static final Path LAUNCHER = Path.of("..", "arelops").toAbsolutePath().normalize();
    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;
    private final Map<String, String> environment;

    Program(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /// What a command printed, and how it ended.
    record Ended(int exitCode, String output) {}

    Ended arelops(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    Ended arelopsAs(String token, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of("ARELOPS_TOKEN", token), command);
    }

    /// Runs git as this developer; fails if git fails.
    String git(String... arguments) throws IOException, InterruptedException {
        Ended ended = tried(arguments);
        if (ended.exitCode() != 0) {
            throw new AssertionError("git " + List.of(arguments) + ": " + ended.output());
        }
        return ended.output().strip();
    }

    /// Runs git, which may refuse. Who has set a name in their environment is called by that.
    Ended tried(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=ana", "-c", "user.email=ana@example.org"));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    private Ended run(Map<String, String> more, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("arelops-e2e-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end; it said: " + Files.readString(output));
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Ended(process.exitValue(), said);
    }
}
