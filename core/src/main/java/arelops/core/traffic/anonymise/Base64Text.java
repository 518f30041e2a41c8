package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.Base64;

/// Texts that are base64 of a text.
final class Base64Text {
    private Base64Text() {}

    /// Whether all characters are of base64.
    static boolean mayBe(byte[] in, int from, int to) {
        int end = to;
        while (end > from && in[end - 1] == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (!Ascii.is(in[i], Ascii.PLAIN | Ascii.JOINER) && in[i] != '+' && in[i] != '/') {
                return false;
            }
        }
        return (end - from) % 4 != 1;
    }

    /// The text, or nothing if there is none: control characters, broken UTF-8 and unknown letters are
    /// no text.
    static byte[] decode(byte[] in, int from, int to) {
        byte[] coded = Arrays.copyOfRange(in, from, to);
        for (int i = 0; i < coded.length; i++) {
            if (coded[i] == '-') {
                coded[i] = '+';
            } else if (coded[i] == '_') {
                coded[i] = '/';
            }
        }
        byte[] text;
        try {
            text = Base64.getDecoder().decode(coded);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
        for (int at = 0; at < text.length; ) {
            int point = Utf8.at(text, at, text.length);
            boolean control = point < ' ' && point != '\n' && point != '\r' && point != '\t';
            if (control || (point >= 127 && !Alphabet.isKnown(point))) {
                return new byte[0];
            }
            at += Utf8.length(point);
        }
        return text;
    }

    /// Writes base64 with the alphabet and the padding of the original.
    static void encode(byte[] text, int length, byte[] in, int from, int to, Output out) {
        boolean url = false;
        for (int i = from; i < to; i++) {
            url |= Ascii.is(in[i], Ascii.JOINER);
        }
        boolean padded = in[to - 1] == '=' || ((to - from) % 4 == 0 && !url);
        put(url || !padded ? Base64.getUrlEncoder() : Base64.getEncoder(), padded, text, length, out);
    }

    /// Writes base64 for URLs without padding, as tokens have it.
    static void encodeUrl(byte[] text, int length, Output out) {
        put(Base64.getUrlEncoder(), false, text, length, out);
    }

    private static void put(Base64.Encoder encoder, boolean padded, byte[] text, int length, Output out) {
        byte[] plain = length == text.length ? text : Arrays.copyOf(text, length);
        byte[] coded = (padded ? encoder : encoder.withoutPadding()).encode(plain);
        out.put(coded, 0, coded.length);
    }
}
