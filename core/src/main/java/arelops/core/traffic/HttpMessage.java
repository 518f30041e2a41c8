package arelops.core.traffic;

/// A request or an answer as it was on the wire.
///
/// @param head from the first byte of the start line to the empty line, which is part of it
/// @param body without transfer coding (a chunked body is put together, see [Chunked]), with content
/// coding as sent
/// @param length how many bytes the body had, which `body` has only if it is whole and was not
/// anonymised
public record HttpMessage(Bytes head, Bytes body, long length, Extent extent) {
    /// Checks that no more is there than was.
    public HttpMessage {
        if (length < 0) {
            throw new IllegalArgumentException("a length of " + length);
        }
    }

    /// One whose body is whole.
    public static HttpMessage whole(Bytes head, Bytes body) {
        return new HttpMessage(head, body, body.length(), Extent.WHOLE);
    }
}
