package arelops.app.traffic.replay;

/// When the sends were, in nanoseconds since the replay began.
///
/// @param firstDue when the first was due by the schedule
/// @param lastDue when the last was
/// @param lastReady when the last one should be sent, having waited for the answers before it
/// @param lastSent when the last one was sent
public record Span(long firstDue, long lastDue, long lastReady, long firstSent, long lastSent) {
    /// Nothing was sent.
    public static final Span NONE = new Span(Long.MAX_VALUE, 0, 0, Long.MAX_VALUE, 0);

    /// The time that the sends took, over the time that they should take: 1 is exact. What the app made
    /// wait is in both.
    public double stretch() {
        return ratio(lastSent - firstSent, lastReady - firstDue);
    }

    /// The same against the schedule alone, so with what the app made wait.
    public double behind() {
        return ratio(lastSent - firstSent, lastDue - firstDue);
    }

    /// By how much they took longer than the schedule, in nanoseconds.
    public long lag() {
        return Math.max(0, lastSent - firstSent - (lastDue - firstDue));
    }

    /// By how much they took longer than they should, in nanoseconds.
    public long overrun() {
        return Math.max(0, lastSent - firstSent - (lastReady - firstDue));
    }

    /// Of both; workers begin at the same time.
    public Span merge(Span other) {
        return new Span(
                Math.min(firstDue, other.firstDue),
                Math.max(lastDue, other.lastDue),
                Math.max(lastReady, other.lastReady),
                Math.min(firstSent, other.firstSent),
                Math.max(lastSent, other.lastSent));
    }

    private static double ratio(long actual, long wanted) {
        return wanted <= 0 ? 1 : (double) Math.max(0, actual) / wanted;
    }
}
