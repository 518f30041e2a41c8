package arelops.app.answer;

/// Characters that do something else than to be seen: they steer a terminal, break a line, or turn the direction of
/// text.
public final class Unseen {
    private Unseen() {}

    public static boolean is(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// The text with this character for each of them.
    public static String as(char instead, String text) {
        return as(instead, text, "");
    }

    /// The same, but for some that may stay.
    public static String as(char instead, String text, String but) {
        return text.codePoints()
                .map(point -> is(point) && but.indexOf(point) < 0 ? instead : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
