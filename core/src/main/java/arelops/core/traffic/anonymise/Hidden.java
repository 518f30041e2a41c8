package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/// Texts that are hidden in others as base64 or as hexadecimal digits.
final class Hidden {
    private static final int SHORTEST = 11;
    private static final int SHORTEST_TEXT = 5;
    private static final int FOURTHS = 4;
    private static final byte[] BASE64 = new byte[256];

    static {
        Arrays.fill(BASE64, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < letters.length(); i++) {
            BASE64[letters.charAt(i)] = (byte) i;
        }
        BASE64['+'] = 62;
        BASE64['-'] = 62;
        BASE64['/'] = 63;
        BASE64['_'] = 63;
    }

    /// Gives each of them, with its length, in an array that is its own.
    void each(byte[] in, int from, int to, ObjIntConsumer<byte[]> texts) {
        int at = from;
        while (at < to) {
            if (BASE64[in[at] & 0xff] < 0) {
                at++;
                continue;
            }
            int start = at;
            while (at < to && BASE64[in[at] & 0xff] >= 0) {
                at++;
            }
            if (at - start >= SHORTEST) {
                run(in, start, at, texts);
            }
        }
    }

    /// A run may begin in the middle of something, so each of the four ways to divide it is tried.
    private static void run(byte[] in, int from, int to, ObjIntConsumer<byte[]> texts) {
        hex(in, from, to, texts);
        byte[] text = new byte[(to - from) / FOURTHS * 3 + 3];
        for (int start = from; start < from + FOURTHS; start++) {
            int length = decode(in, start, to, text);
            if (isText(text, length)) {
                texts.accept(Arrays.copyOf(text, length), length);
            }
        }
    }

    private static int decode(byte[] in, int from, int to, byte[] text) {
        int length = 0;
        int bits = 0;
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value << 6 | BASE64[in[i] & 0xff];
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                text[length++] = (byte) (value >> bits);
            }
        }
        return length;
    }

    private static void hex(byte[] in, int from, int to, ObjIntConsumer<byte[]> texts) {
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
                    }
                }
            }
            at++;
        }
    }

    /// Whether so many characters after one another are letters, digits and signs as texts have them, or it is packed.
    private static boolean isText(byte[] text, int length) {
        if (Packing.isGzip(text, 0, length)) {
            return true;
        }
        int run = 0;
        int longest = 0;
        for (int i = 0; i < length; ) {
            int point = Utf8.at(text, i, length);
            boolean character = point >= ' ' && point != 127;
            int size = character ? Utf8.length(point) : 1;
            run = character ? run + size : 0;
            longest = Math.max(longest, run);
            i += size;
        }
        return longest >= Math.max(SHORTEST_TEXT, length / 2);
    }
}
