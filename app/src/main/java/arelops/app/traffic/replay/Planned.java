package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Ties;

/// A request with its time.
///
/// @param number of this send in its replay
/// @param due when it is to be sent, in nanoseconds since the replay began
/// @param end when its answer came by the recording, on the same scale; [#NEVER] if none did
/// @param request as recorded
/// @param ties to earlier answers of its session, and later requests
record Planned(long number, long due, long end, SessionKey session, Outgoing request, Ties ties) {
    /// Later than everything.
    static final long NEVER = Long.MAX_VALUE;

    Planned(long number, long due, long end, SessionKey session, Outgoing request) {
        this(number, due, end, session, request, Ties.NONE);
    }
}
