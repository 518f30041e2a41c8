package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes as the leak scan compares them: letters and digits alone, in lower case, as one keyed sum to
/// which each adds;
/// and where words begin. Words end where letters, digits and other signs meet.
///
/// So `Jane Doe`, `jane.doe`, `JANE%20DOE` and `janeDoe` come to the same. Sums are worked out when
/// they are asked for, which is seldom: how a word ends tells most of what is no original.
final class Folded {
    /// Longer values are known by as many of their last signs.
    static final int LONGEST = 63;

    /// Values of so many signs are told by as many of their last ones.
    static final int LONG_END = Long.BYTES;

    /// Zeros before the first sign, so that endings can be read at once.
    private static final int AHEAD = Long.BYTES;

    private static final int ROOM = 4096;
    private static final int KEPT = 128;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LOWEST_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = ONES << 7;
    private static final long LOW = ~HIGHEST;
    private final long base;
    private final byte[] signs = new byte[AHEAD + ROOM + Long.BYTES];
    /// Where words begin, and after them where the last one ends.
    private final int[] starts = new int[ROOM + Long.BYTES];
    private int words;
    private int count;
    private int kind;

    Folded(long base) {
        this.base = base | 1;
    }

    void clear() {
        count = 0;
        words = 0;
        starts[0] = 0;
        kind = Signs.NOTHING;
    }

    /// Whether a word ends before this byte, which is then still to be taken.
    boolean endsBefore(int value) {
        return kind != Signs.NOTHING && Signs.kindOf(value) != kind;
    }

    /// Takes one byte.
    void take(int value) {
        int next = Signs.kindOf(value);
        if (next != Signs.NOTHING) {
            if (count == ROOM) {
                forget();
            }
            if (next != kind) {
                starts[words++] = count;
            }
            byte before = signs[AHEAD + count - 1];
            signs[AHEAD + count++] = Signs.folded((byte) value, before);
            starts[words] = count;
        }
        kind = next;
    }

    /// Whether the last word may go on.
    boolean isOpen() {
        return kind != Signs.NOTHING;
    }

    /// Has room for a text; words may be counted anew.
    void makeRoom() {
        if (count > ROOM - KEPT) {
            forget();
        }
    }

    /// Takes bytes of all kinds, up to a code or as far as there is room, and says where they end.
    int takeText(byte[] in, int from, int to) {
        int stop = Math.min(to, from + ROOM - count);
        int at = from;
        while (at < stop) {
            at = takeEights(in, at, stop);
            int next = Math.min(stop, at + Long.BYTES);
            at = takeBytes(in, at, next);
            if (at < next) {
                return at;
            }
        }
        return at;
    }

    /// Takes eight bytes at a time as long as all of them are ASCII and none begins a code, and says where
    /// they end. Each byte is told by its highest bit in a number: what adds to it comes to 128 or not.
    ///
    /// Nor does it branch on where words end.
    private int takeEights(byte[] in, int from, int stop) {
        byte[] out = signs;
        int[] begins = starts;
        int place = count;
        int word = words;
        long letters = kind == Signs.LETTER ? HIGHEST : 0;
        long digits = kind == Signs.DIGIT ? HIGHEST : 0;
        int at = from;
        while (at + Long.BYTES <= stop) {
            long eight = (long) LOWEST_FIRST.get(in, at);
            long low = eight & LOW;
            long code = ((low + ONES * (0x80 - '%')) ^ (low + ONES * (0x7f - '&'))) | ~((low ^ ONES * '\\') + LOW);
            if (((eight | code) & HIGHEST) != 0) {
                break;
            }
            long small = low | ONES * 0x20;
            long letter = ((small + ONES * (0x80 - 'a')) ^ (small + ONES * (0x7f - 'z'))) & HIGHEST;
            long digit = ((low + ONES * (0x80 - '0')) ^ (low + ONES * (0x7f - '9'))) & HIGHEST;
            long first = (letter & ~(letter << Byte.SIZE | letters >>> (Long.SIZE - Byte.SIZE)))
                    | (digit & ~(digit << Byte.SIZE | digits >>> (Long.SIZE - Byte.SIZE)));
            long sign = letter | digit;
            long mask = sign | (sign - (sign >>> 7));
            LOWEST_FIRST.set(out, AHEAD + place, Long.compress(eight | letter >>> 2, mask));
            putBegins(Long.compress(first, mask), place, begins, word);
            word += Long.bitCount(first);
            place += Long.bitCount(sign);
            letters = letter;
            digits = digit;
            at += Long.BYTES;
        }
        count = place;
        words = word;
        kind = letters < 0 ? Signs.LETTER : digits < 0 ? Signs.DIGIT : Signs.NOTHING;
        begins[word] = place;
        return at;
    }

    /// Writes where words begin, always three of them: more is rare, and what is too much is overwritten.
    private static void putBegins(long bits, int place, int[] begins, int word) {
        begins[word] = place + Long.numberOfTrailingZeros(bits) / Byte.SIZE;
        long rest = bits & bits - 1;
        begins[word + 1] = place + Long.numberOfTrailingZeros(rest) / Byte.SIZE;
        rest &= rest - 1;
        begins[word + 2] = place + Long.numberOfTrailingZeros(rest) / Byte.SIZE;
        rest &= rest - 1;
        int more = word + 3;
        while (rest != 0) {
            begins[more++] = place + Long.numberOfTrailingZeros(rest) / Byte.SIZE;
            rest &= rest - 1;
        }
    }

    /// Takes bytes of all kinds, up to a code, and says where they end.
    /// It does not branch on where words end, which no processor foresees.
    private int takeBytes(byte[] in, int from, int stop) {
        byte[] out = signs;
        int[] begins = starts;
        int place = AHEAD + count;
        int word = words;
        int before = kind;
        int at = from;
        while (at < stop) {
            int sign = Signs.ofText(in[at]);
            if (sign < 0) {
                if (sign == Signs.CODE) {
                    break;
                }
                sign = Signs.LETTER << Signs.SHIFT | (Signs.high(in[at], out[place - 1]) & 0xff);
            }
            int next = sign >>> Signs.SHIFT;
            out[place] = (byte) sign;
            begins[word] = place - AHEAD;
            word += ((next & ~before) + 1) >> 1;
            place += (next + 1) >> 1;
            before = next;
            at++;
        }
        count = place - AHEAD;
        words = word;
        kind = before;
        begins[word] = count;
        return at;
    }

    /// Makes room: only the last signs, and the words in which they are, are asked for any more.
    private void forget() {
        int gone = count - KEPT;
        System.arraycopy(signs, AHEAD + gone, signs, AHEAD, KEPT);
        int first = words - 1;
        while (first > 0 && starts[first] > gone) {
            first--;
        }
        for (int word = first; word < words; word++) {
            starts[word - first] = Math.max(starts[word] - gone, -1);
        }
        words -= first;
        count = KEPT;
        starts[words] = count;
    }

    int count() {
        return count;
    }

    /// The eight signs before a place, zeros where there are fewer.
    long ending(int place) {
        return (long) EIGHT.get(signs, place);
    }

    /// The last five signs of an ending, as shorter values may have no more.
    static long shortEnd(long ending) {
        return ending & 0xff_ffff_ffffL;
    }

    long sumBetween(int from, int to) {
        long sum = 0;
        for (int i = AHEAD + from; i < AHEAD + to; i++) {
            sum = sum * base + (signs[i] & 0xff) + 1;
        }
        return mixed(sum, to - from);
    }

    /// The sum of so many signs.
    static long mixed(long sum, int length) {
        return mixed(sum + length * 0x9E3779B97F4A7C15L);
    }

    /// How many words there are, of which the last ones are known.
    int words() {
        return words;
    }

    /// Where a word begins.
    int start(int word) {
        return starts[word];
    }

    /// Where a word ends.
    int end(int word) {
        return starts[word + 1];
    }

    /// Which word, from one of the last ones backwards, begins at a place, or -1.
    int wordAt(int place, int last) {
        int word = last;
        while (word >= 0 && starts[word] > place) {
            word--;
        }
        return word >= 0 && starts[word] == place ? word : -1;
    }

    /// Whether all words from one to another are digits.
    boolean areDigits(int first, int last) {
        for (int word = first; word <= last; word++) {
            if (!isDigits(word)) {
                return false;
            }
        }
        return true;
    }

    boolean isDigits(int word) {
        return Signs.kindOf(signs[AHEAD + Math.max(0, starts[word])]) == Signs.DIGIT;
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 29) | 1;
    }
}
