package arelops.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads answers of known length from a kept connection.
final class Answers {
    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int filled;

    Answers(InputStream in) {
        this.in = in;
    }

    void next() throws IOException {
        int headers;
        while ((headers = endOfHeaders()) < 0) {
            more();
        }
        String head = new String(buffer, 0, headers, StandardCharsets.US_ASCII);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException(head);
        }
        int whole = headers + length(head);
        while (filled < whole) {
            more();
        }
        System.arraycopy(buffer, whole, buffer, 0, filled - whole);
        filled -= whole;
    }

    private void more() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("the connection was closed");
        }
        filled += read;
    }

    private int endOfHeaders() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
        return Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
    }
}
