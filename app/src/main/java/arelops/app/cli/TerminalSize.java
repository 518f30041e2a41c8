package arelops.app.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How high and wide the terminal is, by `stty size`.
record TerminalSize(int rows, int columns) {

    static Optional<TerminalSize> ask() {
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
            return said.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}") ? Optional.of(read(said)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Whether the stream of errors is a terminal, by `test -t 2`.
    static boolean errorsAreSeen() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "test -t 2")
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static TerminalSize read(String said) {
        int gap = said.indexOf(' ');
        return new TerminalSize(Integer.parseInt(said.substring(0, gap)), Integer.parseInt(said.substring(gap + 1)));
    }
}
