package arelops.core.traffic.anonymise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Hides values as decisions say, wherever they were found.
final class Values {
    private static final int DEEPEST = 3;
    private static final int SHORTEST_BASE64 = 16;
    private static final int SHORTEST_KEPT = 24;
    private static final NameTable<Decision> NO_NAMES = new NameTable<>();

    /// Claims of tokens that say nothing of a person and that programs depend on (RFC 7519, RFC 7515).
    private static final NameTable<Decision> CLAIMS = new NameTable<>();

    static {
        for (String name : List.of("alg", "typ", "cty", "exp", "iat", "nbf")) {
            CLAIMS.computeIfAbsent(NameTable.hash(name), () -> Decision.KEEP);
        }
    }

    private final Pseudonyms pseudonyms;
    private final Finds finds;
    private final RuleIndex rules;
    private final int depth;
    private final TextScan scan;
    private final Decoded decoded = new Decoded();
    private final Decoded percent = new Decoded();
    private final Output fake = new Output();
    private final List<Values> below = new ArrayList<>();
    private final JsonBody claims;
    private final Splice splice = new Splice();
    private final Optional<ValueMemo> memo;
    private final Splice whole = new Splice();
    private final Output head = new Output();
    private final Output headFake = new Output();

    Values(Pseudonyms pseudonyms, Finds finds, RuleIndex rules, int depth) {
        this.pseudonyms = pseudonyms;
        this.finds = finds;
        this.rules = rules;
        this.depth = depth;
        scan = new TextScan(pseudonyms, finds, this);
        claims = new JsonBody(this, CLAIMS);
        memo = depth == 0 ? Optional.of(new ValueMemo(pseudonyms.remembered())) : Optional.empty();
    }

    RuleIndex rules() {
        return rules;
    }

    Finds finds() {
        return finds;
    }

    /// Forgets what it remembers of values: their originals are to be told anew.
    void forget() {
        memo.ifPresent(ValueMemo::clear);
        pseudonyms.forget();
        List.of(decoded, percent).forEach(Decoded::wipe);
        List.of(splice, whole).forEach(Splice::wipe);
        List.of(head, headFake, fake).forEach(Output::wipe);
        scan.forget();
        below.forEach(Values::forget);
    }

    /// Hides a text; `DROP` is left to those who know its surroundings, and blanks here.
    void text(Decision decision, byte[] in, int from, int to, Coding coding, Sink sink) {
        int shortest = switch (decision.treatment()) {
            case NONE, KEEP -> SHORTEST_KEPT;
            case FAKE -> 1;
            case HASH, BLANK, DROP -> Integer.MAX_VALUE;
        };
        if (!decision.hides() && to - from < Forms.SHORTEST_TOKEN && ShortText.isDull(in, from, to)) {
            return;
        }
        if (to - from < shortest || to - from > ValueMemo.LONGEST || memo.isEmpty() || !(sink instanceof Splice)) {
            anew(decision, in, from, to, coding, sink);
            return;
        }
        ValueMemo known = memo.get();
        int kind = ValueMemo.kind(decision, coding);
        long hash = ValueMemo.hash(kind, in, from, to);
        int found = known.find(hash, kind, in, from, to);
        if (found >= 0) {
            known.count(found, finds);
            if (!known.isUnchanged(found)) {
                fake.clear();
                known.write(found, fake);
                sink.replace(from, to, fake);
            }
            return;
        }
        whole.start(in, from, to);
        finds.startLog();
        anew(decision, in, from, to, coding, whole);
        if (whole.changed()) {
            sink.replace(from, to, whole.finish());
        }
        if (finds.isLogWhole()) {
            known.keep(hash, kind, in, from, to, whole, finds);
        }
    }

    private void anew(Decision decision, byte[] in, int from, int to, Coding coding, Sink sink) {
        if (Decoded.isCoded(in, from, to, coding)) {
            decoded.decode(in, from, to, coding, sink);
            plain(decision, decoded.bytes(), 0, decoded.length(), decoded);
        } else {
            plain(decision, in, from, to, sink);
        }
    }

    private void plain(Decision decision, byte[] in, int from, int to, Sink sink) {
        if (from == to) {
            return;
        }
        switch (decision.treatment()) {
            case NONE, KEEP -> {
                if (hasPercent(in, from, to, sink)) {
                    scan.detect(percent.bytes(), 0, percent.length(), percent);
                } else {
                    scan.detect(in, from, to, sink);
                }
            }
            case FAKE -> {
                boolean held = finds.hidden(decision.source(), in, from, to);
                if (hasPercent(in, from, to, sink)) {
                    scan.hide(percent.bytes(), 0, percent.length(), percent);
                } else if (!nested(in, from, to, sink)) {
                    scan.hide(in, from, to, sink, held);
                }
            }
            case HASH -> {
                finds.hidden(decision.source(), in, from, to);
                int start = from;
                int end = to;
                while (start < end && in[start] == ' ') {
                    start++;
                }
                while (end > start && in[end - 1] == ' ') {
                    end--;
                }
                fake.clear();
                pseudonyms.write(Form.HASH, in, start, end, fake);
                sink.replace(from, to, fake);
            }
            case BLANK, DROP -> {
                finds.hidden(decision.source(), in, from, to);
                fake.clear();
                sink.replace(from, to, fake);
            }
        }
        if (pseudonyms.brokenSinceAsked()) {
            finds.trouble(Trouble.TEXT_NOT_UTF8);
        }
    }

    /// Whether there are codes of URLs in a text, as in a link: then it is decoded into `percent`.
    private boolean hasPercent(byte[] in, int from, int to, Sink sink) {
        int at = from;
        while (at < to && !Codes.isPercent(in, at, to)) {
            at++;
        }
        if (at == to) {
            return false;
        }
        percent.decode(in, from, to, Coding.PERCENT, sink);
        return Utf8.isText(percent.bytes(), percent.length());
    }

    /// Hides a number of JSON: another one with as many digits; its sign, point and exponent stay.
    void number(Decision decision, byte[] in, int from, int to, Sink sink) {
        switch (decision.treatment()) {
            case NONE, KEEP -> scan.detect(in, from, to, sink);
            case BLANK, DROP -> {
                finds.hidden(decision.source(), in, from, to);
                fake.clear();
                fake.put('0');
                sink.replace(from, to, fake);
            }
            case FAKE, HASH -> {
                finds.hidden(decision.source(), in, from, to);
                int at = from;
                while (at < to && in[at] != 'e' && in[at] != 'E') {
                    int end = at;
                    while (end < to && Ascii.is(in[end], Ascii.DIGIT)) {
                        end++;
                    }
                    if (end > at) {
                        scan.hideDigits(in, at, end, sink);
                    }
                    at = end > at ? end : at + 1;
                }
            }
        }
    }

    /// Hides what is inside of a text that is JSON, or base64 of a text; says whether it was one.
    private boolean nested(byte[] in, int from, int to, Sink sink) {
        boolean json = (in[from] == '{' && in[to - 1] == '}') || (in[from] == '[' && in[to - 1] == ']');
        if (depth >= DEEPEST || (!json && (to - from < SHORTEST_BASE64 || !Base64Text.mayBe(in, from, to)))) {
            return false;
        }
        if (json) {
            return below().body(in, from, to, sink, false);
        }
        byte[] text = Base64Text.decode(in, from, to);
        return text.length > 0 && below().base64(text, in, from, to, sink);
    }

    /// Hides the parts of a JSON Web Token: all claims but times and algorithms; the signature is
    /// another.
    void token(byte[] in, int from, int to, Sink sink) {
        int first = from;
        while (in[first] != '.') {
            first++;
        }
        int second = first + 1;
        while (in[second] != '.') {
            second++;
        }
        Values inner = below();
        Output part = new Output();
        inner.head(in, from, first, part);
        part.put('.');
        inner.part(in, first + 1, second, part);
        part.put('.');
        pseudonyms.write(Form.TOKEN, in, second + 1, to, part);
        sink.replace(from, to, part);
    }

    /// The first part, which is the same in all tokens of one issuer.
    private void head(byte[] in, int from, int to, Output out) {
        if (Arrays.equals(head.bytes(), 0, head.length(), in, from, to)) {
            out.put(headFake.bytes(), 0, headFake.length());
            return;
        }
        long before = finds.replaced();
        int start = out.length();
        part(in, from, to, out);
        if (finds.replaced() == before) {
            head.clear();
            head.put(in, from, to);
            headFake.clear();
            headFake.put(out.bytes(), start, out.length());
        }
    }

    private void part(byte[] in, int from, int to, Output out) {
        byte[] text = Base64Text.decode(in, from, to);
        splice.start(text, 0, text.length);
        Decision all = rules.all();
        if (text.length > 0 && claims.hide(text, 0, text.length, all, splice)) {
            Output done = splice.finish();
            Base64Text.encodeUrl(done.bytes(), done.length(), out);
        } else {
            pseudonyms.write(Form.TOKEN, in, from, to, out);
        }
    }

    private boolean base64(byte[] text, byte[] in, int from, int to, Sink sink) {
        Splice inner = new Splice();
        inner.start(text, 0, text.length);
        if (!body(text, 0, text.length, inner, true)) {
            return false;
        }
        Output done = inner.finish();
        Output coded = new Output();
        Base64Text.encode(done.bytes(), done.length(), in, from, to, coded);
        sink.replace(from, to, coded);
        return true;
    }

    private boolean body(byte[] in, int from, int to, Sink sink, boolean alsoText) {
        Splice inner = new Splice();
        inner.start(in, from, to);
        Decision all = rules.all();
        boolean json = in[from] == '{' || in[from] == '[';
        if (json && new JsonBody(this, NO_NAMES).hide(in, from, to, all, inner)) {
            sink.replace(from, to, inner.finish());
            return true;
        }
        if (alsoText) {
            scan.hide(in, from, to, sink);
        }
        return alsoText;
    }

    private Values below() {
        if (below.isEmpty()) {
            below.add(new Values(pseudonyms, finds, rules, depth + 1));
        }
        return below.getFirst();
    }
}
