package arelops.core.change;

import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The TEST environment of a change, as its history has it.
///
/// @param up what runs, starts or ends
/// @param spent the head whose environment was ended while the change was open: it comes back when somebody asks, or
///     with other commits
/// @param asked when somebody asked for a new one last, and none was raised since
/// @param wishes how often somebody asked: each time it is built anew, as the build may be what failed
public record TestState(Optional<Raised> up, Optional<CommitId> spent, Optional<Instant> asked, int wishes) {
    static final TestState NONE = new TestState(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /// One that was raised.
    ///
    /// @param token the number of the entry that raised it, or ends it: what is sent to the target carries it
    /// @param tested the merge result that it is made of
    /// @param artifacts of each app: never those of a release
    public record Raised(
            long token, CommitId tested, SortedMap<AppName, Digest> artifacts, Instant since, Stage stage) {
        public Raised {
            artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        }

        Raised as(Stage other) {
            return new Raised(token, tested, artifacts, since, other);
        }
    }

    public enum Stage {
        STARTING,
        SERVES,
        /// Everything of it is to go.
        OVER
    }

    TestState raised(Raised other) {
        return new TestState(Optional.of(other), Optional.empty(), Optional.empty(), wishes);
    }

    TestState wanted(Instant at) {
        return new TestState(up, Optional.empty(), Optional.of(at), wishes + 1);
    }

    TestState serves() {
        return new TestState(up.map(one -> one.as(Stage.SERVES)), spent, asked, wishes);
    }

    TestState over(long token, Optional<CommitId> head) {
        return new TestState(
                up.map(one -> new Raised(token, one.tested(), one.artifacts(), one.since(), Stage.OVER)),
                head,
                asked,
                wishes);
    }

    TestState gone() {
        return new TestState(Optional.empty(), spent, asked, wishes);
    }
}
