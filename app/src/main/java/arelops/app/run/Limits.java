package arelops.app.run;

import java.time.Duration;

/// What a job may use at most: time since its command started, memory of all its processes together, bytes printed,
/// and processes at once, with those that have ended and nobody took notice of.
public record Limits(Duration time, long memoryBytes, long outputBytes, int processes) {
    /// Half an hour, 4 GiB, 64 MiB of output, 512 processes.
    public static final Limits USUAL = new Limits(Duration.ofMinutes(30), 4L << 30, 64L << 20, 512);

    public Limits {
        if (!time.isPositive() || memoryBytes <= 0 || outputBytes <= 0 || processes <= 0) {
            throw new IllegalArgumentException("the limits of a job are above zero: " + time + ", " + memoryBytes
                    + " bytes of memory, " + outputBytes + " bytes of output, " + processes + " processes");
        }
    }
}
