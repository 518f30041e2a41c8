package arelops.core.traffic.anonymise;

/// Goes through XML and hides values where they stand. A document that declares entities is not read.
final class XmlBody {
    private static final int DEEPEST = 64;
    private static final int BROKEN = -1;
    private final Values values;
    private final RuleIndex rules;
    private final long[] way = new long[DEEPEST + 2];
    private final Decision[] around = new Decision[DEEPEST + 2];
    private byte[] in = new byte[0];
    private int to;
    private int level;
    private Splice splice = new Splice();

    XmlBody(Values values) {
        this.values = values;
        this.rules = values.rules();
    }

    /// Whether it was XML; if not, the splice is of no use.
    boolean hide(byte[] source, int from, int end, Decision byDefault, Splice target) {
        in = source;
        to = end;
        splice = target;
        level = 0;
        around[0] = byDefault;
        boolean elements = false;
        int at = from;
        while (at < to) {
            int open = indexOf('<', at);
            if (!content(at, open)) {
                return false;
            }
            if (open == to) {
                break;
            }
            at = markup(open);
            if (at == BROKEN) {
                return false;
            }
            elements |= Ascii.is(in[open + 1], Ascii.WORD);
        }
        return elements && level == 0;
    }

    private boolean content(int from, int end) {
        int start = from;
        while (start < end && in[start] >= 0 && in[start] <= ' ') {
            start++;
        }
        if (start == end) {
            return true;
        }
        boolean marked = level == 0 && !(end - start == 3 && in[start] == (byte) 0xEF);
        if (!marked && level > 0) {
            values.text(around[level], in, from, end, Coding.XML, splice);
        }
        return !marked;
    }

    private int markup(int open) {
        if (Ascii.startsWith(in, open, to, "<!--")) {
            int end = after("-->", open + 4);
            if (end != BROKEN) {
                values.text(around[0], in, open + 4, end - 3, Coding.PLAIN, splice);
            }
            return end;
        }
        if (Ascii.startsWith(in, open, to, "<![CDATA[")) {
            int end = level == 0 ? BROKEN : after("]]>", open + 9);
            if (end != BROKEN) {
                values.text(around[level], in, open + 9, end - 3, Coding.PLAIN, splice);
            }
            return end;
        }
        if (Ascii.startsWith(in, open, to, "<?")) {
            return after("?>", open + 2);
        }
        if (Ascii.startsWith(in, open, to, "<!")) {
            int end = after(">", open);
            return end == BROKEN || indexOf('[', open) < end ? BROKEN : end;
        }
        if (Ascii.startsWith(in, open, to, "</")) {
            int end = after(">", open);
            level--;
            return level < 0 ? BROKEN : end;
        }
        return element(open + 1);
    }

    private int element(int nameStart) {
        int at = nameEnd(nameStart);
        if (at == nameStart || level >= DEEPEST) {
            return BROKEN;
        }
        way[level] = local(nameStart, at);
        Decision own = rules.xml(way, level + 1);
        level++;
        around[level] = own.or(around[level - 1]);
        while (true) {
            at = space(at);
            if (at >= to) {
                return BROKEN;
            }
            if (in[at] == '>') {
                return at + 1;
            }
            if (in[at] == '/' && at + 1 < to && in[at + 1] == '>') {
                level--;
                return at + 2;
            }
            at = attribute(at);
            if (at == BROKEN) {
                return BROKEN;
            }
        }
    }

    private int attribute(int nameStart) {
        int nameEnd = nameEnd(nameStart);
        int equals = space(nameEnd);
        int quote = equals < to && in[equals] == '=' ? space(equals + 1) : to;
        if (nameEnd == nameStart || quote >= to || (in[quote] != '"' && in[quote] != '\'')) {
            return BROKEN;
        }
        int end = indexOf((char) in[quote], quote + 1);
        if (end == to) {
            return BROKEN;
        }
        boolean ofXml = Ascii.startsWith(in, nameStart, nameEnd, "xmlns")
                || Ascii.startsWith(in, nameStart, nameEnd, "xsi:")
                || Ascii.startsWith(in, nameStart, nameEnd, "xml:");
        if (!ofXml) {
            byte[] name = new byte[nameEnd - nameStart + 1];
            name[0] = '@';
            System.arraycopy(in, nameStart, name, 1, nameEnd - nameStart);
            way[level] = NameTable.hash(name, 0, name.length);
            Decision own = rules.xml(way, level + 1);
            way[level] = local(nameStart, nameEnd);
            Decision decision = own.or(rules.xml(way, level + 1)).or(around[level]);
            values.text(decision, in, quote + 1, end, Coding.XML, splice);
        }
        return end + 1;
    }

    /// The name without the prefix of its namespace.
    private long local(int from, int end) {
        int start = end;
        while (start > from && in[start - 1] != ':') {
            start--;
        }
        return NameTable.hash(in, start, end);
    }

    private int nameEnd(int from) {
        int at = from;
        while (at < to && (Ascii.is(in[at], Ascii.WORD | Ascii.JOINER) || in[at] == ':' || in[at] == '.')) {
            at++;
        }
        return at;
    }

    private int space(int from) {
        int at = from;
        while (at < to && in[at] >= 0 && in[at] <= ' ') {
            at++;
        }
        return at;
    }

    private int after(String end, int from) {
        for (int at = from; at + end.length() <= to; at++) {
            if (Ascii.startsWith(in, at, to, end)) {
                return at + end.length();
            }
        }
        return BROKEN;
    }

    private int indexOf(char wanted, int from) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
