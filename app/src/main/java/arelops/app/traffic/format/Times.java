package arelops.app.traffic.format;

import java.time.Instant;

/// Times as nanoseconds since the epoch, which a `long` has for the years to 2262.
final class Times {
    private static final long SECOND = 1_000_000_000L;
    private static final long LATEST = 7_258_118_400L; // the year 2200
    private static final long LONGEST = 1_000_000_000_000_000L; // eleven days

    private Times() {}

    /// Nanoseconds since the epoch.
    static long of(Instant time) throws Refused {
        return of(time.getEpochSecond(), time.getNano());
    }

    /// Nanoseconds since the epoch.
    static long of(long seconds, int nanos) throws Refused {
        if (seconds < 0 || seconds > LATEST) {
            throw new Refused(ImportTrouble.NO_TIME);
        }
        return seconds * SECOND + nanos;
    }

    /// Nanoseconds since the epoch as a file says them.
    static long ofNanos(long nanos) throws Refused {
        return of(Math.floorDiv(nanos, SECOND), (int) Math.floorMod(nanos, SECOND));
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /// Milliseconds to nanoseconds; -1 if that is no duration.
    static long duration(double millis) {
        double nanos = millis * 1e6;
        return nanos >= 0 && nanos <= (double) LONGEST ? Math.round(nanos) : -1;
    }

    /// A duration in nanoseconds, or 0 if that is none.
    static long orNothing(long nanos) {
        return nanos >= 0 && nanos <= LONGEST ? nanos : 0;
    }
}
