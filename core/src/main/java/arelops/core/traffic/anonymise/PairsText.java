package arelops.core.traffic.anonymise;

/// Goes through `name=value` pairs: queries, forms, cookies.
final class PairsText {
    private static final int FEWEST_ID_DIGITS = 5;
    private final Values values;
    private final RuleIndex rules;
    private final Decoded name = new Decoded();

    PairsText(Values values) {
        this.values = values;
        this.rules = values.rules();
    }

    /// Of a query or a form.
    ///
    /// @param byDefault what becomes of values that no rule names; if it says nothing, ids become
    /// others, and in the rest detectors look
    void form(Place place, byte[] in, int from, int to, Decision byDefault, Splice splice) {
        pairs(place, '&', Coding.FORM, in, from, to, byDefault, splice);
    }

    /// Of `Cookie`.
    void cookies(byte[] in, int from, int to, Decision byDefault, Splice splice) {
        pairs(Place.COOKIE, ';', Coding.PERCENT, in, from, to, byDefault, splice);
    }

    /// Of `Set-Cookie`: the first pair; what follows it says how long and for whom, and stays.
    void setCookie(byte[] in, int from, int to, Decision byDefault, Splice splice) {
        int end = indexOf(in, ';', from, to);
        pairs(Place.COOKIE, ';', Coding.PERCENT, in, from, end, byDefault, splice);
        values.text(Decision.KEEP, in, end, to, Coding.PLAIN, splice);
    }

    private void pairs(
            Place place, char between, Coding coding, byte[] in, int from, int to, Decision byDefault, Splice splice) {
        int at = from;
        boolean kept = false;
        while (at < to) {
            int end = indexOf(in, between, at, to);
            int start = at;
            while (start < end && in[start] == ' ') {
                start++;
            }
            int equals = indexOf(in, '=', start, end);
            Decision decision = named(place, in, start, equals, coding, splice)
                    .or(byDefault)
                    .or(rules.otherwise(place));
            if (decision.drops()) {
                values.finds().hidden(decision.source(), in, Math.min(equals + 1, end), end);
                boolean last = end == to;
                splice.remove(kept && last ? at - 1 : kept ? at : start, last ? to : end + 1);
            } else {
                pair(decision, coding, in, start, equals, end, splice);
                kept = true;
            }
            at = end + 1;
        }
    }

    private void pair(Decision decision, Coding coding, byte[] in, int start, int equals, int end, Splice splice) {
        if (equals == end) {
            values.text(decision.isNone() ? Decision.KEEP : decision, in, start, end, coding, splice);
            return;
        }
        values.text(Decision.KEEP, in, start, equals, coding, splice);
        boolean id = decision.isNone() && isId(in, equals + 1, end, FEWEST_ID_DIGITS);
        Decision followed = id ? rules.all() : decision;
        values.text(followed, in, equals + 1, end, coding, splice);
    }

    /// By the name, or by the last part of `user[email]` and `user.email`.
    private Decision named(Place place, byte[] in, int from, int to, Coding coding, Splice splice) {
        byte[] text = in;
        int start = from;
        int end = to;
        if (Decoded.isCoded(in, from, to, coding)) {
            name.decode(in, from, to, coding, splice);
            text = name.bytes();
            start = 0;
            end = name.length();
        }
        Decision whole = rules.named(place, NameTable.hash(text, start, end));
        if (!whole.isNone()) {
            return whole;
        }
        if (place == Place.COOKIE) {
            return rules.cookie(text, start, end);
        }
        while (end > start && (text[end - 1] == ']' || text[end - 1] == '[')) {
            end--;
        }
        int last = end;
        while (last > start && text[last - 1] != '[' && text[last - 1] != '.') {
            last--;
        }
        return rules.named(place, NameTable.hash(text, last, end));
    }

    /// Whether a value is nothing but a number of so many digits, a UUID, or 16 hexadecimal digits and
    /// more.
    static boolean isId(byte[] in, int from, int to, int fewestDigits) {
        int kinds = 0;
        for (int i = from; i < to; i++) {
            kinds |= Ascii.kind(in[i]) & ~Ascii.HEX;
            if (!Ascii.is(in[i], Ascii.HEX) && in[i] != '-') {
                return false;
            }
        }
        if (kinds == Ascii.DIGIT) {
            return to - from >= fewestDigits;
        }
        return to - from >= 16 && (kinds & Ascii.DIGIT) != 0;
    }

    private static int indexOf(byte[] in, char wanted, int from, int to) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
