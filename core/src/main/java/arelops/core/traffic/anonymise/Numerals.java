package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Digits and letters of any alphabet to others of the same number, one to one.
final class Numerals {
    private static final String ONE_DIGIT_CODES = "17";
    private static final int[] TWO_DIGIT_CODES = {
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61,
        62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98
    };
    private static final int SHORTEST_PHONE = 11;
    private static final int LONGEST_PHONE = 15;
    private static final int LARGEST_TABLE = 100_000;
    private final Ff1 ff1;
    private final Map<Integer, int[]> tables = new HashMap<>();
    private final int[] pair = new int[2];
    private int[] digits = new int[64];

    Numerals(Ff1 ff1) {
        this.ff1 = ff1;
    }

    /// Of a number that may be 0 to `size - 1`, another.
    int small(int value, int size) {
        if (size > LARGEST_TABLE) {
            return smallAnew(value, size);
        }
        int[] known = tables.computeIfAbsent(size, int[]::new);
        if (known[value] == 0) {
            known[value] = smallAnew(value, size) + 1;
        }
        return known[value] - 1;
    }

    private int smallAnew(int value, int size) {
        int radix = 2;
        while (radix * radix < size) {
            radix++;
        }
        int result = value;
        do {
            pair[0] = result / radix;
            pair[1] = result % radix;
            ff1.encrypt(pair, 2, radix);
            result = pair[0] * radix + pair[1];
        } while (result >= size);
        return result;
    }

    /// Of the first numerals of an array, in place.
    void any(int[] numerals, int length, int radix) {
        if (length == 1) {
            numerals[0] = small(numerals[0], radix);
            return;
        }
        int longest = Ff1.longest(radix);
        if (length <= longest) {
            ff1.encrypt(numerals, length, radix);
            return;
        }
        for (int from = 0; from < length; from += longest) {
            int to = Math.min(length, from + longest);
            int[] part = Arrays.copyOfRange(numerals, from, Math.max(to, from + 2));
            any(part, to - from, radix);
            System.arraycopy(part, 0, numerals, from, to - from);
        }
    }

    /// Writes the pseudonym of a run of digits: zeros at its beginning stay, the first digit after them
    /// is not 0, and
    /// 11 to 15 digits, which may be a telephone number, keep the code of the country.
    void number(byte[] in, int from, int to, Output out) {
        int at = from;
        while (at < to && in[at] == '0') {
            out.put('0');
            at++;
        }
        int length = to - at;
        if (length == 0) {
            return;
        }
        if (length == 1) {
            out.put('1' + small(in[at] - '1', 9));
            return;
        }
        if (digits.length < length) {
            digits = new int[length];
        }
        int code = length >= SHORTEST_PHONE && length <= LONGEST_PHONE ? codeLength(in, at) : 0;
        out.put(in, at, at + code);
        for (int i = code; i < length; i++) {
            digits[i - code] = in[at + i] - '0';
        }
        any(digits, length - code, 10);
        while (code == 0 && digits[0] == 0) {
            any(digits, length, 10);
        }
        for (int i = code; i < length; i++) {
            out.put('0' + digits[i - code]);
        }
    }

    /// Writes other hexadecimal digits, large if one of them was.
    void hex(byte[] in, int from, int to, Output out) {
        int[] values = new int[to - from + 1];
        for (int i = from; i < to; i++) {
            values[i - from] = Ascii.hex(in[i]);
        }
        any(values, to - from, 16);
        boolean upper = hasUpper(in, from, to);
        for (int i = 0; i < to - from; i++) {
            putHex(values[i], upper, out);
        }
    }

    static boolean hasUpper(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.UPPER)) {
                return true;
            }
        }
        return false;
    }

    static void putHex(int value, boolean upper, Output out) {
        out.put(value < 10 ? '0' + value : (upper ? 'A' : 'a') + value - 10);
    }

    /// How many digits the calling code at the beginning of a number has (ITU-T E.164).
    static int codeLength(byte[] in, int at) {
        if (ONE_DIGIT_CODES.indexOf(in[at]) >= 0) {
            return 1;
        }
        return Arrays.binarySearch(TWO_DIGIT_CODES, (in[at] - '0') * 10 + in[at + 1] - '0') >= 0 ? 2 : 3;
    }
}
