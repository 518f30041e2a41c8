package arelops.core.traffic.anonymise;

import java.util.Map;

/// What a leak scan found. It names rules, never values.
///
/// @param bytes how many were scanned, unpacked and decoded ones too; of a line that came again itself alone
/// @param held how many originals were looked for
/// @param refused how many originals found no room in the vault, and so could not be looked for
/// @param missed how often an original of each rule or detector was found
/// @param planted how many values of planted persons were looked for
/// @param plantedFound what of planted persons was found, and how often
/// @param byChance numbers of 6 to 10 digits that are somebody's original, but not more of them than
/// chance explains
public record LeakReport(
        long bytes,
        long held,
        long refused,
        Map<String, Long> missed,
        int planted,
        Map<String, Long> plantedFound,
        long byChance) {
    /// Copies the maps.
    public LeakReport {
        missed = Map.copyOf(missed);
        plantedFound = Map.copyOf(plantedFound);
    }

    /// Whether what was scanned may be kept.
    public boolean isClean() {
        return missed.isEmpty() && plantedFound.isEmpty() && refused == 0;
    }
}
