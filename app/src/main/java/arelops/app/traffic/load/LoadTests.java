package arelops.app.traffic.load;

/// Performs load tests, each by its name once.
public interface LoadTests extends AutoCloseable {
    /// Begins one; one that is under way or done goes on as it is, one that broke is begun again.
    void start(String id, LoadOrder order);

    /// How it stands.
    LoadState observe(String id);

    /// Ends all of them: what is under way comes to nothing.
    @Override
    void close();
}
