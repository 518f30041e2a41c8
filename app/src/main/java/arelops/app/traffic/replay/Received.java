package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Answer;
import arelops.core.traffic.Bytes;
import java.util.List;

/// A whole answer.
///
/// @param number of the send in its replay
/// @param request as it was sent
/// @param headers in their order
/// @param body its beginning, of [#LARGEST] bytes at most, without transfer coding
/// @param length of all of the body
/// @param digest SHA-256 of all of the body in hexadecimal, if it is longer than what is kept
public record Received(
        long number, Bytes request, int status, List<Answer.Header> headers, Bytes body, long length, String digest) {
    /// What is kept of a body.
    public static final int LARGEST = 256 * 1024;

    /// Copies.
    public Received {
        headers = List.copyOf(headers);
    }

    /// Whether all of the body is there.
    public boolean isWhole() {
        return length == body.length();
    }
}
