package arelops.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The demo's terminal: one line an event, with the seconds since the start.
final class Screen {
    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String RESET = "\u001b[0m";

    private static final int WIDTH = 98;
    private static final String INDENT = " ".repeat(20);

    private final Consumer<String> out;
    private final boolean colour;
    private final long start = System.nanoTime();

    Screen(Consumer<String> out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    private String in(String style, String text) {
        return colour ? style + text + RESET : text;
    }

    private String clock() {
        return clock(elapsed());
    }

    private String clock(Duration since) {
        return in(DIM, String.format(Locale.ROOT, "%5.1f s", since.toMillis() / 1e3));
    }

    void title(String text) {
        out.accept("");
        out.accept(in(BOLD, text));
    }

    void say(String text) {
        out.accept(text);
    }

    /// What a command printed.
    void printed(String text) {
        folded(text).forEach(line -> out.accept("  " + line));
    }

    /// What one may skip.
    void aside(String text) {
        out.accept(in(DIM, text));
    }

    void event(String who, String text) {
        event(elapsed(), who, text);
    }

    /// What happened when so much time had gone by.
    void event(Duration when, String who, String text) {
        List<String> lines = folded(text);
        out.accept(clock(when) + "  " + String.format(Locale.ROOT, "%-11s", who) + lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.accept(INDENT + line));
    }

    /// In lines that a usual terminal shows whole, broken between words.
    private static List<String> folded(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0) {
            int end = rest.lastIndexOf(' ', WIDTH);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }

    void moved(String environment, String from, String to, long entry) {
        out.accept(clock() + "  " + String.format(Locale.ROOT, "%-11s", environment)
                + in(BOLD, "tag " + from + " → " + to) + in(DIM, "  by compare-and-swap, with ledger entry " + entry));
    }

    /// A command that can be tried, and what for.
    void hint(String command, String text) {
        out.accept("  " + String.format(Locale.ROOT, "%-24s  ", command) + in(DIM, text));
    }

    void good(String text) {
        out.accept(in(GREEN, "✓") + " " + text);
    }

    void bad(String text) {
        out.accept("✕ " + text);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
