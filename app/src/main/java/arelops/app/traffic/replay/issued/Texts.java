package arelops.app.traffic.replay.issued;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Texts as URLs and JSON write them. Texts that are not decoded have a character for each byte.
final class Texts {
    private static final String PLAIN = "-._~!$'()*,:@";
    private static final String HEX = "0123456789ABCDEF";

    private Texts() {}

    static int indexOf(byte[] in, char wanted, int from, int to) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }

    /// Without `%`; what is no code stays.
    ///
    /// @param raw a character for each byte
    /// @param form whether `+` is a space
    static String decoded(String raw, boolean form) {
        if (isPlain(raw, form)) {
            return raw;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            int high = c == '%' && at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(raw.charAt(at + 2), 16) : -1;
            out.write(low >= 0 ? high * 16 + low : form && c == '+' ? ' ' : c);
            at += low >= 0 ? 3 : 1;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Whether there is nothing to decode, as in nearly all values.
    private static boolean isPlain(String raw, boolean form) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c >= 128 || (form && c == '+')) {
                return false;
            }
        }
        return true;
    }

    /// For a path, a query or a form.
    static String encoded(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /// With quotes.
    static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /// Whether it can stand in a head without being taken for the end of a line, or of a cookie.
    static boolean harmless(String value, boolean cookie) {
        return value.chars().allMatch(c -> c >= ' ' && c != 127 && c < 256 && (!cookie || c != ';'));
    }
}
