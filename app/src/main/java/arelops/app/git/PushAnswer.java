package arelops.app.git;

import java.util.Optional;

/// What came of a push. Only `Done` says that every ref moved; `Stale` and `Refused` say that none did.
public sealed interface PushAnswer {
    /// Every ref has its new value.
    record Done() implements PushAnswer {}

    /// The compare-and-swap was lost: `ref` is at `actual` (absent: it does not exist). Look and decide again.
    record Stale(String ref, Optional<ObjectId> actual) implements PushAnswer {}

    /// The server answered, and refuses (a hook, a protected ref, a lock that stays).
    record Refused(String ref, String reason) implements PushAnswer {}

    /// The commands were sent and no trustworthy answer came: all, some or none of the refs moved. Look again.
    record Unanswered(String because) implements PushAnswer {}
}
