package arelops.app.traffic.replay;

import arelops.app.fault.Fault;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// Many times in nanoseconds, to three digits, up to an hour. Merging loses nothing more.
public final class Latencies {
    private static final long LONGEST = 3_600_000_000_000L;
    private final Histogram histogram;

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /// What was counted so far.
    static Latencies of(LatencyCounts counts) {
        return new Latencies(counts.histogram());
    }

    /// Those that [#bytes()] gave.
    public static Latencies of(byte[] bytes) {
        try {
            return new Latencies(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), LONGEST));
        } catch (DataFormatException | RuntimeException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "replay.histogram",
                    "These " + bytes.length + " bytes are no histogram: " + e.getMessage() + ".",
                    "Ask the worker for its result again.",
                    e);
        }
    }

    /// As HdrHistogram's compressed form (V2).
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /// How many there are.
    public long count() {
        return histogram.getTotalCount();
    }

    /// The time that this percentage is not above, for example of 99.9; 0 if there is none.
    public long at(double percentile) {
        return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile);
    }

    /// The greatest; 0 if there is none.
    public long max() {
        return histogram.getMaxValue();
    }

    /// Of both.
    public Latencies merge(Latencies other) {
        Histogram both = histogram.copy();
        both.add(other.histogram);
        return new Latencies(both);
    }

    /// Whether both hold the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof Latencies latencies && histogram.equals(latencies.histogram);
    }

    /// Of what it holds.
    @Override
    public int hashCode() {
        return histogram.hashCode();
    }

    /// How many, and the middle one.
    @Override
    public String toString() {
        return count() + " times, p50 " + at(50) + " ns";
    }
}
