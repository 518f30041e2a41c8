package arelops.core.traffic.anonymise;

/// Bytes as the leak scan compares them: letters and digits alone, in lower case, as one keyed sum to
/// which each adds;
/// and where words begin. Words end where letters, digits and other signs meet.
///
/// So `Jane Doe`, `jane.doe`, `JANE%20DOE` and `janeDoe` come to the same.
final class Folded {
    /// Longer values are known by as many of their last signs.
    static final int LONGEST = 63;

    static final int NOTHING = 0;
    private static final int RING = 128;
    private static final int MASK = RING - 1;
    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final byte[] FOLD = new byte[256];
    private static final byte[] KIND = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            FOLD[c] = Ascii.lower((byte) c);
            KIND[c] = (byte)
                    (Ascii.is((byte) c, Ascii.DIGIT) ? DIGIT : Ascii.is((byte) c, Ascii.WORD) ? LETTER : NOTHING);
        }
    }

    private final long base;
    private final long[] powers = new long[LONGEST + 1];
    private final long[] sums = new long[RING];
    private final int[] starts = new int[RING];
    private final byte[] kinds = new byte[RING];
    private int words;
    private long sum;
    private long last;
    private int count;
    private int kind;

    Folded(long base) {
        this.base = base | 1;
        powers[0] = 1;
        for (int i = 1; i <= LONGEST; i++) {
            powers[i] = powers[i - 1] * this.base;
        }
    }

    void clear() {
        sum = 0;
        last = 0;
        count = 0;
        words = 0;
        kind = NOTHING;
        sums[0] = 0;
    }

    static int kindOf(int value) {
        return KIND[value & 0xff];
    }

    /// Whether a word ends before this byte, which is then still to be taken.
    boolean endsBefore(int value) {
        return kind != NOTHING && KIND[value & 0xff] != kind;
    }

    /// Ends the word that may be there.
    void end() {
        kind = NOTHING;
    }

    /// Takes bytes as far as they are of one kind, and says where they end.
    int take(byte[] in, int from, int to) {
        int next = KIND[in[from] & 0xff];
        if (next == NOTHING) {
            kind = NOTHING;
            return from + 1;
        }
        if (next != kind) {
            kind = next;
            starts[words & MASK] = count;
            kinds[words & MASK] = (byte) next;
            words++;
        }
        long newSum = sum;
        long newLast = last;
        int newCount = count;
        int at = from;
        while (at < to) {
            int c = in[at] & 0xff;
            if (KIND[c] != next) {
                break;
            }
            int folded = FOLD[c] & 0xff;
            if (c >= 0x80 && c <= 0x9E && (newLast & 0xff) == 0xC3) {
                folded = c | 0x20;
            }
            newSum = newSum * base + folded + 1;
            newLast = newLast << 8 | folded;
            newCount++;
            sums[newCount & MASK] = newSum;
            at++;
        }
        sum = newSum;
        last = newLast;
        count = newCount;
        return at;
    }

    void takeAll(byte[] in, int from, int to) {
        clear();
        int at = from;
        while (at < to) {
            at = take(in, at, to);
        }
    }

    int count() {
        return count;
    }

    /// The last five signs.
    long ending() {
        return last & 0xff_ffff_ffffL;
    }

    /// The sum of the last signs.
    long sum(int length) {
        return sumBetween(count - length, count);
    }

    long sumBetween(int from, int to) {
        return mixed(sums[to & MASK] - sums[from & MASK] * powers[to - from] + (to - from) * 0x9E3779B97F4A7C15L);
    }

    /// How many words there are, of which the last ones are known.
    int words() {
        return words;
    }

    /// Where a word begins.
    int start(int word) {
        return starts[word & MASK];
    }

    /// Which of the last words begins at a place, or -1.
    int wordAt(int place) {
        int word = words - 1;
        int oldest = Math.max(0, words - RING);
        while (word >= oldest && starts[word & MASK] > place) {
            word--;
        }
        return word >= oldest && starts[word & MASK] == place ? word : -1;
    }

    /// Whether all words from one on are digits.
    boolean digitsFrom(int word) {
        for (int i = word; i < words; i++) {
            if (kinds[i & MASK] != DIGIT) {
                return false;
            }
        }
        return true;
    }

    boolean endsInDigit() {
        return KIND[(int) last & 0xff] == DIGIT;
    }

    /// The length of the last word, as far as it is known.
    int wordLength() {
        return words == 0 ? 0 : Math.min(LONGEST, count - starts[words - 1 & MASK]);
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 29) | 1;
    }
}
