package arelops.app.traffic.replay.issued;

import java.util.List;
import java.util.Locale;

/// Which values look as if an app had made them: not words, days and small numbers, which come up
/// on both sides by chance.
final class Worth {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 4_096;
    private static final int DAY = 10;
    private static final int LONG_NUMBER = 6;
    private static final int LONG_WORD = 20;
    private static final int LONG_NAMED_WORD = 8;
    private static final List<String> IDS = List.of(
            "uuid", "guid", "key", "token", "csrf", "xsrf", "nonce", "number", "code", "cursor", "session", "sess",
            "sid", "etag", "ref", "_id", ".id", "-id");
    private static final List<String> CSRF =
            List.of("csrf", "xsrf", "authenticitytoken", "requestverificationtoken", "antiforgery");

    private Worth() {}

    /// Whether a value of this name may be followed.
    static boolean of(String name, String value) {
        return isOfLength(value.length()) && of(isId(name), value.toCharArray(), 0, value.length());
    }

    /// Whether a value may be followed.
    ///
    /// @param id whether its name is that of an id
    static boolean of(boolean id, char[] value, int from, int length) {
        if (!isOfLength(length)) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        int spaces = 0;
        for (int i = from; i < from + length; i++) {
            char c = value[i];
            if (c < ' ') {
                return false;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
            spaces += c == ' ' ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
        }
        if (digits == 8 && length == DAY && value[from + 4] == '-' && value[from + 7] == '-') {
            return false;
        }
        if (id) {
            return digits > 0 || (length >= LONG_NAMED_WORD && spaces == 0);
        }
        if (digits == length) {
            return length >= LONG_NUMBER;
        }
        if (letters + spaces == length) {
            return spaces == 0 && length >= LONG_WORD;
        }
        return digits > 0 && spaces == 0;
    }

    private static boolean isOfLength(int length) {
        return length >= SHORTEST && length <= LONGEST;
    }

    /// `id`, `orderId`, `order_id`, `apiKey` and their like.
    static boolean isId(String name) {
        int length = name.length();
        if (name.equalsIgnoreCase("id")) {
            return true;
        }
        if (length > 2 && name.regionMatches(true, length - 2, "id", 0, 2) && name.charAt(length - 2) == 'I') {
            return Character.isLowerCase(name.charAt(length - 3));
        }
        for (String id : IDS) {
            if (name.regionMatches(true, length - id.length(), id, 0, id.length())) {
                return true;
            }
        }
        return false;
    }

    /// Whether a field or header of this name keeps strangers from sending forms.
    static boolean isCsrf(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return plain.equals("token") || CSRF.stream().anyMatch(plain::contains);
    }
}
