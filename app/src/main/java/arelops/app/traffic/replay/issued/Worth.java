package arelops.app.traffic.replay.issued;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which values look as if an app had made them: not words, days and small numbers, which come up
/// on both sides by chance.
final class Worth {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 4_096;
    private static final int LONG_NUMBER = 6;
    private static final int LONG_WORD = 20;
    private static final int LONG_NAMED_WORD = 8;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern PLAIN_WORDS = Pattern.compile("[\\p{L} ]+");
    private static final Pattern ID = Pattern.compile(
            ".*(?:^id|[_.-]id|[a-z]I[dD]|uuid|guid|key|token|csrf|xsrf|nonce|number|code|cursor|session|sess|sid|etag|ref)");
    private static final List<String> CSRF =
            List.of("csrf", "xsrf", "authenticitytoken", "requestverificationtoken", "antiforgery");

    private Worth() {}

    /// Whether a value of this name may be followed.
    static boolean of(String name, String value) {
        int length = value.length();
        if (length < SHORTEST || length > LONGEST || DAY.matcher(value).matches()) {
            return false;
        }
        if (value.chars().anyMatch(c -> c < ' ')) {
            return false;
        }
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean number = value.chars().allMatch(Character::isDigit);
        boolean named = ID.matcher(name).matches()
                || ID.matcher(name.toLowerCase(Locale.ROOT)).matches();
        if (named) {
            return digits || (length >= LONG_NAMED_WORD && value.indexOf(' ') < 0);
        }
        if (number) {
            return length >= LONG_NUMBER;
        }
        if (PLAIN_WORDS.matcher(value).matches()) {
            return value.indexOf(' ') < 0 && length >= LONG_WORD;
        }
        return digits && value.indexOf(' ') < 0;
    }

    /// Whether a field or header of this name keeps strangers from sending forms.
    static boolean isCsrf(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return plain.equals("token") || CSRF.stream().anyMatch(plain::contains);
    }
}
