package arelops.core.traffic.anonymise;

/// Texts so short that one look tells most of what is no value.
final class ShortText {
    private static final byte[] WEIGHTS = new byte[256];

    static {
        for (char digit = '0'; digit <= '9'; digit++) {
            WEIGHTS[digit] = 1;
        }
        for (char sign : "@%+&\\".toCharArray()) {
            WEIGHTS[sign] = TextScan.FEWEST_DIGITS;
        }
    }

    private ShortText() {}

    /// Whether no detector finds anything in a text shorter than a token: there is no code and no `@`, and
    /// there are fewer digits than a telephone number has.
    static boolean isDull(byte[] in, int from, int to) {
        int weight = 0;
        for (int i = from; i < to; i++) {
            weight += WEIGHTS[in[i] & 0xff];
        }
        return weight < TextScan.FEWEST_DIGITS;
    }
}
