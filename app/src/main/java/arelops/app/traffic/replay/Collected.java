package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Answer;
import arelops.app.traffic.replay.issued.IssuedValues;
import arelops.core.traffic.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An answer of which something is needed later: its head, and the beginning of its body.
final class Collected {
    private static final int ROOM = 1_024;
    private final boolean wantsBody;
    private final List<Answer.Header> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private int length;
    private boolean whole = true;

    Collected(boolean wantsBody) {
        this.wantsBody = wantsBody;
    }

    /// The head; of several the last one counts.
    void head(List<Answer.Header> said) {
        headers.clear();
        headers.addAll(said);
        length = 0;
        whole = true;
    }

    /// More of the body.
    void body(byte[] in, int from, int size) {
        if (!wantsBody || size == 0) {
            return;
        }
        int count = Math.min(size, IssuedValues.LARGEST - length);
        whole &= count == size;
        if (length + count > body.length) {
            body = Arrays.copyOf(
                    body, Math.max(length + count, Math.min(2 * body.length + ROOM, IssuedValues.LARGEST)));
        }
        System.arraycopy(in, from, body, length, count);
        length += count;
    }

    Answer answer() {
        return new Answer(headers, Bytes.owned(body, 0, length));
    }

    boolean isWhole() {
        return whole;
    }
}
