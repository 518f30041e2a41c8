package arelops.core.change;

import java.util.Optional;

/// What comes of one ref of a push.
public sealed interface PushVerdict {
    String ref();

    /// The ref may change.
    record Allowed(String ref) implements PushVerdict {}

    /// The push creates trunk, which the first look then adopts.
    record FirstTrunk(String ref) implements PushVerdict {}

    /// No ref changes: what was pushed is proposed for trunk.
    record Proposed(String ref, Optional<String> topic) implements PushVerdict {}

    /// A rule says no.
    ///
    /// @param because one sentence without its full stop
    /// @param instead what to do, one line
    record Refused(String ref, String because, String instead) implements PushVerdict {}

    /// It might have been done, but another ref of the same push was refused.
    record HeldBack(String ref, String because) implements PushVerdict {}
}
