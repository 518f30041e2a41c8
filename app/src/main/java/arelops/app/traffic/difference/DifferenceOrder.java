package arelops.app.traffic.difference;

import java.util.Set;

/// What is to be sent where, to compare the answers.
///
/// @param recording the beginning of the name of the recordings of which the newest is sent
/// @param ignore places that are not compared, beside those that never are
public record DifferenceOrder(String recording, ThreeTargets targets, Set<String> ignore) {
    /// Copies.
    public DifferenceOrder {
        ignore = Set.copyOf(ignore);
    }
}
