package arelops.core.difference;

/// How much is kept at most.
///
/// @param routes with places of their own; the rest share one
/// @param places of all routes; differences at others are counted only together
public record Room(int routes, int places) {
    /// Checks that there is some.
    public Room {
        if (routes < 1 || places < 1) {
            throw new IllegalArgumentException("room for " + routes + " routes and " + places + " places");
        }
    }

    /// What fits into 64 MiB.
    public static Room standard() {
        return new Room(256, 8_192);
    }
}
