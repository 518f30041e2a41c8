package arelops.app.traffic.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The lines of a file; of endless ones no more than the limit is kept.
final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private final byte[] line = new byte[Limits.LINE];
    private int at;
    private int end;
    private int length;
    private boolean tooLong;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line, if there is one.
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            byte b = buffer[at++];
            if (b == '\n') {
                number++;
                return true;
            }
            if (length < line.length) {
                line[length++] = b;
            } else {
                tooLong = true;
            }
        }
        number++;
        return any;
    }

    /// Its text, a character for each byte.
    String text() {
        int stop = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, stop, StandardCharsets.ISO_8859_1);
    }

    boolean tooLong() {
        return tooLong;
    }

    /// Which one it is, from 1.
    long number() {
        return number;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
