package arelops.core.evidence;

/// Writes canonical JSON (RFC 8785).
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonWriter() {}

    static void write(Json json, StringBuilder out) {
        switch (json) {
            case Json.Text text -> quote(text.value(), out);
            case Json.Whole whole -> out.append(whole.value());
            case Json.Flag flag -> out.append(flag.value());
            case Json.Items items -> {
                out.append('[');
                String comma = "";
                for (Json value : items.values()) {
                    out.append(comma);
                    write(value, out);
                    comma = ",";
                }
                out.append(']');
            }
            case Json.Members members -> {
                out.append('{');
                String comma = "";
                for (var member : members.values().entrySet()) {
                    out.append(comma);
                    quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    comma = ",";
                }
                out.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
