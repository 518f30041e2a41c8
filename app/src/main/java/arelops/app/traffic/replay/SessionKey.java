package arelops.app.traffic.replay;

import arelops.core.traffic.SessionId;

/// A session that is replayed: a recorded one, or a copy of it.
///
/// @param copy 0 for the first
record SessionKey(SessionId session, int copy) {
    /// Which of so many loops it belongs to, always the same.
    int loop(int loops) {
        return part(hashCode() * 0x9E3779B9, loops);
    }

    /// Which of so many instances it is sent to, always the same; no loop has all sessions of one.
    int instance(int instances) {
        return part((hashCode() ^ 0x2545F491) * 0x85EBCA6B, instances);
    }

    private static int part(int hash, int parts) {
        return Math.floorMod(hash ^ (hash >>> 16), parts);
    }
}
