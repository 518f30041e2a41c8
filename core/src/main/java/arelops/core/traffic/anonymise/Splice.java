package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;

/// A copy of bytes in which some runs are replaced; all others are copied as they are.
final class Splice implements Sink {
    private final Output out = new Output();
    private byte[] in = new byte[0];
    private int copied;
    private int end;
    private boolean changed;

    void start(byte[] source, int from, int to) {
        in = source;
        copied = from;
        end = to;
        changed = false;
        out.clear();
    }

    @Override
    public void replace(int from, int to, Output by) {
        replace(from, to, by.bytes(), 0, by.length());
    }

    void replace(int from, int to, byte[] by, int byFrom, int byTo) {
        out.put(in, copied, from);
        out.put(by, byFrom, byTo);
        copied = to;
        changed = true;
    }

    void remove(int from, int to) {
        replace(Math.max(from, copied), to, in, 0, 0);
    }

    boolean changed() {
        return changed;
    }

    /// Forgets what was written.
    void wipe() {
        start(new byte[0], 0, 0);
        out.wipe();
    }

    /// All of it; to be read before the next start.
    Output finish() {
        out.put(in, copied, end);
        copied = end;
        return out;
    }

    Bytes finished() {
        Output all = finish();
        return Bytes.owned(all.copy(), 0, all.length());
    }
}
