package arelops.app.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A piece of a job's output: its bytes, where the next piece starts, and whether there will never be more after it.
@SuppressWarnings("ArrayRecordComponent") // bytes of a log are not compared
public record Output(byte[] bytes, long next, boolean complete) {
    public Output {
        bytes = Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public byte[] bytes() {
        return Arrays.copyOf(bytes, bytes.length);
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
