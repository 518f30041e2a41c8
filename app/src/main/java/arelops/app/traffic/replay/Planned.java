package arelops.app.traffic.replay;

/// A request with its time.
///
/// @param number of this send in its replay
/// @param due when it is to be sent, in nanoseconds since the replay began
/// @param end when its answer came by the recording, on the same scale; [#NEVER] if none did
record Planned(long number, long due, long end, SessionKey session, Outgoing request) {
    /// Later than everything.
    static final long NEVER = Long.MAX_VALUE;
}
