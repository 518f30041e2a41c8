package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// From values of a form to pseudonyms of it: a function of the key and the value, the same in every
/// thread and run.
/// Not for several threads.
final class Pseudonyms {
    private static final int DOMAIN_PURPOSE = 100;
    private static final int HASH_LETTERS = 16;
    private static final int CARD_PREFIX = 6;
    private final Numerals numerals;
    private final Words words;
    private final Digest digest;
    private final Addresses addresses;
    private final PseudonymCache cache;
    private final int remembered;
    private final int[] digits = new int[64];
    private final byte[] compact = new byte[64];

    Pseudonyms(RecordingKey key) {
        this(key, PseudonymCache.LARGE);
    }

    /// @param remembered how many are remembered once they are worked out
    Pseudonyms(RecordingKey key, int remembered) {
        cache = new PseudonymCache(remembered);
        this.remembered = remembered;
        Ff1 ff1 = new Ff1(key.derived("FF1"), new byte[0]);
        numerals = new Numerals(ff1);
        words = new Words(numerals);
        digest = new Digest(key.derived("digest"), key.derived("spread"));
        addresses = new Addresses(numerals, digest);
    }

    int remembered() {
        return remembered;
    }

    boolean brokenSinceAsked() {
        return words.brokenSinceAsked();
    }

    /// Forgets what was worked out; nothing changes but the speed.
    void forget() {
        cache.clear();
        Arrays.fill(compact, (byte) 0);
        Arrays.fill(digits, 0);
        digest.wipe();
        words.wipe();
    }

    /// Writes the pseudonym of a value, and says whether it was worked out anew.
    boolean write(Form form, byte[] in, int from, int to, Output out) {
        if (cache.write(form.code(), in, from, to, out)) {
            return false;
        }
        int start = out.length();
        switch (form) {
            case WORD -> words.write(in, from, to, out);
            case EMAIL -> email(in, from, to, out);
            case CARD -> card(in, from, to, out);
            case PHONE -> phone(in, from, to, out);
            case IBAN -> iban(in, from, to, out);
            case UUID -> uuid(in, from, to, out);
            case HEX -> numerals.hex(in, from, to, out);
            case DATE -> date(in, from, out);
            case TIME -> time(in, from, to, out);
            case IPV4 -> addresses.ipv4(in, from, to, out);
            case IPV6 -> addresses.ipv6(in, from, to, out);
            case TOKEN -> token(in, from, to, out);
            case HASH -> {
                digest.of(form.code(), in, from, to, true);
                digest.letters(HASH_LETTERS, out);
            }
        }
        cache.keep(form.code(), in, from, to, out, start);
        return true;
    }

    /// An address at a domain that cannot exist (RFC 2606); those of one domain stay together.
    private void email(byte[] in, int from, int to, Output out) {
        int sign = from;
        while (in[sign] != '@') {
            sign++;
        }
        digest.of(Form.EMAIL.code(), in, from, to, true);
        out.put('u');
        digest.letters(12, out);
        out.put('@');
        if (!cache.write(DOMAIN_PURPOSE, in, sign + 1, to, out)) {
            int start = out.length();
            out.put('d');
            digest.of(DOMAIN_PURPOSE, in, sign + 1, to, true);
            digest.letters(6, out);
            out.put(".example");
            cache.keep(DOMAIN_PURPOSE, in, sign + 1, to, out, start);
        }
    }

    /// A number of the test range 400000, of the same length, with a right last digit.
    private void card(byte[] in, int from, int to, Output out) {
        int length = compact(in, from, to);
        int free = length - CARD_PREFIX - 1;
        for (int i = 0; i < free; i++) {
            digits[i] = compact[CARD_PREFIX + i] - '0';
        }
        numerals.any(digits, free, 10);
        System.arraycopy(digits, 0, digits, CARD_PREFIX, free);
        Arrays.fill(digits, 0, CARD_PREFIX, 0);
        digits[0] = 4;
        digits[length - 1] = Cards.check(digits, length - 1);
        punctuated(in, from, to, out);
    }

    private void phone(byte[] in, int from, int to, Output out) {
        int length = compact(in, from, to);
        int code = in[from] == '+' ? Numerals.codeLength(compact, 0) : 0;
        if (code == 0) {
            Output number = new Output();
            numerals.number(compact, 0, length, number);
            for (int i = 0; i < length; i++) {
                digits[i] = number.bytes()[i] - '0';
            }
            punctuated(in, from, to, out);
            return;
        }
        int[] rest = new int[length];
        for (int i = code; i < length; i++) {
            rest[i - code] = compact[i] - '0';
        }
        numerals.any(rest, length - code, 10);
        for (int i = 0; i < length; i++) {
            digits[i] = i < code ? compact[i] - '0' : rest[i - code];
        }
        punctuated(in, from, to, out);
    }

    /// The same country and form, with right check digits.
    private void iban(byte[] in, int from, int to, Output out) {
        int start = out.length();
        int[] letters = new int[to - from];
        int letterCount = 0;
        int digitCount = 0;
        for (int i = from + 4; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                digits[digitCount++] = in[i] - '0';
            } else if (Ascii.is(in[i], Ascii.LETTER)) {
                letters[letterCount++] = Ascii.lower(in[i]) - 'a';
            }
        }
        if (letterCount > 0) {
            numerals.any(letters, letterCount, 26);
        }
        if (digitCount > 0) {
            numerals.any(digits, digitCount, 10);
        }
        out.put(in, from, from + 2);
        out.put("00");
        letterCount = 0;
        digitCount = 0;
        for (int i = from + 4; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                out.put('0' + digits[digitCount++]);
            } else if (Ascii.is(in[i], Ascii.LETTER)) {
                out.put((Ascii.is(in[i], Ascii.UPPER) ? 'A' : 'a') + letters[letterCount++]);
            } else {
                out.put(in[i]);
            }
        }
        int check = 98 - Ibans.rest(out.bytes(), start, out.length());
        out.bytes()[start + 2] = (byte) ('0' + check / 10);
        out.bytes()[start + 3] = (byte) ('0' + check % 10);
    }

    /// The digits that say version and variant (RFC 9562) stay.
    private void uuid(byte[] in, int from, int to, Output out) {
        int count = 0;
        int place = 0;
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.HEX)) {
                if (place != 12 && place != 16) {
                    digits[count++] = Ascii.hex(in[i]);
                }
                place++;
            }
        }
        numerals.any(digits, count, 16);
        boolean upper = Numerals.hasUpper(in, from, to);
        count = 0;
        place = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.is(in[i], Ascii.HEX)) {
                out.put(in[i]);
                continue;
            }
            int value = place == 12 || place == 16 ? Ascii.hex(in[i]) : digits[count++];
            Numerals.putHex(value, upper, out);
            place++;
        }
    }

    /// Another day of the same year.
    private void date(byte[] in, int from, Output out) {
        int year = Forms.four(in, from);
        int day = Dates.dayOf(year, Forms.two(in, from + 5), Forms.two(in, from + 8));
        int other = numerals.small(day, Dates.daysOf(year));
        int month = 1;
        while (other >= Dates.days(year, month)) {
            other -= Dates.days(year, month);
            month++;
        }
        out.put(in, from, from + 5);
        putTwo(month, out);
        out.put('-');
        putTwo(other + 1, out);
    }

    /// Another second of the day and another fraction; the zone stays.
    private void time(byte[] in, int from, int to, Output out) {
        int second = Forms.two(in, from) * 3600 + Forms.two(in, from + 3) * 60 + Forms.two(in, from + 6);
        int other = numerals.small(second, 86_400);
        putTwo(other / 3600, out);
        out.put(':');
        putTwo(other / 60 % 60, out);
        out.put(':');
        putTwo(other % 60, out);
        int at = from + 8;
        if (at < to && in[at] == '.') {
            int end = at + 1;
            while (end < to && Ascii.is(in[end], Ascii.DIGIT)) {
                end++;
            }
            out.put('.');
            numerals.number(in, at + 1, end, out);
            at = end;
        }
        out.put(in, at, to);
    }

    /// Other letters and digits, the case and all else as it was.
    private void token(byte[] in, int from, int to, Output out) {
        digest.of(Form.TOKEN.code(), in, from, to, false);
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                out.put('0' + digest.below(10));
            } else if (Ascii.is(in[i], Ascii.LETTER)) {
                out.put((Ascii.is(in[i], Ascii.UPPER) ? 'A' : 'a') + digest.below(26));
            } else {
                out.put(Ascii.is(in[i], Ascii.HIGH) ? '?' : in[i]);
            }
        }
    }

    private int compact(byte[] in, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                compact[length++] = in[i];
            }
        }
        return length;
    }

    /// Writes `digits` where the original has digits.
    private void punctuated(byte[] in, int from, int to, Output out) {
        int next = 0;
        for (int i = from; i < to; i++) {
            out.put(Ascii.is(in[i], Ascii.DIGIT) ? '0' + digits[next++] : in[i]);
        }
    }

    private static void putTwo(int value, Output out) {
        out.put('0' + value / 10);
        out.put('0' + value % 10);
    }
}
