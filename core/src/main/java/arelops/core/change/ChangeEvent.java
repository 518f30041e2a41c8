package arelops.core.change;

import arelops.core.evidence.Fact;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.release.Role;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Something that happened to a change. Who did it, when and why is in its [ChangeEntry].
public sealed interface ChangeEvent {
    /// It was proposed.
    record Opened(ChangeNumber number, Source source, Words words, Head head) implements ChangeEvent {}

    /// Other commits were pushed.
    record HeadMoved(Head head) implements ChangeEvent {}

    /// Title, description, draft or labels are others now.
    record Reworded(Words words) implements ChangeEvent {}

    record Commented(String text) implements ChangeEvent {}

    /// A person said what they think of exactly this head.
    ///
    /// @param as the role that the person had
    record Reviewed(Verdict verdict, Head head, Role as, String text) implements ChangeEvent {}

    /// A person tried the change in TEST, and it works (GATE-3).
    record SignedOff(SignOff.Trade as, CommitId head) implements ChangeEvent {}

    /// A person lets the commands of a stranger's change run, for exactly this head (REL-5).
    record RunAllowed(CommitId head) implements ChangeEvent {}

    /// It waits for its turn to land, which comes while it is ready.
    record Queued(boolean urgent) implements ChangeEvent {}

    /// The queue put this head out. It comes back with other commits, or when a person asks.
    record Ejected(CommitId head) implements ChangeEvent {}

    /// A merge result was made, to be checked.
    record Tried(Trial trial) implements ChangeEvent {}

    /// There is no such merge result: the change does not fit onto those that are to land before it.
    record Conflicted(CommitId base, List<OnTop> on, List<String> paths) implements ChangeEvent {
        public Conflicted {
            on = List.copyOf(on);
            paths = List.copyOf(paths);
        }
    }

    /// What was tested must not land: the files of the landing commit were not the tested ones.
    record Voided(CommitId tested) implements ChangeEvent {}

    /// A check of a merge result gave a result.
    ///
    /// @param report the digest of what was read of its report, where one is declared
    record Checked(CommitId tested, String check, Fact.Outcome outcome, int attempt, Optional<Digest> report)
            implements ChangeEvent {
        public Checked(CommitId tested, String check, Fact.Outcome outcome, int attempt) {
            this(tested, check, outcome, attempt, Optional.empty());
        }
    }

    /// Somebody asked for a new TEST environment, on trunk as it is now.
    record TestWanted() implements ChangeEvent {}

    /// TEST is about to run these artifacts. The entry's number is the fencing token.
    record TestRaised(CommitId tested, SortedMap<AppName, Digest> artifacts) implements ChangeEvent {
        public TestRaised {
            artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        }
    }

    /// TEST serves, and its tag was moved in the same push.
    record TestServes(CommitId tested) implements ChangeEvent {}

    /// TEST is to end; its tag was removed in the same push. The entry's number is the fencing token.
    record TestOver() implements ChangeEvent {}

    /// Nothing of TEST is left.
    record TestGone() implements ChangeEvent {}

    record Closed() implements ChangeEvent {}

    record Reopened() implements ChangeEvent {}

    /// It is on trunk, as this commit.
    record Landed(CommitId commit, CommitId tested) implements ChangeEvent {}

    /// Where a change comes from.
    ///
    /// @param branch the branch that is followed; empty for one that was pushed once, by a magic ref or a revert
    /// @param topic the name under which a person pushes it again and again, without a branch
    /// @param reverts the trunk commit of which it is the exact inverse
    record Source(Optional<String> branch, Optional<String> topic, Optional<CommitId> reverts) {
        public static final Source NONE = new Source(Optional.empty(), Optional.empty());

        public Source(Optional<String> branch, Optional<CommitId> reverts) {
            this(branch, Optional.empty(), reverts);
        }
    }

    /// What people read.
    ///
    /// @param draft the author does not want it to land yet
    record Words(String title, String description, boolean draft, List<String> labels) {
        public Words {
            labels = List.copyOf(new TreeSet<>(labels));
        }

        /// A title made of the subject of a commit, whatever is in that.
        public static String title(String subject) {
            String line = ChangeTexts.line(subject);
            String whole = line.isEmpty() ? "(a commit without a subject)" : line;
            return whole.codePointCount(0, whole.length()) > ChangeTexts.LONGEST_TITLE
                    ? whole.substring(0, whole.offsetByCodePoints(0, ChangeTexts.LONGEST_TITLE - 1)) + "…"
                    : whole;
        }

        public Words asDraft(boolean other) {
            return new Words(title, description, other, labels);
        }
    }

    /// A merge result: trunk at `base`, then the heads of the changes that are to land before, then the
    /// change's own.
    ///
    /// @param onto its first parent: `base`, or the merge result of the last of `on`
    record Trial(CommitId tested, CommitId onto, CommitId base, List<OnTop> on) {
        public Trial {
            on = List.copyOf(on);
        }
    }

    /// A change that a trial expects to land before.
    record OnTop(ChangeNumber change, CommitId head) {}

    enum Verdict {
        APPROVED,
        CHANGES_REQUESTED,
        /// What the person said before does not hold any more.
        WITHDRAWN
    }
}
