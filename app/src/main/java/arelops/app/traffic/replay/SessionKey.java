package arelops.app.traffic.replay;

import arelops.core.traffic.SessionId;

/// A session that is replayed: a recorded one, or a copy of it.
///
/// @param copy 0 for the first
record SessionKey(SessionId session, int copy) {
    /// Which of so many loops it belongs to, always the same.
    int loop(int loops) {
        int hash = hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ (hash >>> 16), loops);
    }
}
