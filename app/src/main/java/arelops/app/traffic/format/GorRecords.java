package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts a file of GoReplay into its records, which lines of three monkeys separate. Of endless records
/// the beginning is kept and the rest counted.
final class GorRecords {
    private static final byte[] SEPARATOR = "\n🐵🙈🙉\n".getBytes(StandardCharsets.UTF_8);
    private static final int MOST = Limits.BODY + (256 << 10);

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private byte[] record = new byte[4 << 10];
    private int kept;
    private long length;

    GorRecords(InputStream in) {
        this.in = in;
    }

    /// A record.
    ///
    /// @param bytes what was kept of it, an array of its own
    /// @param length how long it was
    record Found(Bytes bytes, long length) {}

    /// Goes to the next record, if there is one; the last one of a file may have no separator.
    boolean next() throws IOException {
        kept = 0;
        length = 0;
        int matched = 0;
        while (at < end || fill()) {
            byte b = buffer[at++];
            if (b == SEPARATOR[matched]) {
                if (++matched == SEPARATOR.length) {
                    return true;
                }
                continue;
            }
            for (int i = 0; i < matched; i++) {
                add(SEPARATOR[i]);
            }
            matched = b == SEPARATOR[0] ? 1 : 0;
            if (matched == 0) {
                add(b);
            }
        }
        for (int i = 0; i < matched; i++) {
            add(SEPARATOR[i]);
        }
        return length > 0;
    }

    Found found() {
        return new Found(Bytes.owned(Arrays.copyOf(record, kept), 0, kept), length);
    }

    /// Whether there is nothing in it but space.
    boolean blank() {
        for (int i = 0; i < kept; i++) {
            if (record[i] > ' ' || record[i] < 0) {
                return false;
            }
        }
        return kept == length;
    }

    private void add(byte b) {
        length++;
        if (kept == MOST) {
            return;
        }
        if (kept == record.length) {
            record = Arrays.copyOf(record, Math.min(MOST, record.length * 2));
        }
        record[kept++] = b;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
