package arelops.app.traffic.validate;

import arelops.app.traffic.LineTraffic;

/// Tries alarms, each by its name once.
public interface AlarmTests extends LineTraffic {
    /// Begins one; one that is under way or done goes on as it is, one that broke is begun again.
    void start(String id, AlarmOrder order);

    /// How it stands.
    AlarmState observe(String id);
}
