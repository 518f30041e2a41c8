package arelops.core.traffic.anonymise;

/// Bank accounts (ISO 13616).
final class Ibans {
    private static final int SHORTEST = 15;

    /// The lengths of countries' numbers, from the registry's release of 2024; two letters and two
    /// digits for each.
    private static final String LENGTHS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20"
            + "EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20"
            + "LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27TN24TR26UA29"
            + "VA22VG24XK20";

    private Ibans() {}

    /// Where the one that begins at a place ends, or -1. Groups of it may be set off by a space.
    static int end(byte[] in, int at, int end) {
        if (end - at < SHORTEST
                || !Ascii.is(in[at], Ascii.LETTER)
                || !Ascii.is(in[at + 1], Ascii.LETTER)
                || !Ascii.is(in[at + 2], Ascii.DIGIT)
                || !Ascii.is(in[at + 3], Ascii.DIGIT)) {
            return -1;
        }
        int wanted = length(in, at);
        int taken = 0;
        int i = at;
        while (i < end && taken < wanted) {
            if (Ascii.is(in[i], Ascii.PLAIN)) {
                taken++;
                i++;
            } else if (in[i] == ' ' && taken % 4 == 0 && i + 1 < end && Ascii.is(in[i + 1], Ascii.PLAIN)) {
                i++;
            } else {
                return -1;
            }
        }
        boolean whole = wanted > 0 && taken == wanted && (i == end || !Ascii.is(in[i], Ascii.WORD));
        return whole && rest(in, at, i) == 1 ? i : -1;
    }

    private static int length(byte[] in, int at) {
        int first = Ascii.lower(in[at]) - 32;
        int second = Ascii.lower(in[at + 1]) - 32;
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            if (LENGTHS.charAt(i) == first && LENGTHS.charAt(i + 1) == second) {
                return (LENGTHS.charAt(i + 2) - '0') * 10 + LENGTHS.charAt(i + 3) - '0';
            }
        }
        return 0;
    }

    /// The number modulo 97, with the country and the check digits at the end.
    static int rest(byte[] in, int from, int to) {
        return rest(in, from, from + 4, rest(in, from + 4, to, 0));
    }

    private static int rest(byte[] in, int from, int to, int before) {
        int rest = before;
        for (int i = from; i < to; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                rest = (rest * 10 + in[i] - '0') % 97;
            } else if (Ascii.is(in[i], Ascii.LETTER)) {
                rest = (rest * 100 + Ascii.lower(in[i]) - 'a' + 10) % 97;
            }
        }
        return rest;
    }
}
