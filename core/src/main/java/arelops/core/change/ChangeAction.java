package arelops.core.change;

import arelops.core.change.ChangeEvent.OnTop;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.queue.Step;
import arelops.core.release.Action;
import arelops.core.release.Job;
import java.util.List;

/// One effect for a change.
public sealed interface ChangeAction {
    /// Whether it changes what the decisions about other changes rest on: a look performs one such act.
    default boolean concernsOthers() {
        return switch (this) {
            case Land _ -> true;
            case Append append -> append.event() instanceof ChangeEvent.TestRaised;
            case Try _, Run _, OnTarget _, ServeTest _, EndTest _, TestGone _ -> false;
        };
    }

    /// Record that this happened, if the change still stands where the decision read it.
    record Append(ChangeNumber change, ChangeEvent event) implements ChangeAction {}

    /// Merge the change onto this commit and these heads, and record what came of it, to be checked.
    record Try(ChangeNumber change, CommitId base, List<OnTop> on) implements ChangeAction {
        public Try {
            on = List.copyOf(on);
        }
    }

    /// Start this job; one that is known already is left alone.
    record Run(Job job) implements ChangeAction {}

    /// Have the target do this for the change's TEST environment.
    record OnTarget(Action action) implements ChangeAction {}

    /// Record that TEST serves, and move its tag there, in one push.
    record ServeTest(ChangeNumber change) implements ChangeAction {}

    /// Record that TEST is to end, and remove its tag, in one push.
    record EndTest(ChangeNumber change) implements ChangeAction {}

    /// Give the slots of a TEST environment back that runs nothing any more, and record that it is gone.
    record TestGone(ChangeNumber change, long token, List<Slot> slots) implements ChangeAction {
        public TestGone {
            slots = List.copyOf(slots);
        }
    }

    /// Move trunk to the merge result that was tested. Only the decision makes one, after every gate let the change
    /// through: what lands without is not ours.
    final class Land implements ChangeAction {
        private final ChangeNumber change;
        private final Trial trial;
        private final Step.Manner manner;

        Land(ChangeNumber change, Trial trial, Step.Manner manner) {
            this.change = change;
            this.trial = trial;
            this.manner = manner;
        }

        /// Whether the tested commit itself lands, or a merge that must be proven equal.
        public Step.Manner manner() {
            return manner;
        }

        public ChangeNumber change() {
            return change;
        }

        public Trial trial() {
            return trial;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Land land && change.equals(land.change) && trial.equals(land.trial);
        }

        @Override
        public int hashCode() {
            return 31 * change.hashCode() + trial.hashCode();
        }

        @Override
        public String toString() {
            return "Land[" + change + ", " + trial + "]";
        }
    }
}
