package arelops.core.report;

/// One finding of an analysis.
///
/// @param id the rule or the weakness, the same from commit to commit: `no-unused-vars`, `CVE-2021-44228`
/// @param place the file or the dependency that it is in; empty where the report names none
/// @param line the line of the file; 0 where the report names none
public record Finding(Level level, String id, String place, long line) {
    public Finding {
        if (line < 0) {
            throw new IllegalArgumentException("a line is not below 0: " + line);
        }
    }

    /// What stays the same when other lines of its file change.
    String stable() {
        return id + "\n" + place;
    }

    @Override
    public String toString() {
        return id + (place.isEmpty() ? "" : " in " + place) + (line == 0 ? "" : ":" + line);
    }
}
