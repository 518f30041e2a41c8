package arelops.core.traffic.anonymise;

/// Where values of known forms end. Each function takes the place where one may begin, and says the
/// index after its
/// last byte, or -1 if none begins there.
final class Forms {
    private static final int FEWEST_PHONE_DIGITS = 8;
    private static final int MOST_PHONE_DIGITS = 15;
    static final int SHORTEST_TOKEN = 20;
    private static final int UUID = 36;

    private Forms() {}

    /// Where the part before an `@` that begins here ends: at the `@`, or where none can come any more.
    static int local(byte[] in, int at, int end) {
        int i = at;
        while (i < end && Ascii.is(in[i], Ascii.WORD | Ascii.LOCAL)) {
            i++;
        }
        return i;
    }

    /// An address whose `@` is there.
    static int email(byte[] in, int sign, int end) {
        int i = sign + 1;
        int label = i;
        int labels = 0;
        int numbers = 0;
        int last = -1;
        boolean letters = true;
        boolean digits = true;
        while (i <= end) {
            boolean inside = (i < end && Ascii.is(in[i], Ascii.WORD)) || (i < end && in[i] == '-' && i > label);
            if (inside) {
                letters &= Ascii.is(in[i], Ascii.LETTER | Ascii.HIGH);
                digits &= Ascii.is(in[i], Ascii.DIGIT);
                i++;
                continue;
            }
            if (i == label) {
                break;
            }
            labels++;
            numbers += digits ? 1 : 0;
            boolean topLevel = (letters && i - label >= 2) || Ascii.startsWith(in, label, i, "xn--");
            if (labels > 1 && topLevel) {
                last = i;
            }
            if (i == end || in[i] != '.') {
                break;
            }
            i++;
            label = i;
            letters = true;
            digits = true;
        }
        boolean version = numbers > 1;
        boolean picture = sign + 2 < end && Ascii.is(in[sign + 1], Ascii.DIGIT) && in[sign + 2] == 'x';
        return version || picture ? -1 : last;
    }

    /// A telephone number: `+` and 8 to 15 digits, or 3-3-4 digits as in North America.
    static int phone(byte[] in, int at, int end) {
        if (in[at] != '+') {
            return american(in, at, end);
        }
        if (at + 1 >= end || in[at + 1] < '1' || in[at + 1] > '9') {
            return -1;
        }
        int digits = 0;
        int last = -1;
        int gap = 0;
        for (int i = at + 1; i < end && digits <= MOST_PHONE_DIGITS; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                digits++;
                gap = 0;
                last = i + 1;
            } else if (" -./()".indexOf(in[i]) >= 0 && gap < 2) {
                gap++;
            } else {
                break;
            }
        }
        boolean over = last == end || (last > 0 && !Ascii.is(in[last], Ascii.WORD));
        return over && digits >= FEWEST_PHONE_DIGITS && digits <= MOST_PHONE_DIGITS ? last : -1;
    }

    private static int american(byte[] in, int at, int end) {
        int i = at;
        boolean bracket = in[i] == '(';
        i += bracket ? 1 : 0;
        if (i + 12 > end || !digits(in, i, 3) || in[i] < '2') {
            return -1;
        }
        i += 3;
        if (bracket) {
            if (in[i++] != ')') {
                return -1;
            }
            i += in[i] == ' ' ? 1 : 0;
        } else if (in[i++] != '-') {
            return -1;
        }
        boolean rest = i + 8 <= end && digits(in, i, 3) && in[i + 3] == '-' && digits(in, i + 4, 4);
        int over = i + 8;
        return rest && (over >= end || !Ascii.is(in[over], Ascii.WORD | Ascii.JOINER)) ? over : -1;
    }

    private static boolean digits(byte[] in, int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (!Ascii.is(in[i], Ascii.DIGIT)) {
                return false;
            }
        }
        return true;
    }

    /// A JSON Web Token: three parts in base64 for URLs, the first of which begins with `{"`.
    static int jwt(byte[] in, int at, int end) {
        if (!Ascii.startsWith(in, at, end, "eyJ")) {
            return -1;
        }
        int dots = 0;
        int i = at;
        int part = at;
        while (i < end) {
            if (Ascii.is(in[i], Ascii.PLAIN | Ascii.JOINER)) {
                i++;
            } else if (in[i] == '.' && dots < 2 && i - part >= 4) {
                dots++;
                i++;
                part = i;
            } else {
                break;
            }
        }
        return dots == 2 ? i : -1;
    }

    static int uuid(byte[] in, int at, int end) {
        if (end - at < UUID || in[at + 8] != '-') {
            return -1;
        }
        for (int i = 0; i < UUID; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? in[at + i] != '-' : !Ascii.is(in[at + i], Ascii.HEX)) {
                return -1;
            }
        }
        return at + UUID == end || !Ascii.is(in[at + UUID], Ascii.WORD) ? at + UUID : -1;
    }

    /// A date as `2024-03-15`.
    static int date(byte[] in, int at, int end) {
        boolean form = end - at >= 10
                && digits(in, at, 4)
                && in[at + 4] == '-'
                && digits(in, at + 5, 2)
                && in[at + 7] == '-'
                && digits(in, at + 8, 2)
                && (at + 10 == end || !Ascii.is(in[at + 10], Ascii.DIGIT));
        if (!form) {
            return -1;
        }
        int month = two(in, at + 5);
        int day = two(in, at + 8);
        return month >= 1 && month <= 12 && day >= 1 && day <= Dates.days(four(in, at), month) ? at + 10 : -1;
    }

    static int two(byte[] in, int at) {
        return (in[at] - '0') * 10 + in[at + 1] - '0';
    }

    static int four(byte[] in, int at) {
        return two(in, at) * 100 + two(in, at + 2);
    }

    /// A time as `12:34:56`, with a fraction and a zone if they are there.
    static int time(byte[] in, int at, int end) {
        boolean form = end - at >= 8
                && digits(in, at, 2)
                && in[at + 2] == ':'
                && digits(in, at + 3, 2)
                && in[at + 5] == ':'
                && digits(in, at + 6, 2);
        if (!form || two(in, at) > 23 || two(in, at + 3) > 59 || two(in, at + 6) > 59) {
            return -1;
        }
        int i = at + 8;
        if (i + 1 < end && in[i] == '.' && Ascii.is(in[i + 1], Ascii.DIGIT)) {
            i++;
            while (i < end && Ascii.is(in[i], Ascii.DIGIT)) {
                i++;
            }
        }
        if (i < end && in[i] == 'Z') {
            return i + 1;
        }
        boolean zone = i + 6 <= end && (in[i] == '+' || in[i] == '-') && digits(in, i + 1, 2) && in[i + 3] == ':';
        return zone && digits(in, i + 4, 2) ? i + 6 : i;
    }

    /// An address of IPv6: hexadecimal digits with seven `:`, or with `::`.
    static int ipv6(byte[] in, int at, int end) {
        int colons = 0;
        boolean twice = false;
        int i = at;
        while (i < end && (Ascii.is(in[i], Ascii.HEX) || in[i] == ':')) {
            colons += in[i] == ':' ? 1 : 0;
            twice |= i > at && in[i] == ':' && in[i - 1] == ':';
            i++;
        }
        boolean over = i == end || !Ascii.is(in[i], Ascii.WORD);
        return over && colons >= 2 && colons <= 7 && (twice || colons == 7) ? i : -1;
    }

    /// Four numbers up to 255 with points between.
    static int ipv4(byte[] in, int at, int end) {
        int i = at;
        for (int part = 0; part < 4; part++) {
            int value = 0;
            int from = i;
            while (i < end && i - from < 3 && Ascii.is(in[i], Ascii.DIGIT)) {
                value = value * 10 + in[i++] - '0';
            }
            if (i == from || value > 255 || (part < 3 && (i == end || in[i++] != '.'))) {
                return -1;
            }
        }
        boolean over =
                i == end || (!Ascii.is(in[i], Ascii.WORD) && (in[i] != '.' || !Ascii.wordAt(in, i + 1, at, end)));
        return over ? i : -1;
    }

    /// Where the run of letters, digits and `-_+/=` that begins here ends.
    static int run(byte[] in, int at, int end) {
        int i = at;
        while (i < end
                && (Ascii.is(in[i], Ascii.PLAIN | Ascii.JOINER) || in[i] == '+' || in[i] == '/' || in[i] == '=')) {
            i++;
        }
        return i;
    }

    /// Whether a run says of itself that it is a hash, as in subresource integrity.
    static boolean isHash(byte[] in, int from, int to) {
        return Ascii.startsWith(in, from, to, "sha256-")
                || Ascii.startsWith(in, from, to, "sha384-")
                || Ascii.startsWith(in, from, to, "sha512-");
    }

    /// Whether a run changes between cases and digits as random characters do.
    static boolean isRandom(byte[] in, int from, int to) {
        int kinds = 0;
        int turns = 0;
        int plain = 0;
        int digits = 0;
        int before = 0;
        int notHex = 0;
        for (int i = from; i < to; i++) {
            int kind = Ascii.kind(in[i]) & Ascii.PLAIN;
            if (kind == 0) {
                before = 0;
                continue;
            }
            plain++;
            kinds |= kind;
            digits += kind == Ascii.DIGIT ? 1 : 0;
            notHex += Ascii.is(in[i], Ascii.HEX) ? 0 : 1;
            turns += before != 0 && kind != before ? 1 : 0;
            before = kind;
        }
        if (plain < SHORTEST_TOKEN || notHex * 8 < plain) {
            return false;
        }
        if ((kinds & Ascii.LETTER) == Ascii.LETTER) {
            return turns * 100 >= plain * (digits == 0 ? 42 : 33) && (digits > 0 || plain >= 32);
        }
        return digits >= 4 && turns * 100 >= plain * 30 && plain >= 24;
    }
}
