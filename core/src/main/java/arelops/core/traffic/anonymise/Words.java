package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Words to words of the same length, case and script, one to one; digits in them to digits.
final class Words {
    private static final int FEWEST_ID_DIGITS = 5;
    private final Numerals numerals;
    private int[] letters = new int[64];
    private int[] digits = new int[64];
    private boolean broken;

    Words(Numerals numerals) {
        this.numerals = numerals;
    }

    /// Whether a word since the last time that this was asked was no UTF-8.
    boolean brokenSinceAsked() {
        boolean was = broken;
        broken = false;
        return was;
    }

    /// Forgets the last word.
    void wipe() {
        Arrays.fill(letters, 0);
        Arrays.fill(digits, 0);
    }

    void write(byte[] in, int from, int to, Output out) {
        int kinds = 0;
        int turns = 0;
        int turn = from;
        for (int i = from; i < to; i++) {
            kinds |= Ascii.kind(in[i]);
            if (i > from && Ascii.is(in[i], Ascii.DIGIT) != Ascii.is(in[i - 1], Ascii.DIGIT)) {
                turns++;
                turn = i;
            }
        }
        if ((kinds & Ascii.HIGH) != 0) {
            scripts(in, from, to, out);
            return;
        }
        if ((kinds & Ascii.LETTER) == 0) {
            numerals.number(in, from, to, out);
            return;
        }
        if (turns == 1 && isName(in, from, turn) && isName(in, turn, to)) {
            write(in, from, turn, out);
            write(in, turn, to, out);
            return;
        }
        ascii(in, from, to, out);
    }

    /// Whether a half of `user113388` stands for itself.
    private static boolean isName(byte[] in, int from, int to) {
        return to - from >= (Ascii.is(in[from], Ascii.DIGIT) ? FEWEST_ID_DIGITS : 2);
    }

    private void ascii(byte[] in, int from, int to, Output out) {
        room(to - from);
        int letterCount = 0;
        int digitCount = 0;
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.LETTER)) {
                letters[letterCount++] = Ascii.lower(in[i]) - 'a';
            } else {
                digits[digitCount++] = in[i] - '0';
            }
        }
        if (letterCount > 0) {
            numerals.any(letters, letterCount, 26);
        }
        if (digitCount > 0) {
            numerals.any(digits, digitCount, 10);
        }
        letterCount = 0;
        digitCount = 0;
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                out.put('0' + digits[digitCount++]);
            } else {
                out.put((Ascii.is(in[i], Ascii.UPPER) ? 'A' : 'a') + letters[letterCount++]);
            }
        }
    }

    private void room(int length) {
        if (letters.length < length + 1) {
            letters = new int[length * 2];
            digits = new int[length * 2];
        }
    }

    /// Letters of each script among themselves. Signs of no known script become one sign of the same
    /// length.
    private void scripts(byte[] in, int from, int to, Output out) {
        int[] points = new int[to - from];
        int count = 0;
        for (int at = from; at < to; ) {
            int point = Utf8.at(in, at, to);
            broken |= point < 0;
            points[count++] = point < 0 ? '?' : point;
            at += point < 0 ? 1 : Utf8.length(point);
        }
        room(count);
        boolean[] done = new boolean[count];
        for (Alphabet alphabet : Alphabet.all()) {
            among(points, done, count, alphabet);
        }
        for (int i = 0; i < count; i++) {
            Utf8.put(done[i] || points[i] == '?' ? points[i] : stranger(Utf8.length(points[i])), out);
        }
    }

    private void among(int[] points, boolean[] done, int count, Alphabet alphabet) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int index = done[i] ? -1 : alphabet.index(points[i]);
            if (index >= 0) {
                letters[found] = index;
                digits[found++] = i;
            }
        }
        if (found == 0) {
            return;
        }
        numerals.any(letters, found, alphabet.size());
        for (int i = 0; i < found; i++) {
            int place = digits[i];
            points[place] = alphabet.letter(letters[i], alphabet.isUpper(points[place]));
            done[place] = true;
        }
    }

    private static int stranger(int length) {
        return switch (length) {
            case 2 -> 0xDF;
            case 3 -> 0x4E00;
            case 4 -> 0x1F642;
            default -> '?';
        };
    }
}
