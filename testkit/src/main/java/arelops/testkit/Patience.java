package arelops.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what a real process does, by asking again and again, with a deadline no healthy machine comes near.
public final class Patience {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int TRIES = 3;
    private static final int GROWTH = 4;

    /// What is to be so within a time, or after it.
    @FunctionalInterface
    public interface Timed<E extends Exception> {
        /// Fails where it is not so.
        void within(Duration time) throws E;
    }

    /// What may have to be tried again.
    @FunctionalInterface
    public interface Trial<E extends Exception> {
        /// Fails where it is not so.
        void run() throws E;
    }

    private Patience() {}

    /// Returns as soon as the condition holds; fails with `what` after two minutes.
    public static void until(String what, BooleanSupplier condition) {
        until(what, DEADLINE, condition);
    }

    /// The same with another deadline: for what takes many steps of many processes.
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /// Tries what hangs on a time that really passes: where it is not so, as on a machine that stood still meanwhile,
    /// it
    /// is tried with four times as much, three times in all. What no standstill excuses does not belong in here.
    public static <E extends Exception> void growing(Duration first, Timed<E> test) throws E {
        Duration time = first;
        for (int tried = 1; tried < TRIES; tried++) {
            try {
                test.within(time);
                return;
            } catch (AssertionError | RuntimeException e) {
                System.err.println("Tried again, after it was not so within " + time + ": " + e);
                time = time.multipliedBy(GROWTH);
            }
        }
        test.within(time);
    }

    /// Tries what a machine that stands still at the wrong moment spoils, three times in all.
    public static <E extends Exception> void again(Trial<E> test) throws E {
        growing(Duration.ofSeconds(1), _ -> test.run());
    }

    /// The first answer of the wanted type; fails with the last answer after two minutes.
    public static <T> T until(Class<T> wanted, Supplier<?> asked) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            Object answer = asked.get();
            if (wanted.isInstance(answer)) {
                return wanted.cast(answer);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "no " + wanted.getSimpleName() + " within " + DEADLINE.toSeconds() + " s, but " + answer);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
