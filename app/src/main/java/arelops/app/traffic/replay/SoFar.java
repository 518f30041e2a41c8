package arelops.app.traffic.replay;

/// What a replay has done until a moment ago.
///
/// @param failed requests without an answer, and those that were answered with 5xx
/// @param late how late the sender was with 99 of 100, in nanoseconds; of its slowest loop
public record SoFar(long sent, long failed, long late) {
    /// Nothing yet.
    public static final SoFar NOTHING = new SoFar(0, 0, 0);

    /// Both together.
    public SoFar plus(SoFar other) {
        return new SoFar(sent + other.sent, failed + other.failed, Math.max(late, other.late));
    }
}
