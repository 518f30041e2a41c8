package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.core.difference.Aspect;
import java.util.List;
import java.util.Locale;

/// Places that a release answers differently, as a table.
///
/// @param more those that are not in it
public record DifferenceTable(List<Row> rows, long more) {
    private static final int MOST = 20;

    /// A place.
    ///
    /// @param found at how many requests of those that were compared
    /// @param noise at how many stable differs from itself
    /// @param example what stable answers, and what the release does
    public record Row(String route, String place, String kind, String found, String noise, String example) {}

    /// Of an answer's comparison.
    public static DifferenceTable of(Doc differences) {
        List<Row> rows = differences.list("places").stream()
                .limit(MOST)
                .map(DifferenceTable::row)
                .toList();
        return new DifferenceTable(rows, rows.isEmpty() ? 0 : differences.number("found") - rows.size());
    }

    private static Row row(Doc place) {
        return new Row(
                place.text("route"),
                place.text("place"),
                Aspect.valueOf(place.text("kind").toUpperCase(Locale.ROOT)).words(),
                String.format(Locale.ROOT, "%,d of %,d", place.number("differing"), place.number("compared")),
                String.format(Locale.ROOT, "%,d", place.number("noise")),
                place.list("examples").stream()
                        .findFirst()
                        .map(DifferenceTable::example)
                        .orElse(""));
    }

    private static String example(Doc example) {
        return shown(example.text("stable")) + " → " + shown(example.text("release"));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
