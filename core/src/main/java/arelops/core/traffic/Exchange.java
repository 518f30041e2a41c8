package arelops.core.traffic;

import java.util.Optional;

/// A request and its answer as the router saw them.
///
/// @param session whose order replay keeps
/// @param offset when the request's first byte arrived, in nanoseconds since the recording began
/// @param duration from there to the answer's last byte, in nanoseconds
/// @param response nothing if none came
public record Exchange(
        SessionId session, long offset, long duration, HttpMessage request, Optional<HttpMessage> response) {
    /// Checks that time goes on.
    public Exchange {
        if (offset < 0 || duration < 0) {
            throw new IllegalArgumentException("an exchange at " + offset + " ns that took " + duration + " ns");
        }
    }

    /// The same one with other messages.
    public Exchange with(HttpMessage otherRequest, Optional<HttpMessage> otherResponse) {
        return new Exchange(session, offset, duration, otherRequest, otherResponse);
    }
}
