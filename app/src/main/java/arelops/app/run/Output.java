package arelops.app.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A piece of a job's output.
///
/// @param next where the next piece starts
/// @param complete whether there will never be more after it
/// @param kept whether anything is known of what the job printed, and be it that it printed nothing
@SuppressWarnings("ArrayRecordComponent") // bytes of a log are not compared
public record Output(byte[] bytes, long next, boolean complete, boolean kept) {
    public Output {
        bytes = Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public byte[] bytes() {
        return Arrays.copyOf(bytes, bytes.length);
    }

    /// Whether it is known that the job has printed nothing so far.
    public boolean isSilent() {
        return kept && next == 0;
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
