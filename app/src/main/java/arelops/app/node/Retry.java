package arelops.app.node;

import java.time.Duration;

/// When the next attempt at an instance is due; used by one thread at a time.
final class Retry {
    private final Pace pace;
    private int attempts;
    private long notBefore = System.nanoTime();

    /// After so many attempts in a row that came to nothing; the next is due now.
    Retry(Pace pace, int attempts) {
        this.pace = pace;
        this.attempts = attempts;
    }

    /// One more attempt came to nothing: the next is due after a longer pause.
    void failed() {
        attempts++;
        postpone();
    }

    /// The next attempt is due after the whole pause, from now.
    void postpone() {
        notBefore = System.nanoTime() + pace.pause(attempts).toNanos();
    }

    /// How long until the next attempt; not positive if it is due.
    Duration rest() {
        return Duration.ofNanos(notBefore - System.nanoTime());
    }

    /// Whether an instance that has been healthy for so long gets its failures forgotten; true once.
    boolean forgets(Duration healthy) {
        if (attempts == 0 || healthy.compareTo(pace.steady()) < 0) {
            return false;
        }
        attempts = 0;
        return true;
    }
}
