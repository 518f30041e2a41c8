package arelops.app.page;

import arelops.app.answer.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Alarms and faults as a table.
///
/// @param runs the names of its columns
public record AlarmTable(List<String> runs, List<Row> rows) {
    private static final double MILLIS = 1_000;

    /// An alarm, and what it did in each run.
    public record Row(String name, List<Cell> cells) {}

    /// What it did.
    ///
    /// @param bad whether that speaks against it
    public record Cell(String text, boolean bad, String because) {}

    /// Why each alarm that did not do what is expected, or of which that is not known, did so.
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Row row : rows) {
            for (int run = 0; run < Math.min(runs.size(), row.cells().size()); run++) {
                Cell cell = row.cells().get(run);
                if ((cell.bad() || cell.text().equals("unknown"))
                        && !cell.because().isEmpty()) {
                    reasons.add(row.name() + ", " + runs.get(run) + ": " + cell.text() + ", " + cell.because());
                }
            }
        }
        return reasons;
    }

    /// Of an answer's tried alarms.
    public static AlarmTable of(Doc alarms) {
        return new AlarmTable(
                alarms.list("runs").stream().map(run -> run.text("name")).toList(),
                alarms.list("alarms").stream()
                        .map(row -> new Row(
                                row.text("name"),
                                row.list("cells").stream().map(AlarmTable::cell).toList()))
                        .toList());
    }

    private static Cell cell(Doc cell) {
        String mark = cell.text("mark");
        String after = cell.has("afterMillis")
                ? String.format(Locale.ROOT, " %.1f s", (double) cell.number("afterMillis") / MILLIS)
                : "";
        boolean bad = switch (mark) {
            case "silent", "late", "false" -> true;
            default -> false;
        };
        return new Cell(mark + after, bad, cell.text("because"));
    }
}
