package arelops.app.traffic.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Files that are too large to be made in a test: a beginning, one byte again and again, an end.
final class Endless extends InputStream {
    private final byte value;
    private long left;

    private Endless(char value, long length) {
        this.value = (byte) value;
        this.left = length;
    }

    static InputStream file(String start, char value, long times, String end) {
        return new SequenceInputStream(
                Collections.enumeration(List.of(stream(start), new Endless(value, times), stream(end))));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
        return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = (int) Math.min(left, length);
        Arrays.fill(target, offset, offset + read, value);
        left -= read;
        return read;
    }
}
