package arelops.core.traffic.anonymise;

/// Bytes as the leak scan compares them: letters and digits alone, in lower case, as one keyed sum to which each adds;
/// and where words begin. Words end where letters, digits and other signs meet.
///
/// So `Jane Doe`, `jane.doe`, `JANE%20DOE` and `janeDoe` come to the same.
final class Folded {
    /// Longer values are known by as many of their last signs.
    static final int LONGEST = 63;

    private static final int RING = 128;
    private static final int MASK = RING - 1;
    private static final int NOTHING = 0;
    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final byte[] FOLD = new byte[256];
    private static final byte[] KIND = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            FOLD[c] = Ascii.lower((byte) c);
            KIND[c] = (byte) (Ascii.is((byte) c, Ascii.DIGIT) ? DIGIT : Ascii.is((byte) c, Ascii.WORD) ? LETTER : NOTHING);
        }
    }

    private final long base;
    private final long[] powers = new long[LONGEST + 1];
    private final long[] sums = new long[RING];
    private final boolean[] starts = new boolean[RING];
    private final int[] letters = new int[RING];
    private long sum;
    private long last;
    private int count;
    private int kind;
    private int before;

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
        kind = NOTHING;
        before = 0;
        sums[0] = 0;
        letters[0] = 0;
    }

    /// Whether a word ends before this byte, which is then still to be taken.
    boolean endsBefore(int value) {
        return kind != NOTHING && KIND[value & 0xff] != kind;
    }

    void take(int value) {
        int c = value & 0xff;
        int next = KIND[c];
        if (next == NOTHING) {
            kind = NOTHING;
            before = 0;
            return;
        }
        int folded = FOLD[c] & 0xff;
        if (before == 0xC3 && c >= 0x80 && c <= 0x9E) {
            folded = c | 0x20;
        }
        before = c;
        starts[count & MASK] = next != kind;
        kind = next;
        sum = sum * base + folded + 1;
        last = last << 8 | folded;
        count++;
        letters[count & MASK] = letters[count - 1 & MASK] + (next == LETTER ? 1 : 0);
        sums[count & MASK] = sum;
    }

    void takeAll(byte[] in, int from, int to) {
        clear();
        for (int i = from; i < to; i++) {
            take(in[i]);
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
        return mixed(sums[to & MASK] - sums[from & MASK] * powers[to - from] + (long) (to - from) * 0x9E3779B97F4A7C15L);
    }

    /// Whether a word begins with this sign.
    boolean startsAt(int place) {
        return starts[place & MASK];
    }

    /// How many words the last signs are.
    int words(int length) {
        int words = 0;
        for (int i = count - length; i < count; i++) {
            words += startsAt(i) ? 1 : 0;
        }
        return words;
    }

    /// The length of the word that ends here.
    int wordLength() {
        int start = count - 1;
        while (start > 0 && count - start < LONGEST && !startsAt(start)) {
            start--;
        }
        return count - start;
    }

    /// Whether there is a letter among the last signs.
    boolean hasLetters(int length) {
        return letters[count & MASK] != letters[count - length & MASK];
    }

    boolean inDigits() {
        return kind == DIGIT;
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 29;
    }
}
