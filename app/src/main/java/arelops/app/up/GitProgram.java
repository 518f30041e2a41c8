package arelops.app.up;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks the `git` program, as the person at the keyboard would.
public final class GitProgram {
    private static final long SECONDS = 60;

    private GitProgram() {}

    /// What git prints; empty where it cannot be run or does not succeed.
    public static Optional<String> says(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(Redirect.DISCARD)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(said.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public static Optional<String> userName(Path folder) {
        return says(folder, "config", "user.name").filter(name -> !name.isBlank());
    }

    public static Optional<String> userEmail(Path folder) {
        return says(folder, "config", "user.email").filter(email -> !email.isBlank());
    }
}
