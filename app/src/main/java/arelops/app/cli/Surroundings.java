package arelops.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a command runs: the shell's variables, folder and streams, the clock, and how waiting is done.
///
/// @param folder the working directory
public record Surroundings(
        Map<String, String> environment, Path folder, Streams streams, InstantSource clock, ZoneId zone, Pause pause) {
    private static final int USUAL_COLUMNS = 80;
    private static final int UNLIMITED = 10_000;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Where input comes from and output goes.
    ///
    /// @param terminal whether both input and output are a person's terminal
    public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {}

    /// A wait; false when there is nothing more to wait for.
    @FunctionalInterface
    public interface Pause {
        boolean wait(Duration duration);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// NO_COLOR wins over everything; FORCE_COLOR over what the terminal is.
    boolean colour(boolean unwanted) {
        if (unwanted || variable("NO_COLOR").isPresent()) {
            return false;
        }
        return variable("FORCE_COLOR").filter(value -> !value.equals("0")).isPresent()
                || (streams.terminal() && !variable("TERM").orElse("").equals("dumb"));
    }

    /// Whether the locale is UTF-8: without one the output is ASCII.
    boolean unicode() {
        String locale = variable("LC_ALL").or(() -> variable("LC_CTYPE")).or(() -> variable("LANG")).orElse("");
        String lower = locale.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
    }

    Charset charset() {
        return unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    }

    /// COLUMNS, else what the terminal says; a pipe has no width.
    int columns() {
        Optional<Integer> told = variable("COLUMNS").flatMap(Surroundings::width);
        if (told.isPresent()) {
            return told.get();
        }
        return streams.terminal() ? TerminalSize.columns().orElse(USUAL_COLUMNS) : UNLIMITED;
    }

    private static Optional<Integer> width(String text) {
        try {
            int columns = Integer.parseInt(text.strip());
            return columns >= 20 ? Optional.of(columns) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    View view(boolean noColour) {
        return new View(colour(noColour), unicode(), columns(), clock.instant(), zone);
    }

    /// The next line that the person types; empty at the end of input.
    Optional<String> line() {
        try {
            var reader = new BufferedReader(new InputStreamReader(streams.in(), charset()));
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
