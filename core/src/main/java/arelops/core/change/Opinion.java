package arelops.core.change;

import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.time.Instant;
import java.util.Optional;

/// What a person said about one head of a change.
///
/// @param as the role of the person at that time
/// @param on the head that the person saw
/// @param withdrawn when the person took it back; then it is as if it had never been said
public record Opinion(PersonName by, Role as, Kind kind, Head on, Instant at, Optional<Instant> withdrawn) {
    /// What was said.
    public enum Kind {
        APPROVES,
        ASKS_FOR_CHANGES
    }

    public static Opinion approval(PersonName by, Role as, Head on, Instant at) {
        return new Opinion(by, as, Kind.APPROVES, on, at, Optional.empty());
    }

    public static Opinion request(PersonName by, Role as, Head on, Instant at) {
        return new Opinion(by, as, Kind.ASKS_FOR_CHANGES, on, at, Optional.empty());
    }

    public Opinion withdrawn(Instant when) {
        return new Opinion(by, as, kind, on, at, Optional.of(when));
    }

    boolean approves() {
        return kind == Kind.APPROVES && withdrawn.isEmpty();
    }

    boolean asksForChanges() {
        return kind == Kind.ASKS_FOR_CHANGES && withdrawn.isEmpty();
    }
}
