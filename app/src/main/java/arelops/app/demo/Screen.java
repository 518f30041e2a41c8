package arelops.app.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// The demo's terminal: one line an event, with the seconds since the start.
final class Screen {
    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colour;
    private final long start = System.nanoTime();

    Screen(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    private String in(String style, String text) {
        return colour ? style + text + RESET : text;
    }

    private String clock() {
        double seconds = (System.nanoTime() - start) / 1e9;
        return in(DIM, String.format(Locale.ROOT, "%5.1f s", seconds));
    }

    void title(String text) {
        out.println();
        out.println(in(BOLD, text));
        out.flush();
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    void event(String who, String text) {
        out.println(clock() + "  " + String.format(Locale.ROOT, "%-11s", who) + text);
        out.flush();
    }

    void moved(String environment, String from, String to, long entry) {
        event(
                environment,
                in(BOLD, "tag " + from + " → " + to) + in(DIM, "  by compare-and-swap, with ledger entry " + entry));
    }

    void good(String text) {
        out.println(in(GREEN, "✓") + " " + text);
        out.flush();
    }

    void bad(String text) {
        out.println("✕ " + text);
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
