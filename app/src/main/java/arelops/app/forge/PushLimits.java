package arelops.app.forge;

import java.time.Duration;

/// How much one push may bring.
final class PushLimits {
    /// One file, as it is when unpacked.
    static final long OBJECT = 100L << 20;

    /// Everything that is sent.
    static final long PACK = 1L << 30;

    /// Each takes memory while the pack is read, however small it is.
    static final int OBJECTS = 1_000_000;

    static final int REFS = 200;

    /// The names of the refs and the options.
    static final int COMMAND_BYTES = 256 << 10;

    /// From the first byte to the last.
    static final Duration TIME = Duration.ofMinutes(30);

    /// What a git client may send when it fetches: the commits that it has and wants.
    static final long FETCH_BYTES = 32L << 20;

    private PushLimits() {}

    static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
