package arelops.app.cli;

import arelops.app.answer.Span;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// One line on a person's terminal that is rewritten while something takes long, and gone when it is over. Where
/// nobody watches (a pipe, `--json`, `--quiet`, CI) there is none.
final class Progress implements AutoCloseable {
    /// Five times a second.
    private static final Duration BEAT = Duration.ofMillis(200);

    private static final String ERASE = "\r\u001b[K";
    private static final int CELLS = 20;
    private static final int ROOMY = 100;
    /// Before that nobody can tell how long it takes.
    private static final double LEAST_SHARE = 0.01;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final double SECOND = 1e9;

    private final View view;
    private final PrintStream err;
    private final Optional<Thread> drawing;
    private final Optional<Thread> hook;
    private Supplier<State> asked = () -> State.NOTHING;
    private long since = System.nanoTime();
    private boolean shown;
    private boolean over;

    /// How far it is.
    ///
    /// @param what is being done
    /// @param share that is done, 0 to 1; below 0 where that is not known
    /// @param requests that were done; below 0 where they are not counted
    /// @param more what else is to be said
    record State(String what, double share, long requests, String more) {
        /// Nothing to be shown.
        static final State NOTHING = new State("", -1, -1, "");
    }

    private Progress(Session session, boolean watched) {
        view = session.view();
        err = session.world().streams().err();
        drawing = watched
                ? Optional.of(Thread.ofPlatform().name("progress").daemon().unstarted(this::draw))
                : Optional.empty();
        hook = watched ? Optional.of(Thread.ofPlatform().unstarted(this::end)) : Optional.empty();
    }

    /// Begins, where a person watches.
    static Progress of(Session session) {
        Progress progress = new Progress(session, session.watched());
        progress.hook.ifPresent(Runtime.getRuntime()::addShutdownHook);
        progress.drawing.ifPresent(Thread::start);
        return progress;
    }

    /// From now on it is told of this; what is asked must be quick, and may be asked by another thread.
    synchronized void follow(Supplier<State> state) {
        asked = state;
        since = System.nanoTime();
    }

    /// There is nothing more to tell.
    synchronized void done() {
        asked = () -> State.NOTHING;
        erase();
    }

    /// Prints something else, where the line is not in its way.
    synchronized void aside(Runnable printing) {
        erase();
        printing.run();
    }

    private void draw() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                if (!drawn()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean drawn() {
        if (!over) {
            String line = line(view, asked.get(), Duration.ofNanos(System.nanoTime() - since));
            if (line.isEmpty()) {
                erase();
            } else {
                err.print(ERASE + line);
                err.flush();
                shown = true;
            }
        }
        return !over;
    }

    private void erase() {
        if (shown) {
            err.print(ERASE);
            err.flush();
            shown = false;
        }
    }

    private synchronized void end() {
        over = true;
        erase();
    }

    @Override
    public void close() {
        end();
        drawing.ifPresent(Thread::interrupt);
        try {
            hook.ifPresent(Runtime.getRuntime()::removeShutdownHook);
        } catch (IllegalStateException e) {
            // the program ends already, and the hook has done its work
        }
    }

    /// The line, no wider than the terminal; empty where there is nothing to say.
    static String line(View view, State state, Duration elapsed) {
        if (state.what().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add("↻ " + state.what());
        double share = Math.min(1, state.share());
        if (share >= 0) {
            int full = (int) (CELLS * share);
            String bar = view.columns() >= ROOMY ? "█".repeat(full) + "░".repeat(CELLS - full) + "  " : "";
            parts.add(bar + String.format(Locale.ROOT, "%2d %%", (int) (100 * share)));
        }
        if (state.requests() >= 0) {
            parts.add(TrafficCommands.count(state.requests(), "request"));
            if (elapsed.compareTo(SOON) >= 0) {
                parts.add(String.format(
                        Locale.ROOT, "%,.0f/s", (double) state.requests() * SECOND / (double) elapsed.toNanos()));
            }
        }
        if (!state.more().isEmpty()) {
            parts.add(state.more());
        }
        if (share >= LEAST_SHARE && share < 1 && elapsed.compareTo(SOON) >= 0) {
            long left = (long) ((double) elapsed.toNanos() * (1 - share) / share);
            parts.add(Span.of(Duration.ofNanos(left)) + " left");
        }
        return View.cut(view.plain(String.join("  ", parts)), Math.max(1, view.columns() - 1));
    }
}
