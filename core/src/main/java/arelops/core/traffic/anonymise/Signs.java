package arelops.core.traffic.anonymise;

/// Which bytes are letters and digits, as the leak scan compares them: in lower case.
final class Signs {
    static final int NOTHING = 0;
    static final int LETTER = 1;
    static final int DIGIT = 2;
    private static final int HIGH = -1;
    static final int CODE = -2;
    static final int SHIFT = 8;
    private static final byte[] KIND = new byte[256];
    private static final byte[] LETTERS = new byte[256];

    /// What each byte of a text adds: its kind and its sign.
    private static final short[] TEXT = new short[256];

    /// The same, without codes.
    private static final short[] SIGNS = new short[256];

    static {
        for (int c = 0; c < 256; c++) {
            boolean digit = Ascii.is((byte) c, Ascii.DIGIT);
            boolean word = Ascii.is((byte) c, Ascii.WORD);
            KIND[c] = (byte) (digit ? DIGIT : word ? LETTER : NOTHING);
            boolean code = c == '%' || c == '\\' || c == '&';
            int sign = KIND[c] << SHIFT | (Ascii.lower((byte) c) & 0xff);
            TEXT[c] = (short) (c >= 0x80 ? HIGH : code ? CODE : KIND[c] == NOTHING ? NOTHING : sign);
            SIGNS[c] = (short) (c >= 0x80 ? HIGH : KIND[c] == NOTHING ? NOTHING : sign);
            LETTERS[c] = c >= 0x80 ? HIGH : word && !digit ? Ascii.lower((byte) c) : NOTHING;
        }
    }

    private Signs() {}

    static int kindOf(int value) {
        return KIND[value & 0xff];
    }

    /// What a byte of a text adds: [#CODE] if it begins a code, less than 0 if more than it tells that.
    static int ofText(int value) {
        return TEXT[value & 0xff];
    }

    /// The sign of a byte with its kind above; 0 if it has none.
    ///
    /// @param before the sign before it
    static int signOf(byte value, byte before) {
        int sign = SIGNS[value & 0xff];
        return sign >= 0 ? sign : LETTER << SHIFT | (high(value, before) & 0xff);
    }

    /// Whether what a byte stands for is written by more of them.
    static boolean isCode(int value) {
        return TEXT[value & 0xff] == CODE;
    }

    /// The sign for a byte of a word.
    ///
    /// @param before the sign before it
    static byte folded(byte value, byte before) {
        byte folded = LETTERS[value & 0xff];
        return folded == NOTHING ? value : folded == HIGH ? (byte) high(value, before) : folded;
    }

    /// Large letters of the first half of Latin-1 become small ones.
    static int high(byte value, byte before) {
        return value <= (byte) 0x9E && before == (byte) 0xC3 ? value | 0x20 : value;
    }
}
