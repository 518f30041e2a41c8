package arelops.app.cli;

import arelops.app.cli.View.Tone;
import java.util.ArrayList;
import java.util.List;

/// Rows of cells, written under each other; the last cell of a row is cut where the width ends.
final class Table {
    private static final String INDENT = "  ";
    private static final int GAP = 2;

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
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder(INDENT);
            int used = INDENT.length();
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                boolean last = i == row.size() - 1;
                String text = last ? View.cut(cell.text, Math.max(0, view.columns() - used)) : cell.text;
                line.append(view.paint(cell.tone, text));
                if (!last) {
                    int wide = width(i);
                    int pad = (wide == 0 ? 0 : wide + GAP) - cell.width();
                    line.append(" ".repeat(Math.max(0, pad)));
                    used += wide == 0 ? 0 : wide + GAP;
                }
            }
            lines.add(line.toString().stripTrailing());
        }
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
