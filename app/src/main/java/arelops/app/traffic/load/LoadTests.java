package arelops.app.traffic.load;

import arelops.app.traffic.LineTraffic;

/// Performs load tests, each by its name once.
public interface LoadTests extends LineTraffic {
    /// Begins one; one that is under way or done goes on as it is, one that broke is begun again.
    void start(String id, LoadOrder order);

    /// How it stands.
    LoadState observe(String id);
}
