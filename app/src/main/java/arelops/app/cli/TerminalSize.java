package arelops.app.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How wide the terminal is, by `stty size`.
final class TerminalSize {
    private TerminalSize() {}

    static Optional<Integer> columns() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            String[] parts = said.split(" ");
            return parts.length == 2 && parts[1].matches("[1-9]\\d{0,4}")
                    ? Optional.of(Integer.parseInt(parts[1]))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
