package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.List;

/// Goes through the target of a request, or a URL in a header: path, query and what follows `#`.
final class UrlText {
    private static final int MOST_SEGMENTS = 256;
    private final Values values;
    private final RuleIndex rules;
    private final PairsText pairs;
    private int[] starts = new int[16];
    private int[] ends = new int[16];

    UrlText(Values values, PairsText pairs) {
        this.values = values;
        this.rules = values.rules();
        this.pairs = pairs;
    }

    void hide(byte[] in, int from, int to, Splice splice) {
        int path = authority(in, from, to, splice);
        int fragment = indexOf(in, '#', path, to);
        int query = indexOf(in, '?', path, fragment);
        path(in, path, query, splice);
        if (query < fragment) {
            pairs.form(Place.QUERY, in, query + 1, fragment, Decision.NONE, splice);
        }
        if (fragment < to) {
            pairs.form(Place.QUERY, in, fragment + 1, to, Decision.NONE, splice);
        }
    }

    /// Hides who is before the `@` of `https://user:password@host/`, and says where the path begins.
    private int authority(byte[] in, int from, int to, Splice splice) {
        int colon = from;
        while (colon < to && Ascii.is(in[colon], Ascii.PLAIN)) {
            colon++;
        }
        if (!Ascii.startsWith(in, colon, to, "://")) {
            return from;
        }
        int start = colon + 3;
        int end = start;
        int sign = -1;
        while (end < to && in[end] != '/' && in[end] != '?' && in[end] != '#') {
            sign = in[end] == '@' ? end : sign;
            end++;
        }
        if (sign > start) {
            Decision all = rules.all();
            values.text(all, in, start, sign, Coding.PERCENT, splice);
        }
        return end;
    }

    private void path(byte[] in, int from, int to, Splice splice) {
        int count = 0;
        int at = from;
        while (at < to) {
            if (in[at] == '/') {
                at++;
                continue;
            }
            int end = indexOf(in, '/', at, to);
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = at;
            ends[count] = end;
            count++;
            at = end;
        }
        int known = Math.min(count, MOST_SEGMENTS);
        for (int segment = 0; segment < count; segment++) {
            int end = indexOf(in, ';', starts[segment], ends[segment]);
            Decision all = rules.all();
            Decision ruled = segment < known ? of(in, known, segment).or(rules.otherwise(Place.PATH)) : all;
            boolean id = ruled.isNone() && PairsText.isId(in, starts[segment], end, 1);
            values.text(id ? all : ruled, in, starts[segment], end, Coding.PERCENT, splice);
            if (end < ends[segment]) {
                int value = Math.min(ends[segment], indexOf(in, '=', end, ends[segment]) + 1);
                values.text(all, in, value, ends[segment], Coding.PERCENT, splice);
            }
        }
    }

    private Decision of(byte[] in, int count, int segment) {
        List<PathPattern> patterns = rules.paths();
        for (PathPattern pattern : patterns) {
            Decision decision = pattern.of(in, starts, ends, count, segment);
            if (!decision.isNone()) {
                return decision;
            }
        }
        return Decision.NONE;
    }

    private static int indexOf(byte[] in, char wanted, int from, int to) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
