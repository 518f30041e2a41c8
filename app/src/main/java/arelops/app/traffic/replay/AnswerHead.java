package arelops.app.traffic.replay;

import arelops.app.traffic.replay.AnswerReader.Garbage;
import arelops.app.traffic.replay.issued.Answer;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The head of an answer as it comes, and what of it tells how long the answer is.
final class AnswerHead {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST = 64 * 1024;
    private static final int PIECE = 512;
    private static final int SWITCHING = 101;
    private static final int FIRST_LAST = 200;
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");

    private byte[] bytes = new byte[PIECE];
    private int size;
    private int lineAt;
    private int firstLine;
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
        if (bytes.length > LONGEST_LINE) {
            bytes = new byte[PIECE];
        }
    }

    /// Takes what belongs to it; whether that is all of it.
    boolean read(ByteBuf in) throws Garbage {
        while (in.isReadable()) {
            int count = Math.min(in.readableBytes(), PIECE);
            if (size + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
            }
            in.getBytes(in.readerIndex(), bytes, size, count);
            int end = end(size, size + count);
            if (end >= 0) {
                in.skipBytes(end - size);
                size = end;
                return true;
            }
            in.skipBytes(count);
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
                    firstLine = firstLine == 0 ? lineAt : firstLine;
                } else if (firstLine > 0) {
                    return lineAt;
                }
            }
        }
        return -1;
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
        while (at < size) {
            int next = lineEnd(at);
            int stop = textEnd(at, next);
            if (stop > at && !isBlank(at)) {
                parseHeader(at, stop);
            }
            at = next;
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
                if (named(at, CONNECTION)) {
                    String value = text(colon + 1, stop).toLowerCase(Locale.ROOT);
                    closes |= has(value, "close");
                    keep |= has(value, "keep-alive");
                }
            }
            case 14 -> {
                if (named(at, CONTENT_LENGTH)) {
                    parseLength(colon + 1, stop);
                }
            }
            case 17 -> {
                if (named(at, TRANSFER_ENCODING)) {
                    chunked |= has(text(colon + 1, stop).toLowerCase(Locale.ROOT), "chunked");
                }
            }
            default -> {
                // says nothing of its length
            }
        }
    }

    /// Several that say the same are one, also in one line.
    private void parseLength(int from, int to) throws Garbage {
        for (String one : text(from, to).split(",", -1)) {
            String digits = one.strip();
            if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new Garbage("no length");
            }
            long said = Long.parseLong(digits);
            if (length >= 0 && length != said) {
                throw new Garbage("two lengths");
            }
            length = said;
        }
    }

    private static boolean has(String value, String word) {
        for (String one : value.split(",", -1)) {
            if (one.strip().equals(word)) {
                return true;
            }
        }
        return false;
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

    private boolean named(int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if ((bytes[at + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
