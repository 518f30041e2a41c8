package arelops.core.traffic.anonymise;

/// Classes of bytes.
final class Ascii {
    static final int LOWER = 1;
    static final int UPPER = 2;
    static final int DIGIT = 4;
    static final int HIGH = 8;
    static final int LETTER = LOWER | UPPER;
    static final int PLAIN = LETTER | DIGIT;
    static final int WORD = PLAIN | HIGH;

    /// What may be in the part of an address before the `@`, beside letters and digits.
    static final int LOCAL = 16;

    /// `-` and `_`, which base64 for URLs has.
    static final int JOINER = 32;

    static final int HEX = 64;
    private static final byte[] CLASSES = new byte[256];
    private static final byte[] HEX_VALUES = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            int kind = 0;
            kind |= c >= 'a' && c <= 'z' ? LOWER : 0;
            kind |= c >= 'A' && c <= 'Z' ? UPPER : 0;
            kind |= c >= '0' && c <= '9' ? DIGIT | HEX : 0;
            kind |= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? HEX : 0;
            kind |= c >= 128 ? HIGH : 0;
            kind |= "._%+-'".indexOf(c) >= 0 ? LOCAL : 0;
            kind |= c == '-' || c == '_' ? JOINER : 0;
            CLASSES[c] = (byte) kind;
            HEX_VALUES[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
        }
    }

    private Ascii() {}

    static int kind(byte value) {
        return CLASSES[value & 0xff];
    }

    static boolean is(byte value, int kinds) {
        return (CLASSES[value & 0xff] & kinds) != 0;
    }

    static byte lower(byte value) {
        return is(value, UPPER) ? (byte) (value + 32) : value;
    }

    /// The value of a hexadecimal digit, or -1.
    static int hex(byte value) {
        return HEX_VALUES[value & 0xff];
    }

    /// Whether the byte at a place, if there is one, is part of a word.
    static boolean wordAt(byte[] bytes, int at, int from, int to) {
        return at >= from && at < to && is(bytes[at], WORD);
    }

    static boolean startsWith(byte[] bytes, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether these bytes are that text but for case; the text is in lower case.
    static boolean same(byte[] bytes, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (lower(bytes[from + i]) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
