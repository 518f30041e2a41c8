package arelops.core.traffic.anonymise;

/// Numbers of payment cards (ISO/IEC 7812).
final class Cards {
    static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private Cards() {}

    /// Where the card number that begins at a place ends, or -1. There may be one space or `-` between
    /// digits.
    static int end(byte[] in, int at, int end) {
        if (in[at] < '2' || in[at] > '6') {
            return -1;
        }
        int digits = 0;
        int found = -1;
        int i = at;
        while (i < end && digits < LONGEST) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                digits++;
                i++;
                boolean over = i >= end || !Ascii.is(in[i], Ascii.WORD | Ascii.JOINER) || in[i] == '-';
                if (digits >= SHORTEST && over && isCard(in, at, i, digits)) {
                    found = i;
                }
            } else if ((in[i] == ' ' || in[i] == '-') && i + 1 < end && Ascii.is(in[i + 1], Ascii.DIGIT)) {
                i++;
            } else {
                break;
            }
        }
        return found;
    }

    private static boolean isCard(byte[] in, int from, int to, int digits) {
        return isIssued(in, from, to, digits) && isLuhn(in, from, to);
    }

    private static boolean isIssued(byte[] in, int from, int to, int length) {
        int first = 0;
        int taken = 0;
        for (int i = from; i < to && taken < 4; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                first = first * 10 + in[i] - '0';
                taken++;
            }
        }
        int two = first / 100;
        int three = first / 10;
        if (first / 1000 == 4) {
            return length == 13 || length == 16 || length == 19;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39) {
            return length == 14;
        }
        if (two == 62) {
            return length >= 16;
        }
        boolean mastercard = (two >= 51 && two <= 55) || (first >= 2221 && first <= 2720);
        boolean discover = first == 6011 || two == 65 || (three >= 644 && three <= 649);
        boolean jcb = first >= 3528 && first <= 3589;
        boolean maestro = first == 5018
                || first == 5020
                || first == 5038
                || first == 5893
                || first == 6304
                || first == 6759
                || (first >= 6761 && first <= 6763);
        return ((mastercard || discover || jcb || maestro) && length == 16) || (maestro && length >= 13);
    }

    static boolean isLuhn(byte[] in, int from, int to) {
        int sum = 0;
        int place = 0;
        for (int i = to - 1; i >= from; i--) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                sum += weighed(in[i] - '0', place++);
            }
        }
        return sum % 10 == 0;
    }

    /// The last digit for those before it.
    static int check(int[] digits, int length) {
        int sum = 0;
        for (int i = length - 1; i >= 0; i--) {
            sum += weighed(digits[i], length - i);
        }
        return (10 - sum % 10) % 10;
    }

    private static int weighed(int digit, int place) {
        if (place % 2 == 0) {
            return digit;
        }
        return digit > 4 ? digit * 2 - 9 : digit * 2;
    }
}
