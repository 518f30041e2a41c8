package arelops.core.difference;

/// What a text looks like.
enum Form {
    EMPTY,
    NUMBER,
    UUID,
    HEX,
    TIME,
    TOKEN,
    TEXT;

    private static final int SHORTEST_HEX = 16;
    private static final int LONGEST_TOKEN = 4_096;
    private static final int UUID_LENGTH = 36;

    /// The form of a text.
    static Form of(String text) {
        int length = text.length();
        if (length == 0) {
            return EMPTY;
        }
        if (isTime(text)) {
            return TIME;
        }
        if (isNumber(text)) {
            return NUMBER;
        }
        if (isUuid(text)) {
            return UUID;
        }
        return length < SHORTEST_HEX || length > LONGEST_TOKEN ? TEXT : random(text);
    }

    /// Whether such values are often new each time.
    boolean moves() {
        return switch (this) {
            case UUID, HEX, TIME, TOKEN -> true;
            case EMPTY, NUMBER, TEXT -> false;
        };
    }

    /// Whether a part of a path, or a member's name, is an id and not a name.
    static boolean isId(String part) {
        if (part.isEmpty()) {
            return false;
        }
        return switch (of(part)) {
            case NUMBER, UUID, HEX, TIME, TOKEN -> true;
            case EMPTY, TEXT -> hexWithDigit(part, 8);
        };
    }

    private static boolean hexWithDigit(String text, int shortest) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            digit |= isDigit(text.charAt(i));
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return digit && text.length() >= shortest;
    }

    /// Letters and digits without a space: hexadecimal, or anything of a coding.
    private static Form random(String text) {
        int digits = 0;
        boolean hex = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !isDigit(c) && "-_.+/=~".indexOf(c) < 0) {
                return TEXT;
            }
            digits += isDigit(c) ? 1 : 0;
            hex &= isHex(c);
        }
        if (digits < 2) {
            return TEXT;
        }
        return hex ? HEX : TOKEN;
    }

    private static boolean isNumber(String text) {
        boolean digits = false;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits = true;
            } else if (c == '.' && !point) {
                point = true;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits;
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// By ISO 8601, by HTTP, or seconds or milliseconds since 1970 of the years 2001 to 2033.
    private static boolean isTime(String text) {
        int length = text.length();
        if (length == 10 || length == 13) {
            boolean epoch = text.charAt(0) == '1';
            for (int i = 0; i < length; i++) {
                epoch &= isDigit(text.charAt(i));
            }
            if (epoch) {
                return true;
            }
        }
        if (length >= 10 && length <= 40 && text.charAt(4) == '-' && text.charAt(7) == '-') {
            return digits(text, 0, 4) && digits(text, 5, 7) && digits(text, 8, 10);
        }
        return length == 29 && text.charAt(3) == ',' && text.endsWith(" GMT") && digits(text, 5, 7);
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
