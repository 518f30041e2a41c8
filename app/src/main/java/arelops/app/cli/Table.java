package arelops.app.cli;

import arelops.app.cli.View.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of cells, written under each other; the last cell of a row goes on below where the width ends.
final class Table {
    private static final String INDENT = "  ";
    private static final int GAP = 2;
    /// Less room than this is too little for a sentence.
    private static final int LEAST = 30;

    private static final int BELOW = 6;
    private static final Pattern SPACE = Pattern.compile("(?<=\\S) (?=\\S)");

    private final View view;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(View view) {
        this.view = view;
    }

    record Cell(Tone tone, String text) {
        static Cell of(String text) {
            return new Cell(Tone.PLAIN, text);
        }

        private int width() {
            return text.codePointCount(0, text.length());
        }
    }

    Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> row(row, lines));
        return lines;
    }

    private void row(List<Cell> row, List<String> lines) {
        StringBuilder line = new StringBuilder(INDENT);
        int used = INDENT.length();
        for (int i = 0; i < row.size() - 1; i++) {
            Cell cell = row.get(i);
            int wide = width(i) == 0 ? 0 : width(i) + GAP;
            line.append(view.paint(cell.tone, cell.text)).append(" ".repeat(Math.max(0, wide - cell.width())));
            used += wide;
        }
        Cell last = row.getLast();
        boolean beside = last.width() <= view.columns() - used || view.columns() - used >= LEAST;
        int indent = beside ? used : BELOW;
        List<String> wrapped = wrap(last.text, Math.max(LEAST, view.columns() - indent));
        int first = 0;
        if (beside) {
            line.append(view.paint(last.tone, wrapped.getFirst()));
            first = 1;
        }
        lines.add(line.toString().stripTrailing());
        for (String more : wrapped.subList(first, wrapped.size())) {
            lines.add((" ".repeat(indent) + view.paint(last.tone, more)).stripTrailing());
        }
    }

    /// The text in lines of this width, broken between words.
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : SPACE.splitAsStream(text).toList()) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// The width of a column; the last cells of rows do not widen it.
    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size() - 1)
                .mapToInt(row -> row.get(column).width())
                .max()
                .orElse(0);
    }
}
