package arelops.core.difference;

import java.util.List;

/// What was compared, and what was found.
///
/// @param findings those that differ most often first
public record DifferenceReport(Compared compared, List<Finding> findings) {
    /// With fewer requests no difference can be told from chance: seven fair coins all show heads
    /// once in 128 times.
    public static final int FEWEST = 7;

    /// Copies.
    public DifferenceReport {
        findings = List.copyOf(findings);
    }

    /// How much was compared.
    ///
    /// @param pairs requests that all three answered
    /// @param routes kinds of them
    /// @param places of all routes that ever differed, in each way
    /// @param otherRoute requests of routes that had no room for places of their own
    /// @param withoutRoom differences at places that had no room: they were not counted
    public record Compared(long pairs, int routes, int places, long otherRoute, long withoutRoom) {}

    /// Whether there was enough to say anything.
    public boolean conclusive() {
        return compared.pairs() >= FEWEST;
    }
}
