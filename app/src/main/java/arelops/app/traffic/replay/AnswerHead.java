package arelops.app.traffic.replay;

import arelops.app.traffic.replay.AnswerReader.Garbage;
import arelops.app.traffic.replay.issued.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The head of an answer as it comes, and what of it tells how long the answer is.
final class AnswerHead {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST = 64 * 1024;
    private static final int PIECE = 512;
    private static final int MANY = 32;
    private static final int SWITCHING = 101;
    private static final int FIRST_LAST = 200;
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CLOSE = ascii("close");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");
    private static final byte[] CHUNKED = ascii("chunked");

    private byte[] bytes = new byte[PIECE];
    private int size;
    private int lineAt;
    private int firstLine;
    /// Where each line after the first ends, but the empty one.
    private int[] ends = new int[MANY];

    private int lines;
    private int status;
    private long length;
    private boolean chunked;
    private boolean keep;
    private boolean closes;

    /// Forgets it, for the next one.
    void clear() {
        size = 0;
        lineAt = 0;
        firstLine = 0;
        lines = 0;
        if (bytes.length > LONGEST_LINE) {
            bytes = new byte[PIECE];
            ends = new int[MANY];
        }
    }

    /// Takes what belongs to it; whether that is all of it.
    boolean read(Incoming in) throws Garbage {
        while (!in.isEmpty()) {
            int count = Math.min(in.left(), PIECE);
            if (size + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
            }
            System.arraycopy(in.array(), in.at(), bytes, size, count);
            int end = end(size, size + count);
            if (end >= 0) {
                in.skip(end - size);
                size = end;
                return true;
            }
            in.skip(count);
            size += count;
            if (size > LONGEST || (firstLine == 0 && size > LONGEST_LINE)) {
                throw new Garbage("a head without an end");
            }
        }
        return false;
    }

    /// The index behind the empty line; below 0 where there is none yet. Empty lines before the first are passed over.
    private int end(int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                boolean empty = at == lineAt || (at == lineAt + 1 && bytes[lineAt] == '\r');
                lineAt = at + 1;
                if (!empty) {
                    ends(lineAt);
                } else if (firstLine > 0) {
                    return lineAt;
                }
            }
        }
        return -1;
    }

    /// A line ends there.
    private void ends(int at) {
        if (firstLine == 0) {
            firstLine = at;
            return;
        }
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[lines++] = at;
    }

    /// Reads what is needed of it, once it is whole.
    void parse() throws Garbage {
        int at = 0;
        while (at < firstLine && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        parseStart(at);
        length = -1;
        chunked = false;
        closes = false;
        at = firstLine;
        for (int line = 0; line < lines; line++) {
            int stop = textEnd(at, ends[line]);
            if (stop > at && !isBlank(at)) {
                parseHeader(at, stop);
            }
            at = ends[line];
        }
    }

    private void parseStart(int at) throws Garbage {
        boolean named = firstLine - at >= 12 && bytes[at] == 'H' && bytes[at + 1] == 'T' && bytes[at + 2] == 'T';
        if (!named || bytes[at + 3] != 'P' || bytes[at + 4] != '/' || bytes[at + 6] != '.' || bytes[at + 8] != ' ') {
            throw new Garbage("no status line");
        }
        status = 0;
        for (int i = at + 9; i < at + 12; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new Garbage("no status");
            }
            status = status * 10 + bytes[i] - '0';
        }
        if (bytes[at + 12] > ' ') {
            throw new Garbage("no status");
        }
        keep = bytes[at + 5] == '1' && bytes[at + 7] >= '1';
    }

    private void parseHeader(int at, int stop) throws Garbage {
        int colon = at;
        while (colon < stop && bytes[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (end > at && isBlank(end - 1)) {
            end--;
        }
        if (colon == stop || end == at) {
            throw new Garbage("no header");
        }
        switch (end - at) {
            case 10 -> {
                if (HeaderList.named(bytes, at, CONNECTION)) {
                    closes |= HeaderList.has(bytes, colon + 1, stop, CLOSE);
                    keep |= HeaderList.has(bytes, colon + 1, stop, KEEP_ALIVE);
                }
            }
            case 14 -> {
                if (HeaderList.named(bytes, at, CONTENT_LENGTH)) {
                    length = HeaderList.length(bytes, colon + 1, stop, length);
                }
            }
            case 17 -> {
                if (HeaderList.named(bytes, at, TRANSFER_ENCODING)) {
                    chunked |= HeaderList.has(bytes, colon + 1, stop, CHUNKED);
                }
            }
            default -> {
                // says nothing of its length
            }
        }
    }

    int status() {
        return status;
    }

    /// Of the body; below 0 if it is not said.
    long length() {
        return length;
    }

    boolean isChunked() {
        return chunked;
    }

    /// Whether the connection stays when the answer is over.
    boolean keeps() {
        return keep && !closes;
    }

    /// Whether another one follows; not where it is another protocol that does.
    boolean isInterim() {
        return status < FIRST_LAST && status != SWITCHING;
    }

    /// Whether it never has a body.
    boolean isBodiless() {
        return status == 204 || status == 304 || status == SWITCHING;
    }

    /// All of them, with the lines that continue one put to it.
    List<Answer.Header> headers() {
        List<Answer.Header> headers = new ArrayList<>();
        for (int at = firstLine; at < size; at = lineEnd(at)) {
            int stop = textEnd(at, lineEnd(at));
            if (stop > at && isBlank(at) && !headers.isEmpty()) {
                Answer.Header before = headers.removeLast();
                headers.add(new Answer.Header(before.name(), before.value() + ' ' + text(at, stop)));
            } else if (stop > at) {
                String line = new String(bytes, at, stop - at, StandardCharsets.ISO_8859_1);
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.add(new Answer.Header(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip()));
                }
            }
        }
        return headers;
    }

    private boolean isBlank(int at) {
        return bytes[at] == ' ' || bytes[at] == '\t';
    }

    private int lineEnd(int at) {
        int end = at;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private int textEnd(int at, int next) {
        int stop = next - 1;
        return stop > at && bytes[stop - 1] == '\r' ? stop - 1 : stop;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
