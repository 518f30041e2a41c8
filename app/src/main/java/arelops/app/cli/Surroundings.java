package arelops.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Where a command runs: the shell's variables, folder and streams, the clock, and how waiting is done.
///
/// @param folder the working directory
public record Surroundings(
        Map<String, String> environment, Path folder, Streams streams, InstantSource clock, ZoneId zone, Pause pause) {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;
    private static final int UNLIMITED = 10_000;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Where input comes from and output goes.
    ///
    /// @param terminal whether both input and output are a person's terminal
    /// @param watched whether the stream of errors is one as well; asked only where something is to be seen there
    public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal, BooleanSupplier watched) {
        /// Where the stream of errors goes where the output goes.
        public Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
            this(in, out, err, terminal, () -> terminal);
        }
    }

    /// A wait; false when there is nothing more to wait for.
    @FunctionalInterface
    public interface Pause {
        boolean elapse(Duration duration);
    }

    /// The shell that started this program: its standard streams, waits that really wait.
    public static Surroundings ofShell(Map<String, String> environment, Path folder, InstantSource clock) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        Charset charset = utf8(environment) ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        Streams streams = new Streams(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                terminal,
                TerminalSize::errorsAreSeen);
        return new Surroundings(environment, folder, streams, clock, ZoneId.systemDefault(), duration -> {
            LockSupport.parkNanos(duration.toNanos());
            return !Thread.currentThread().isInterrupted();
        });
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

    /// Whether a line that is rewritten on the stream of errors is seen by a person.
    boolean watched() {
        return streams.terminal()
                && variable("CI").isEmpty()
                && !variable("TERM").filter("dumb"::equals).isPresent()
                && streams.watched().getAsBoolean();
    }

    /// Whether the locale is UTF-8: without one the output is ASCII.
    boolean unicode() {
        return utf8(environment);
    }

    private static boolean utf8(Map<String, String> environment) {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isBlank()) {
                return locale.contains("utf-8") || locale.contains("utf8");
            }
        }
        return false;
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
        return streams.terminal()
                ? TerminalSize.ask().map(TerminalSize::columns).orElse(USUAL_COLUMNS)
                : UNLIMITED;
    }

    /// LINES, else what the terminal says; a pipe has no height.
    int rows() {
        Optional<Integer> told = variable("LINES").flatMap(Surroundings::height);
        if (told.isPresent()) {
            return told.get();
        }
        return streams.terminal() ? TerminalSize.ask().map(TerminalSize::rows).orElse(USUAL_ROWS) : UNLIMITED;
    }

    private static Optional<Integer> height(String text) {
        return number(text).filter(rows -> rows >= 3);
    }

    private static Optional<Integer> width(String text) {
        return number(text).filter(columns -> columns >= 20);
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
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
