package arelops.app.traffic;

import java.util.Set;

/// Work that sends recorded traffic for the line, each piece by its name once.
public interface LineTraffic extends AutoCloseable {
    /// The names of what is sent now, or waits for its turn.
    Set<String> underWay();

    /// Ends one that is under way: nothing more is sent, and nothing is known of it any more. Others go on.
    void cancel(String id);

    /// Ends all of them: what is under way comes to nothing.
    @Override
    void close();
}
