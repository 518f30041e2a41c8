package arelops.app.traffic.replay;

import arelops.app.traffic.replay.AnswerReader.Garbage;

/// The chunks of a body as they come (RFC 9112, 7.1). What is behind the last one is passed over.
final class ChunkedBody {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_TRAILER = 64 * 1024;
    private static final int MOST_DIGITS = 15;

    private State state = State.SIZE;
    private long left;
    private int digits;
    private int line;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        TRAILER,
        ENDED
    }

    /// Begins a new one.
    void begin() {
        size();
    }

    /// Whether its end has come.
    boolean ended() {
        return state == State.ENDED;
    }

    /// Passes over what is no data; how many bytes of data are next, of those that are here.
    int next(Incoming in) throws Garbage {
        while (!in.isEmpty() && state != State.ENDED) {
            if (state == State.DATA) {
                int count = (int) Math.min(left, in.left());
                left -= count;
                state = left == 0 ? State.AFTER_DATA : State.DATA;
                return count;
            }
            take(in.next());
        }
        return 0;
    }

    private void take(byte next) throws Garbage {
        if (++line > (state == State.TRAILER ? LONGEST_TRAILER : LONGEST_LINE)) {
            throw new Garbage("a line without an end");
        }
        switch (state) {
            case SIZE -> takeSize(next);
            case EXTENSION -> {
                if (next == '\n') {
                    sized();
                }
            }
            case AFTER_DATA -> {
                if (next == '\n') {
                    size();
                } else if (next != '\r') {
                    throw new Garbage("a chunk longer than it said");
                }
            }
            case TRAILER -> {
                if (next == '\n') {
                    state = digits == 0 ? State.ENDED : State.TRAILER;
                    digits = 0;
                } else if (next != '\r') {
                    digits = 1; // the line is not empty
                }
            }
            case DATA, ENDED -> throw new IllegalStateException("not a line");
        }
    }

    private void takeSize(byte next) throws Garbage {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            digits++;
        } else if (next == '\n') {
            sized();
        } else if (next == ';' || next == '\r' || next == ' ' || next == '\t') {
            state = digits > 0 || next == ';' || next == '\r' ? State.EXTENSION : State.SIZE;
        } else {
            throw new Garbage("no chunk's size");
        }
        if (digits > MOST_DIGITS) {
            throw new Garbage("a chunk too large");
        }
    }

    private void sized() throws Garbage {
        if (digits == 0) {
            throw new Garbage("no chunk's size");
        }
        state = left == 0 ? State.TRAILER : State.DATA;
        digits = 0;
        line = 0;
    }

    private void size() {
        state = State.SIZE;
        left = 0;
        digits = 0;
        line = 0;
    }
}
