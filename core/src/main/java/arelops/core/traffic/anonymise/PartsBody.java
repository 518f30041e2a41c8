package arelops.core.traffic.anonymise;

/// Goes through a multipart body (RFC 7578, RFC 2046): fields are hidden by their names, files are
/// blanked.
final class PartsBody {
    private static final int BROKEN = -1;
    private final Values values;
    private byte[] in = new byte[0];
    private int to;

    PartsBody(Values values) {
        this.values = values;
    }

    /// Whether it was one; if not, the splice is of no use.
    ///
    /// @param boundary without the dashes before it
    boolean hide(byte[] source, int from, int end, String boundary, Decision byDefault, Splice splice) {
        in = source;
        to = end;
        if (boundary.isEmpty()) {
            return false;
        }
        String line = "--" + boundary;
        int at = find(line, from);
        if (at == BROKEN) {
            return false;
        }
        values.text(
                new Decision(Decision.Treatment.BLANK, values.rules().byDefault()), in, from, at, Coding.PLAIN, splice);
        while (true) {
            int head = at + line.length();
            if (Ascii.startsWith(in, head, to, "--")) {
                return true;
            }
            int body = find("\r\n\r\n", head);
            int next = body == BROKEN ? BROKEN : find("\r\n" + line, body + 2);
            if (next == BROKEN) {
                return false;
            }
            part(head, body, Math.min(body + 4, next), next, byDefault, splice);
            at = next + 2;
        }
    }

    private void part(int head, int headEnd, int from, int end, Decision byDefault, Splice splice) {
        int name = parameter("name", head, headEnd);
        int file = parameter("filename", head, headEnd);
        Decision decision = byDefault;
        if (name != BROKEN) {
            long hash = NameTable.hash(in, name, quoted(name, headEnd));
            decision = values.rules().named(Place.PART, hash).or(byDefault);
        }
        if (file == BROKEN) {
            field(decision, from, end, splice);
            return;
        }
        Decision hidden = decision.hides()
                ? decision
                : new Decision(Decision.Treatment.FAKE, values.rules().byDefault());
        values.text(hidden, in, file, quoted(file, headEnd), Coding.PLAIN, splice);
        splice.remove(from, end);
        values.finds().trouble(Trouble.BODY_OF_UNKNOWN_TYPE);
    }

    private void field(Decision decision, int from, int end, Splice splice) {
        values.text(decision, in, from, end, Coding.PLAIN, splice);
    }

    /// Where the value of `name="..."` begins.
    private int parameter(String name, int from, int end) {
        for (int at = from + 1; at + name.length() + 2 <= end; at++) {
            boolean own = in[at - 1] == ' ' || in[at - 1] == ';' || in[at - 1] == '\t';
            if (own
                    && Ascii.same(in, at, at + name.length(), name)
                    && in[at + name.length()] == '='
                    && in[at + name.length() + 1] == '"') {
                return at + name.length() + 2;
            }
        }
        return BROKEN;
    }

    private int quoted(int from, int end) {
        int at = from;
        while (at < end && in[at] != '"') {
            at++;
        }
        return at;
    }

    private int find(String text, int from) {
        for (int at = from; at + text.length() <= to; at++) {
            if (in[at] == text.charAt(0) && Ascii.startsWith(in, at, to, text)) {
                return at;
            }
        }
        return BROKEN;
    }
}
