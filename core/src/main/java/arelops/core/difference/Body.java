package arelops.core.difference;

import arelops.core.traffic.Bytes;

/// What is known of an answer's body.
public sealed interface Body {
    /// All of it, without content coding.
    record Whole(Bytes bytes) implements Body {}

    /// It was too long to be kept.
    ///
    /// @param digest of all of it
    record Digested(String digest, long length) implements Body {}
}
