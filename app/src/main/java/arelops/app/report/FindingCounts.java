package arelops.app.report;

import arelops.core.report.Finding;
import arelops.core.report.Findings;
import arelops.core.report.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts findings by level, and keeps the first of each level to be named.
final class FindingCounts {
    private final Names names;
    private final SortedMap<Level, Long> levels = new TreeMap<>();
    private final Map<Level, List<Finding>> first = new EnumMap<>(Level.class);
    private long suppressed;

    FindingCounts(Names names) {
        this.names = names;
    }

    void found(Level level, String id, String place, int line) {
        levels.merge(level, 1L, Long::sum);
        List<Finding> kept = first.computeIfAbsent(level, _ -> new ArrayList<>());
        if (kept.size() < Findings.LISTED) {
            String shown = names.shown(id);
            kept.add(new Finding(level, shown.isEmpty() ? "(without a name)" : shown, names.shown(place), line));
        }
    }

    void suppressed() {
        suppressed++;
    }

    Findings.Found sum() {
        List<Finding> listed = levels.reversed().keySet().stream()
                .flatMap(level -> first.getOrDefault(level, List.of()).stream())
                .limit(Findings.LISTED)
                .toList();
        return new Findings.Found(levels, suppressed, listed);
    }
}
