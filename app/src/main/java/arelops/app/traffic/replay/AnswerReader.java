package arelops.app.traffic.replay;

/// Reads answers as far as a sender has to: where each ends (RFC 9112, 6.3), its status, and whether its connection
/// stays. Bodies are given away in the parts in which they come.
final class AnswerReader {
    private final Listener listener;
    private final AnswerHead head = new AnswerHead();
    private final ChunkedBody chunks = new ChunkedBody();
    private State state = State.HEAD;
    private boolean toHead;
    private long left;

    private enum State {
        HEAD,
        LENGTH,
        CHUNKS,
        UNTIL_CLOSED
    }

    /// What is told of an answer.
    interface Listener {
        /// Its head has come; of several, as of 100 and 200, the last one counts.
        void head(AnswerHead head);

        /// More of its body, from where these are read to this many bytes on.
        void body(Incoming in, int length);

        /// All of it has come.
        ///
        /// @param more whether there is more than it
        void end(boolean more);
    }

    /// Bytes that are no answer.
    static final class Garbage extends Exception {
        private static final long serialVersionUID = 1L;

        Garbage(String what) {
            super(what, null, false, false);
        }
    }

    AnswerReader(Listener listener) {
        this.listener = listener;
    }

    /// The next answer is to this request.
    void expect(Outgoing request) {
        toHead = request.head();
        begin();
    }

    /// Reads until the end of an answer, or of the bytes; the former if some are left.
    void read(Incoming in) throws Garbage {
        boolean ended = false;
        while (!ended && !in.isEmpty()) {
            ended = switch (state) {
                case HEAD -> head.read(in) && headEnds();
                case LENGTH -> {
                    left -= give(in, Math.min(left, in.left()));
                    yield left == 0;
                }
                case CHUNKS -> {
                    give(in, chunks.next(in));
                    yield chunks.ended();
                }
                case UNTIL_CLOSED -> {
                    give(in, in.left());
                    yield false;
                }
            };
        }
        if (ended) {
            begin();
            listener.end(!in.isEmpty());
        }
    }

    /// Whether it is the connection's end that ends the answer, of which the head has come.
    boolean endsWithConnection() {
        return state == State.UNTIL_CLOSED;
    }

    private void begin() {
        head.clear();
        state = State.HEAD;
    }

    /// Whether the answer ends with its head.
    private boolean headEnds() throws Garbage {
        head.parse();
        listener.head(head);
        if (head.isInterim()) {
            begin();
            return false;
        }
        if (toHead || head.isBodiless() || (!head.isChunked() && head.length() == 0)) {
            return true;
        }
        if (head.isChunked()) {
            state = State.CHUNKS;
            chunks.begin();
        } else {
            left = head.length();
            state = left > 0 ? State.LENGTH : State.UNTIL_CLOSED;
        }
        return false;
    }

    private int give(Incoming in, long length) {
        if (length > 0) {
            listener.body(in, (int) length);
            in.skip((int) length);
        }
        return (int) length;
    }
}
