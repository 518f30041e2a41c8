package arelops.core.traffic.anonymise;

/// The codes by which characters are written in JSON, URLs, forms and XML.
final class Codes {
    private Codes() {}

    /// Where the code that begins at a place ends.
    static int next(byte[] in, int at, int to, Coding coding) {
        return switch (coding) {
            case PLAIN -> at + 1;
            case PERCENT, FORM -> isPercent(in, at, to) ? at + 3 : at + 1;
            case JSON -> json(in, at, to);
            case XML -> xml(in, at, to);
        };
    }

    /// What a code stands for: a code point, in URLs and forms a byte.
    static int value(byte[] in, int at, int next, Coding coding, boolean first) {
        int length = next - at;
        return switch (coding) {
            case PLAIN -> in[at] & 0xff;
            case PERCENT -> length == 1 ? in[at] & 0xff : percent(in, at);
            case FORM -> {
                boolean space = in[at] == '+' && !first;
                yield length == 3 ? percent(in, at) : space ? ' ' : in[at] & 0xff;
            }
            case JSON -> length == 1 ? in[at] & 0xff : unescaped(in, at, next);
            case XML -> length == 1 ? in[at] & 0xff : entity(in, at, next);
        };
    }

    /// Writes a byte of a value, coded if it must be.
    static void put(byte value, Coding coding, Output out) {
        switch (coding) {
            case PLAIN -> out.put(value);
            case JSON -> {
                if (value == '"' || value == '\\') {
                    out.put('\\');
                    out.put(value);
                } else if (value >= 0 && value < ' ') {
                    out.put("\\u00");
                    hex(value, out);
                } else {
                    out.put(value);
                }
            }
            case PERCENT, FORM -> {
                if (Ascii.is(value, Ascii.PLAIN) || "-._~".indexOf(value) >= 0) {
                    out.put(value);
                } else {
                    out.put('%');
                    hex(value, out);
                }
            }
            case XML -> {
                switch (value) {
                    case '&' -> out.put("&amp;");
                    case '<' -> out.put("&lt;");
                    case '>' -> out.put("&gt;");
                    case '"' -> out.put("&quot;");
                    default -> out.put(value);
                }
            }
        }
    }

    static boolean isPercent(byte[] in, int at, int to) {
        return in[at] == '%' && at + 2 < to && Ascii.hex(in[at + 1]) >= 0 && Ascii.hex(in[at + 2]) >= 0;
    }

    static int percent(byte[] in, int at) {
        return Ascii.hex(in[at + 1]) * 16 + Ascii.hex(in[at + 2]);
    }

    private static int json(byte[] in, int at, int to) {
        if (in[at] != '\\' || at + 1 >= to) {
            return at + 1;
        }
        if (in[at + 1] != 'u') {
            return at + 2;
        }
        if (!isUnicode(in, at, to)) {
            return at + 1;
        }
        boolean pair =
                four(in, at + 2) >= 0xd800 && four(in, at + 2) < 0xdc00 && at + 11 < to && isUnicode(in, at + 6, to);
        return pair && four(in, at + 8) >= 0xdc00 && four(in, at + 8) < 0xe000 ? at + 12 : at + 6;
    }

    private static boolean isUnicode(byte[] in, int at, int to) {
        return at + 5 < to
                && in[at] == '\\'
                && in[at + 1] == 'u'
                && Ascii.hex(in[at + 2]) >= 0
                && Ascii.hex(in[at + 3]) >= 0
                && Ascii.hex(in[at + 4]) >= 0
                && Ascii.hex(in[at + 5]) >= 0;
    }

    static int four(byte[] in, int at) {
        return percent(in, at - 1) << 8 | percent(in, at + 1);
    }

    private static int unescaped(byte[] in, int at, int next) {
        if (next - at == 12) {
            return Character.toCodePoint((char) four(in, at + 2), (char) four(in, at + 8));
        }
        if (next - at == 6) {
            int point = four(in, at + 2);
            return point >= 0xd800 && point < 0xe000 ? '?' : point;
        }
        return switch (in[at + 1]) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> in[at + 1] & 0x7f;
        };
    }

    private static int xml(byte[] in, int at, int to) {
        if (in[at] != '&') {
            return at + 1;
        }
        int end = at + 1;
        while (end < to && end - at < 10 && in[end] != ';') {
            end++;
        }
        return end < to && in[end] == ';' && entity(in, at, end + 1) >= 0 ? end + 1 : at + 1;
    }

    /// The code point of `&amp;`, `&#233;` or `&#xe9;`, or -1.
    private static int entity(byte[] in, int at, int next) {
        int end = next - 1;
        if (in[at + 1] == '#' && end - at > 2) {
            boolean hex = in[at + 2] == 'x';
            int point = 0;
            for (int i = at + (hex ? 3 : 2); i < end; i++) {
                int digit = Character.digit(in[i], hex ? 16 : 10);
                if (digit < 0) {
                    return -1;
                }
                point = point * (hex ? 16 : 10) + digit;
            }
            return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? point : -1;
        }
        if (Ascii.same(in, at + 1, end, "amp")) {
            return '&';
        }
        if (Ascii.same(in, at + 1, end, "lt")) {
            return '<';
        }
        if (Ascii.same(in, at + 1, end, "gt")) {
            return '>';
        }
        if (Ascii.same(in, at + 1, end, "quot")) {
            return '"';
        }
        return Ascii.same(in, at + 1, end, "apos") ? '\'' : -1;
    }

    private static void hex(byte value, Output out) {
        out.put("0123456789ABCDEF".charAt(value >> 4 & 15));
        out.put("0123456789ABCDEF".charAt(value & 15));
    }
}
