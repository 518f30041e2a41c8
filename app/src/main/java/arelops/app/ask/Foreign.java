package arelops.app.ask;

/// What comes from a server that is not ours, made fit for a sentence.
public final class Foreign {
    private static final int LONGEST = 200;

    private Foreign() {}

    /// One line of at most 200 characters, without what a terminal acts on, what turns the direction of text round,
    /// and halves of characters.
    public static String cut(String text) {
        StringBuilder line = new StringBuilder();
        int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
            line.appendCodePoint(isUnseen(points[i]) ? ' ' : points[i]);
        }
        return points.length > LONGEST ? line + "…" : line.toString();
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
