package arelops.app.web;

/// Title and description of a change as its newest commit says them, made fit: whoever pushed it wrote them
/// for git, not
/// for a screen.
record FirstWords(String title, String description) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 64 * 1024;

    static FirstWords of(String message) {
        String text = message.strip().replace("\r\n", "\n");
        int end = text.indexOf('\n');
        String subject = end < 0 ? text : text.substring(0, end);
        String body = end < 0 ? "" : text.substring(end).strip();
        return new FirstWords(cut(harmless(subject).strip()), harmless(body).substring(0, room(body)));
    }

    private static int room(String body) {
        return Math.min(body.length(), LONGEST_TEXT);
    }

    private static String cut(String title) {
        return title.codePointCount(0, title.length()) > LONGEST_TITLE
                ? title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…"
                : title;
    }

    private static String harmless(String text) {
        return text.codePoints()
                .map(point -> point != '\n' && point != '\t' && isControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isControl(int point) {
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
