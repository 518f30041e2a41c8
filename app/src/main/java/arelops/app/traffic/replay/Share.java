package arelops.app.traffic.replay;

import arelops.core.traffic.SessionId;

/// The part of all sessions that one of several workers sends; with all copies, and always the same.
///
/// @param worker from 0
public record Share(int worker, int workers) {
    /// Checks that it is one of them.
    public Share {
        if (workers < 1 || worker < 0 || worker >= workers) {
            throw new IllegalArgumentException("worker " + worker + " of " + workers);
        }
    }

    /// All of them.
    public static Share all() {
        return new Share(0, 1);
    }

    /// Whether a session is in it.
    boolean has(SessionId session) {
        int hash = session.value().hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ (hash >>> 15), workers) == worker;
    }
}
