package arelops.app.traffic.validate;

/// Tries alarms, each by its name once.
public interface AlarmTests extends AutoCloseable {
    /// Begins one; one that is under way or done goes on as it is, one that broke is begun again.
    void start(String id, AlarmOrder order);

    /// How it stands.
    AlarmState observe(String id);

    /// Ends all of them: what is under way comes to nothing.
    @Override
    void close();
}
