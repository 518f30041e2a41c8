package arelops.app.traffic.replay;

/// What a session's request waits for. Sessions never wait for each other.
public enum Order {
    /// For the answers that it came after in the recording, and then for the recorded think time.
    CAUSAL,
    /// For its time alone.
    STRICT
}
