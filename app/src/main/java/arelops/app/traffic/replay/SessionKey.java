package arelops.app.traffic.replay;

import arelops.core.traffic.SessionId;

/// A session that is replayed: a recorded one, or a copy of it. Asked for its hash some times for each request, so it
/// keeps it.
final class SessionKey {
    private final SessionId session;
    private final int copy;
    private final int hash;

    /// @param copy 0 for the first
    SessionKey(SessionId session, int copy) {
        this.session = session;
        this.copy = copy;
        hash = session.value().hashCode() * 31 + copy;
    }

    SessionId session() {
        return session;
    }

    /// 0 for the first.
    int copy() {
        return copy;
    }

    /// Which of so many loops it belongs to, always the same.
    int loop(int loops) {
        return loops == 1 ? 0 : part(hash * 0x9E3779B9, loops);
    }

    /// Which of so many instances it is sent to, always the same; no loop has all sessions of one.
    int instance(int instances) {
        return instances == 1 ? 0 : part((hash ^ 0x2545F491) * 0x85EBCA6B, instances);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKey key && hash == key.hash && copy == key.copy && session.equals(key.session);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return session + "/" + copy;
    }

    private static int part(int hash, int parts) {
        return Math.floorMod(hash ^ (hash >>> 16), parts);
    }
}
