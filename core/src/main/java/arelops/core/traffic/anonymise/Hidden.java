package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/// Texts that are hidden in others as base64 or as hexadecimal digits.
final class Hidden {
    private static final int SHORTEST_TEXT = 5;
    private static final int SHORTEST_RUN = 2 * SHORTEST_TEXT;
    private static final int FOURTHS = 4;
    private static final byte[] BASE64 = new byte[256];
    private static final byte[] CODED = new byte[256];
    private static final byte[] CONTROL = new byte[256];
    private static final int ABOVE = 32;

    /// What may begin a text: a sign as 1, more than that above it; see [#isPlausible].
    private static final long[] BEGINS = new long[256];

    static {
        Arrays.fill(BASE64, (byte) -1);
        for (int c = 0; c < 256; c++) {
            CONTROL[c] = (byte) (c < ' ' || c == 127 ? 1 : 0);
        }
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < letters.length(); i++) {
            BASE64[letters.charAt(i)] = (byte) i;
        }
        BASE64['+'] = 62;
        BASE64['-'] = 62;
        BASE64['/'] = 63;
        BASE64['_'] = 63;
        for (int c = 0; c < 256; c++) {
            BEGINS[c] = BASE64[c] >= 32 ? 1L << ABOVE : BASE64[c] >= 8 ? 1 : 0;
            CODED[c] = BASE64[c] < 0 ? 0 : (byte) ((Ascii.kind((byte) c) & Ascii.PLAIN) | 64);
        }
    }

    private final ObjIntConsumer<byte[]> texts;
    private final long[] begins = new long[FOURTHS];
    private final DullRuns dull = new DullRuns(31);
    private byte[] buffer = new byte[1024];

    /// @param texts is given each of them, with its length, in an array that is overwritten afterwards
    Hidden(ObjIntConsumer<byte[]> texts) {
        this.texts = texts;
    }

    /// Finds each of them.
    ///
    /// No shorter run is of interest, so bytes are looked at from the end of where one may be:
    /// most are skipped.
    void each(byte[] in, int from, int to) {
        int start = from;
        while (start + SHORTEST_RUN <= to) {
            int at = start + SHORTEST_RUN - 1;
            int kinds = 0;
            int kind = CODED[in[at] & 0xff];
            while (kind != 0 && at > start) {
                kinds |= kind;
                at--;
                kind = CODED[in[at] & 0xff];
            }
            kinds |= kind;
            at -= kind == 0 ? 0 : 1;
            if (at >= start) {
                start = at + 1;
                continue;
            }
            int end = start + SHORTEST_RUN;
            while (end < to && CODED[in[end] & 0xff] != 0) {
                kinds |= CODED[in[end] & 0xff];
                end++;
            }
            run(in, start, end, kinds);
            start = end + 1;
        }
    }

    private void run(byte[] in, int from, int to, int kinds) {
        if (dull.has(in, from, to)) {
            return;
        }
        boolean hex = hasLongHex(in, from, to) && hex(in, from, to);
        boolean base64 = (kinds & Ascii.LETTER) == Ascii.LETTER && base64(in, from, to);
        if (!hex && !base64) {
            dull.add(in, from, to);
        }
    }

    private static boolean hasLongHex(byte[] in, int from, int to) {
        int start = from;
        while (start + SHORTEST_RUN <= to) {
            int at = start + SHORTEST_RUN - 1;
            while (at >= start && Ascii.is(in[at], Ascii.HEX)) {
                at--;
            }
            if (at < start) {
                return true;
            }
            start = at + 1;
        }
        return false;
    }

    /// A run may begin in the middle of something, so each of the four ways to divide it is tried.
    /// Base64 of a text has
    /// small and large letters. Says whether there was a text.
    private boolean base64(byte[] in, int from, int to) {
        boolean found = false;
        count(in, from, to - 1);
        int room = (to - from) / FOURTHS * 3 + 3;
        if (buffer.length < room) {
            buffer = new byte[room * 2];
        }
        for (int start = from; start < from + FOURTHS; start++) {
            int length = isPlausible(begins[start - from], in, start, to) ? decode(in, start, to, buffer) : 0;
            if (length > 0 && isText(buffer, length)) {
                texts.accept(buffer, length);
                found = true;
            }
        }
        return found;
    }

    /// Counts what the first of each four characters may begin, for each of the four ways at once.
    private void count(byte[] in, int from, int to) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        int at = from;
        while (at + FOURTHS <= to) {
            first += BEGINS[in[at] & 0xff];
            second += BEGINS[in[at + 1] & 0xff];
            third += BEGINS[in[at + 2] & 0xff];
            fourth += BEGINS[in[at + 3] & 0xff];
            at += FOURTHS;
        }
        begins[0] = first + (at < to ? BEGINS[in[at] & 0xff] : 0);
        begins[1] = second + (at + 1 < to ? BEGINS[in[at + 1] & 0xff] : 0);
        begins[2] = third + (at + 2 < to ? BEGINS[in[at + 2] & 0xff] : 0);
        begins[3] = fourth;
    }

    /// Whether the first of each four characters may begin a text: 8 to 31 stand for a letter, a digit
    /// or a sign, 32
    /// and
    /// more for a part of a longer character, less for control characters, or the first of gzip.
    private static boolean isPlausible(long counted, byte[] in, int from, int to) {
        int signs = (int) counted;
        int high = (int) (counted >>> ABOVE);
        int all = (to - from + 2) / FOURTHS;
        boolean packed = from + 3 < to && in[from] == 'H' && in[from + 1] == '4' && in[from + 2] == 's';
        return signs * 8L >= all * 5L || (signs + high == all && high * 2L >= all) || packed;
    }

    /// Decodes; 0 if so many control characters came that it is no text.
    private static int decode(byte[] in, int from, int to, byte[] text) {
        int room = 2 + (to - from) / 32;
        int length = 0;
        int at = from;
        while (at + FOURTHS <= to) {
            int value = BASE64[in[at] & 0xff] << 18
                    | BASE64[in[at + 1] & 0xff] << 12
                    | BASE64[in[at + 2] & 0xff] << 6
                    | BASE64[in[at + 3] & 0xff];
            room -= CONTROL[value >> 16 & 0xff] + CONTROL[value >> 8 & 0xff] + CONTROL[value & 0xff];
            if (room < 0 && !(text[0] == 0x1f && text[1] == (byte) 0x8b && length > 1)) {
                return 0;
            }
            text[length] = (byte) (value >> 16);
            text[length + 1] = (byte) (value >> 8);
            text[length + 2] = (byte) value;
            length += 3;
            at += FOURTHS;
        }
        int rest = to - at;
        if (rest > 1) {
            int value = BASE64[in[at] & 0xff] << 6 | BASE64[in[at + 1] & 0xff];
            text[length++] = (byte) (value >> 4);
            if (rest > 2) {
                text[length++] = (byte) (value << 4 | BASE64[in[at + 2] & 0xff] >> 2);
            }
        }
        return length;
    }

    private boolean hex(byte[] in, int from, int to) {
        boolean found = false;
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && Ascii.is(in[at], Ascii.HEX)) {
                at++;
            }
            if (at - start >= 2 * SHORTEST_TEXT) {
                for (int first = start; first < start + 2; first++) {
                    byte[] text = new byte[(at - first) / 2];
                    for (int i = 0; i < text.length; i++) {
                        text[i] = (byte) Codes.percent(in, first + 2 * i - 1);
                    }
                    if (isText(text, text.length)) {
                        texts.accept(text, text.length);
                        found = true;
                    }
                }
            }
            at++;
        }
        return found;
    }

    /// Whether so many characters after one another are letters, digits and signs as texts have them,
    /// or it is packed. Where so many may be is looked at from its end, so most bytes are skipped.
    private static boolean isText(byte[] text, int length) {
        if (Packing.isGzip(text, 0, length)) {
            return true;
        }
        int needed = Math.max(SHORTEST_TEXT, length / 2);
        int start = 0;
        while (start + needed <= length) {
            int at = start + needed - 1;
            while (at >= start && isOfText(text, at, length)) {
                at--;
            }
            if (at < start) {
                return true;
            }
            start = at + 1;
        }
        return false;
    }

    /// Whether a byte is a character of texts, or a part of one.
    private static boolean isOfText(byte[] text, int at, int length) {
        if (text[at] >= 0) {
            return text[at] >= ' ' && text[at] < 127;
        }
        int first = at;
        while (first > 0 && at - first < 3 && (text[first] & 0xc0) == 0x80) {
            first--;
        }
        int point = text[first] < 0 ? Utf8.at(text, first, length) : -1;
        return point >= 0 && first + Utf8.length(point) > at;
    }
}
