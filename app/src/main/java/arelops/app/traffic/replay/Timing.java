package arelops.app.traffic.replay;

/// How long things took.
///
/// A whole answer counts to its last byte. A timeout counts with the time until then, since its
/// answer took at least as long; other failures count nowhere here.
///
/// @param intended from when a request should have been sent to its answer: with what the sender was
/// late, and what it waited for a connection; without what it had to wait for earlier answers of its
/// session
/// @param actual from when it was sent, or its connection was begun
/// @param lateness from when it should have been sent to then, of those that found a connection free
/// @param blocked the same of those that did not
/// @param causal from when it was due by the schedule to when it should be sent, having waited for
/// earlier answers of its session; of those that did
public record Timing(Latencies intended, Latencies actual, Latencies lateness, Latencies blocked, Latencies causal) {
    /// Of both.
    public Timing merge(Timing other) {
        return new Timing(
                intended.merge(other.intended),
                actual.merge(other.actual),
                lateness.merge(other.lateness),
                blocked.merge(other.blocked),
                causal.merge(other.causal));
    }
}
