package arelops.app.traffic.replay;

/// Why a request that was sent has no answer.
public enum Failure {
    /// Nothing listens there.
    REFUSED,
    /// No way there.
    UNREACHABLE,
    /// The target's name has no address.
    UNKNOWN_HOST,
    /// The connection broke.
    RESET,
    /// The connection was closed in good order before the answer's end.
    CLOSED_EARLY,
    /// What came is not HTTP, or beyond all limits.
    GARBAGE,
    /// No whole answer within the patience.
    TIMEOUT,
    /// No port or file handle was left on this machine: not the app's fault.
    OWN_LIMIT
}
