package arelops.core.traffic.anonymise;

import java.util.function.LongConsumer;

/// The sum of a whole value as [Folded] has it, worked out while its bytes are read: the vault takes so
/// many values that keeping their signs first would cost more than the sum.
final class FoldedSum {
    private final long base;
    private long sum;
    private long ending;
    private int count;
    private int words;
    private boolean letters;

    FoldedSum(long base) {
        this.base = base | 1;
    }

    /// Takes a value; of a long one the sum is that of its last signs, and their number one more.
    void take(byte[] in, int from, int to) {
        int start = to - from > Folded.LONGEST ? lastSigns(in, from, to) : from;
        boolean cut = start > from;
        long total = 0;
        long last = cut ? signBefore(in, from, start) : 0;
        int taken = 0;
        int begun = 0;
        int kinds = 0;
        int kind = Signs.NOTHING;
        for (int at = start; at < to; at++) {
            int sign = Signs.signOf(in[at], (byte) last);
            int next = sign >>> Byte.SIZE;
            if (sign != Signs.NOTHING) {
                int low = sign & 0xff;
                begun += next == kind ? 0 : 1;
                total = total * base + low + 1;
                last = last << Byte.SIZE | low;
                taken++;
                kinds |= next;
            }
            kind = next;
        }
        sum = Folded.mixed(total, taken);
        ending = last;
        count = cut ? taken + 1 : taken;
        words = begun;
        letters = kinds != Signs.NOTHING && kinds != Signs.kindOf('0');
        if (cut && (begun < 2 || !letters)) {
            takeKinds(in, from, start);
        }
    }

    /// Forgets the last value.
    void clear() {
        sum = 0;
        ending = 0;
        count = 0;
        words = 0;
        letters = false;
    }

    /// Where the last signs of a text begin, of which a sum is made; its beginning if there are no more.
    private static int lastSigns(byte[] in, int from, int to) {
        int left = Folded.LONGEST;
        int at = to;
        int start = to;
        while (at > from) {
            at--;
            if (Signs.kindOf(in[at]) != Signs.NOTHING) {
                if (left == 0) {
                    return start;
                }
                left--;
                start = at;
            }
        }
        return from;
    }

    /// The byte of the last sign before a place: no sign changes what the next one is but those that are
    /// as they were.
    private static long signBefore(byte[] in, int from, int place) {
        int at = place - 1;
        while (at > from && Signs.kindOf(in[at]) == Signs.NOTHING) {
            at--;
        }
        return in[at] & 0xff;
    }

    /// Takes the kinds of what is before the last signs.
    private void takeKinds(byte[] in, int from, int start) {
        int kind = Signs.kindOf(in[start]);
        for (int at = start - 1; at >= from; at--) {
            int next = Signs.kindOf(in[at]);
            boolean sign = next != Signs.NOTHING;
            words += sign && next != kind ? 1 : 0;
            letters |= sign && next != Signs.kindOf('0');
            kind = next;
        }
    }

    /// How many signs there were, at most one more than a sum is made of.
    int count() {
        return count;
    }

    /// How many words; of a long value perhaps not all, but not one where there are more.
    int words() {
        return words;
    }

    /// Whether all signs are digits.
    boolean isNumber() {
        return !letters;
    }

    /// The last eight signs.
    long ending() {
        return ending;
    }

    /// The sum of all of them, or of the last ones.
    long sum() {
        return sum;
    }

    /// Tells the sums of a text's words of some lengths.
    void putWords(byte[] in, int from, int to, int shortest, int longest, LongConsumer sums) {
        int at = from;
        byte before = 0;
        while (at < to) {
            int kind = Signs.kindOf(in[at]);
            int start = at;
            long total = 0;
            while (at < to && Signs.kindOf(in[at]) == kind && kind != Signs.NOTHING) {
                before = Signs.folded(in[at], before);
                total = total * base + (before & 0xff) + 1;
                at++;
            }
            if (at - start >= shortest && at - start <= longest) {
                sums.accept(Folded.mixed(total, at - start));
            }
            at += at == start ? 1 : 0;
        }
    }
}
