package arelops.core.evidence;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the JSON of the ledger, strictly: one value, no duplicate members, no fractions, no null, bounded depth.
public final class JsonReader {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The value that this text writes.
    ///
    /// @throws Malformed when it is not one value of this subset, with the offset
    public static Json read(String text) {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value(0);
        reader.space();
        if (reader.at != text.length()) {
            throw reader.malformed("text after the value");
        }
        return value;
    }

    /// The text is not JSON of the ledger.
    public static final class Malformed extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private Malformed malformed(String what) {
        return new Malformed("not a ledger document: " + what + " at offset " + at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("the text ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed("expected '" + c + "'");
        }
        at++;
    }

    private Json value(int depth) {
        if (depth > DEEPEST) {
            throw malformed("nested deeper than " + DEEPEST);
        }
        space();
        char c = peek();
        if (c == '{') {
            return members(depth);
        }
        if (c == '[') {
            return items(depth);
        }
        if (c == '"') {
            return new Json.Text(quoted());
        }
        if (text.startsWith("true", at)) {
            at += 4;
            return new Json.Flag(true);
        }
        if (text.startsWith("false", at)) {
            at += 5;
            return new Json.Flag(false);
        }
        return whole();
    }

    private Json whole() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) < 128) {
            at++;
        }
        try {
            return new Json.Whole(Long.parseLong(text.substring(start, at)));
        } catch (IllegalArgumentException e) {
            at = start;
            throw malformed("neither a value nor a portable whole number");
        }
    }

    private Json items(int depth) {
        expect('[');
        List<Json> values = new ArrayList<>();
        space();
        if (peek() == ']') {
            at++;
            return new Json.Items(values);
        }
        while (true) {
            values.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return new Json.Items(values);
            }
            expect(',');
        }
    }

    private Json members(int depth) {
        expect('{');
        SortedMap<String, Json> values = new TreeMap<>();
        space();
        if (peek() == '}') {
            at++;
            return new Json.Members(values);
        }
        while (true) {
            space();
            String name = quoted();
            space();
            expect(':');
            Json value = value(depth + 1);
            if (values.putIfAbsent(name, value) != null) {
                throw malformed("the member \"" + name + "\" twice");
            }
            space();
            if (peek() == '}') {
                at++;
                return new Json.Members(values);
            }
            expect(',');
        }
    }

    private String quoted() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                throw malformed("a control character in a text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("an unknown escape \\" + c);
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw malformed("the text ends too early");
        }
        try {
            char code = (char) HexFormat.fromHexDigits(text, at, at + 4);
            at += 4;
            return code;
        } catch (NumberFormatException e) {
            throw malformed("a broken \\u escape");
        }
    }
}
