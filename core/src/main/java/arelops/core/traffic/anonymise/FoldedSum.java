package arelops.core.traffic.anonymise;

/// The sum of a whole value as [Folded] has it, worked out while its bytes are read: the vault takes so
/// many values that keeping their signs first would cost more than the sum.
final class FoldedSum {
    private static final int ENDING = 5 * Byte.SIZE;
    private final long base;
    private long sum;
    private long ending;
    private int count;
    private int words;
    private boolean letters;

    FoldedSum(long base) {
        this.base = base | 1;
    }

    /// Takes a value.
    void take(byte[] in, int from, int to) {
        long total = 0;
        long last = 0;
        int taken = 0;
        int begun = 0;
        int kinds = 0;
        int kind = Folded.NOTHING;
        for (int at = from; at < to; at++) {
            int next = Folded.kindOf(in[at]);
            if (next != Folded.NOTHING) {
                int sign = Folded.folded(in[at], (byte) last) & 0xff;
                begun += next == kind ? 0 : 1;
                total = total * base + sign + 1;
                last = last << Byte.SIZE | sign;
                taken++;
                kinds |= next;
            }
            kind = next;
        }
        sum = total;
        ending = last;
        count = taken;
        words = begun;
        letters = kinds != Folded.NOTHING && kinds != Folded.kindOf('0');
    }

    /// How many signs there were.
    int count() {
        return count;
    }

    /// How many words.
    int words() {
        return words;
    }

    /// Whether all signs are digits.
    boolean isNumber() {
        return !letters;
    }

    /// The last five signs.
    long ending() {
        return ending & (1L << ENDING) - 1;
    }

    /// The sum of all of them.
    long sum() {
        return Folded.mixed(sum, count);
    }

    /// Puts the sums of a text's words of some lengths into a table.
    void putWords(byte[] in, int from, int to, int shortest, int longest, SumTable table) {
        int at = from;
        byte before = 0;
        while (at < to) {
            int kind = Folded.kindOf(in[at]);
            int start = at;
            long total = 0;
            while (at < to && Folded.kindOf(in[at]) == kind && kind != Folded.NOTHING) {
                before = Folded.folded(in[at], before);
                total = total * base + (before & 0xff) + 1;
                at++;
            }
            if (at - start >= shortest && at - start <= longest) {
                table.put(Folded.mixed(total, at - start), 0);
            }
            at += at == start ? 1 : 0;
        }
    }
}
