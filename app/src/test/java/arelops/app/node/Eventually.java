package arelops.app.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for real processes: looks again and again until it is so, or fails after a generous time.
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    public static void until(String what, BooleanSupplier so) {
        get(what, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    public static <T> T get(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(STEP);
        }
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
    }
}
