package arelops.core.traffic.anonymise;

/// Goes through JSON, also several values after one another, and hides values where they stand.
final class JsonBody {
    private static final int DEEPEST = 64;
    private static final int SHORTEST_KEY = 6;
    private static final int BROKEN = -1;
    private static final byte[] NOTHING = {};
    private final Values values;
    private final RuleIndex rules;
    private final NameTable<Decision> first;
    private final long[] way = new long[DEEPEST + 1];
    private final Decoded key = new Decoded();
    private byte[] in = NOTHING;
    private int to;
    private Splice splice = new Splice();
    private int dropping;

    /// @param first decisions by name that come before the rules
    JsonBody(Values values, NameTable<Decision> first) {
        this.values = values;
        this.rules = values.rules();
        this.first = first;
    }

    /// Whether it was JSON; if not, the splice is of no use.
    boolean hide(byte[] source, int from, int end, Decision byDefault, Splice target) {
        in = source;
        to = end;
        splice = target;
        dropping = 0;
        int at = space(from);
        if (at == end) {
            return false;
        }
        while (at != BROKEN && at < end) {
            at = value(at, 0, byDefault);
            at = at == BROKEN ? at : space(at);
        }
        in = NOTHING;
        return at != BROKEN;
    }

    private int value(int at, int level, Decision decision) {
        if (at >= to || level > DEEPEST) {
            return BROKEN;
        }
        return switch (in[at]) {
            case '"' -> text(at, decision);
            case '{' -> object(at, level, decision);
            case '[' -> array(at, level, decision);
            case 't' -> literal(at, "true", "false", decision);
            case 'f' -> literal(at, "false", "false", decision);
            case 'n' -> literal(at, "null", "null", decision);
            default -> number(at, decision);
        };
    }

    private int text(int at, Decision decision) {
        int end = string(at);
        if (end == BROKEN) {
            return BROKEN;
        }
        if (dropping > 0) {
            values.finds().hidden(decision.source(), in, at + 1, end - 1);
        } else {
            values.text(decision, in, at + 1, end - 1, Coding.JSON, splice);
        }
        return end;
    }

    private int number(int at, Decision decision) {
        int end = at;
        boolean digits = false;
        while (end < to && (Ascii.is(in[end], Ascii.DIGIT) || "+-.eE".indexOf(in[end]) >= 0)) {
            digits |= Ascii.is(in[end], Ascii.DIGIT);
            end++;
        }
        boolean over = end == to || !Ascii.is(in[end], Ascii.WORD);
        if (!digits || !over || in[at] == '+' || in[at] == '.') {
            return BROKEN;
        }
        if (dropping > 0) {
            values.finds().hidden(decision.source(), in, at, end);
        } else {
            values.number(decision, in, at, end, splice);
        }
        return end;
    }

    private int literal(int at, String literal, String blank, Decision decision) {
        int end = at + literal.length();
        if (!Ascii.startsWith(in, at, to, literal) || Ascii.wordAt(in, end, at, to)) {
            return BROKEN;
        }
        if (dropping == 0 && decision.treatment() == Decision.Treatment.BLANK && !blank.equals(literal)) {
            Output out = new Output();
            out.put(blank);
            splice.replace(at, end, out);
        }
        return end;
    }

    private int object(int open, int level, Decision inherited) {
        int at = space(open + 1);
        if (at < to && in[at] == '}') {
            return at + 1;
        }
        boolean kept = false;
        int comma = at;
        while (at < to && in[at] == '"') {
            int member = at;
            int nameEnd = string(at);
            int colon = nameEnd == BROKEN ? to : space(nameEnd);
            if (colon >= to || in[colon] != ':') {
                return BROKEN;
            }
            Decision own = ofMember(member + 1, nameEnd - 1, level);
            Decision decision = own.or(inherited);
            boolean drops = own.drops();
            if (dropping == 0 && !drops && nameEnd - member > SHORTEST_KEY) {
                values.text(Decision.KEEP, in, member + 1, nameEnd - 1, Coding.JSON, splice);
            }
            dropping += drops ? 1 : 0;
            at = value(space(colon + 1), level + 1, decision);
            dropping -= drops ? 1 : 0;
            int end = at;
            at = at == BROKEN ? to : space(at);
            if (at >= to) {
                return BROKEN;
            }
            boolean last = in[at] == '}';
            if (!last && in[at] != ',') {
                return BROKEN;
            }
            int next = last ? at : space(at + 1);
            if (drops && dropping == 0) {
                splice.remove(kept ? comma : member, kept || last ? end : next);
            }
            kept |= !drops;
            if (last) {
                return at + 1;
            }
            comma = at;
            at = next;
        }
        return BROKEN;
    }

    private int array(int open, int level, Decision inherited) {
        int at = space(open + 1);
        if (at < to && in[at] == ']') {
            return at + 1;
        }
        int index = 0;
        boolean kept = false;
        int comma = at;
        while (at < to && level < DEEPEST) {
            int element = at;
            way[level] = PathRule.element(index++);
            Decision own = rules.json(way, level + 1);
            boolean drops = own.drops();
            dropping += drops ? 1 : 0;
            at = value(at, level + 1, own.or(inherited));
            dropping -= drops ? 1 : 0;
            int end = at;
            at = at == BROKEN ? to : space(at);
            if (at >= to) {
                return BROKEN;
            }
            boolean last = in[at] == ']';
            if (!last && in[at] != ',') {
                return BROKEN;
            }
            int next = last ? at : space(at + 1);
            if (drops && dropping == 0) {
                splice.remove(kept ? comma : element, kept || last ? end : next);
            }
            kept |= !drops;
            if (last) {
                return at + 1;
            }
            comma = at;
            at = next;
        }
        return BROKEN;
    }

    private Decision ofMember(int from, int end, int level) {
        if (level >= DEEPEST) {
            return Decision.NONE;
        }
        long name = name(from, end);
        way[level] = name;
        return first.get(name, Decision.NONE).or(rules.json(way, level + 1));
    }

    private long name(int from, int end) {
        if (Decoded.isCoded(in, from, end, Coding.JSON)) {
            key.decode(in, from, end, Coding.JSON, splice);
            return NameTable.hash(key.bytes(), 0, key.length());
        }
        return NameTable.hash(in, from, end);
    }

    private int string(int at) {
        int end = at + 1;
        while (end < to) {
            byte c = in[end];
            if (c == '"') {
                return end + 1;
            }
            if (c == '\\') {
                end++;
                if (end >= to || "\"\\/bfnrtu".indexOf(in[end]) < 0) {
                    return BROKEN;
                }
            } else if (c >= 0 && c < ' ') {
                return BROKEN;
            }
            end++;
        }
        return BROKEN;
    }

    private int space(int at) {
        int i = at;
        while (i < to && (in[i] == ' ' || in[i] == '\n' || in[i] == '\r' || in[i] == '\t')) {
            i++;
        }
        return i;
    }
}
