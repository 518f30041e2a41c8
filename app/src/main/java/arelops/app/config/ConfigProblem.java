package arelops.app.config;

import arelops.core.policy.Problem;

/// A problem of the config with the place in the file and the line that stands there.
public record ConfigProblem(String file, Place place, String line, Problem problem) {
    private static final int WIDEST = 160;
    /// How much of a line is shown within a sentence.
    private static final int SHORT = 60;

    /// One line: the place, what stands there, what is wrong, and the mend.
    public String sentence() {
        String there = line.strip()
                .codePoints()
                .limit(SHORT)
                .map(ConfigProblem::printable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return file + ":" + place.line() + ":" + place.column() + (there.isEmpty() ? " " : " `" + there + "`: ")
                + problem.message()
                + (problem.mend().isEmpty() ? "" : " " + problem.mend());
    }

    /// Two lines for a terminal: place and source, then carets below the value, what is wrong, and the mend.
    public String text() {
        String head = "✕ " + file + ":" + place.line() + ":" + place.column() + "  ";
        int[] points = line.codePoints().map(ConfigProblem::printable).toArray();
        int first = 0;
        while (first < points.length && points[first] == ' ' && first < place.column() - 1) {
            first++;
        }
        int value = Math.min(place.column() - 1, points.length);
        if (value - first > WIDEST / 2) {
            first = value - WIDEST / 2;
        }
        int last = Math.min(points.length, first + WIDEST);
        String source = new String(points, first, last - first);
        int carets = Math.max(1, Math.min(place.width(), last - value));
        return head + source + "\n" + " ".repeat(head.length() + value - first) + "^".repeat(carets) + " "
                + problem.message() + (problem.mend().isEmpty() ? "" : " " + problem.mend());
    }

    private static int printable(int point) {
        boolean hidden = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
        return hidden ? (point == '\t' ? ' ' : '?') : point;
    }
}
