package arelops.app.traffic.difference;

import arelops.app.traffic.LineTraffic;

/// Compares answers, each time by its name once.
public interface DifferenceTests extends LineTraffic {
    /// Begins one; one that is under way or done goes on as it is, one that broke is begun again.
    void start(String id, DifferenceOrder order);

    /// How it stands.
    DifferenceState observe(String id);
}
