package arelops.core.evidence;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the ledger says of one slot.
///
/// @param serving what its tag names; empty before the first release
/// @param intent a move that is declared and not yet done
/// @param attempt the release that is on its way in, from its intent to one of the four endings
/// @param standing how each release stands here: settled, barred, waiting
/// @param guard what keeps the automation from promoting: hold, drift, a return that is owed
/// @param tokens the newest intent's token, and the deployments that served before
public record SlotState(
        Optional<Serving> serving,
        Optional<OpenIntent> intent,
        Optional<Attempt> attempt,
        Standing standing,
        Guard guard,
        Tokens tokens) {
    public static final SlotState EMPTY =
            new SlotState(Optional.empty(), Optional.empty(), Optional.empty(), Standing.NEW, Guard.NONE, Tokens.NONE);

    /// What an environment runs for everyone.
    ///
    /// @param release empty for a commit that a person adopted without an artifact of ours
    /// @param deployment the token under which it was deployed; 0 where that was not us
    public record Serving(CommitId commit, Optional<Release> release, long deployment, boolean settled, Instant since) {
        Serving asSettled(boolean now) {
            return new Serving(commit, release, deployment, now, since);
        }
    }

    /// A declared move; `token` is the sequence number of its entry.
    public record OpenIntent(
            long token, Fact.Purpose purpose, Optional<Release> to, String controller, Instant since) {}

    /// A release on its way into the slot.
    ///
    /// @param moved whether it serves already (then it is on trial)
    /// @param results what its checks said, oldest first
    /// @param beside what it is compared with
    public record Attempt(
            Release release, long token, boolean moved, List<Result> results, Beside beside, Instant since) {
        public Attempt {
            results = List.copyOf(results);
        }

        public Optional<CanaryRun> canary() {
            return beside.canary;
        }

        public Optional<Remaining> remaining() {
            return beside.remaining;
        }

        public Optional<Control> control() {
            return beside.control;
        }

        /// The results of one check, oldest first.
        public List<Result> of(String check) {
            return results.stream()
                    .filter(result -> result.check().equals(check))
                    .toList();
        }

        /// It serves now; the baseline that its canary was compared with may go on beside it.
        Attempt asMoved() {
            Optional<Remaining> remaining = beside.canary
                    .filter(run -> run.hasOwnBaseline() && run.isOver())
                    .map(run -> new Remaining(run.arms().stable(), run.arms().baseline()));
            Beside kept = new Beside(Optional.empty(), remaining, Optional.empty());
            return new Attempt(release, token, true, results, kept, since);
        }

        /// A control has a share of its own.
        Attempt controlledBy(Control control) {
            Beside changed = new Beside(beside.canary, Optional.empty(), Optional.of(control));
            return new Attempt(release, token, moved, results, changed, since);
        }

        Attempt with(Result result) {
            return new Attempt(
                    release,
                    token,
                    moved,
                    Stream.concat(results.stream(), Stream.of(result)).toList(),
                    beside,
                    since);
        }

        Attempt withControl(Optional<Control> other) {
            return new Attempt(
                    release, token, moved, results, new Beside(beside.canary, beside.remaining, other), since);
        }

        Attempt withCanary(Optional<CanaryRun> other) {
            return new Attempt(
                    release, token, moved, results, new Beside(other, beside.remaining, beside.control), since);
        }
    }

    /// What a release on its way is compared with.
    ///
    /// @param canary before it serves: its canary
    /// @param remaining when it serves: the baseline of its canary, which goes on through the soak
    /// @param control when it serves: the comparison with stable that a crossed threshold began, and
    ///     no `resume` closed
    public record Beside(Optional<CanaryRun> canary, Optional<Remaining> remaining, Optional<Control> control) {
        public static final Beside NOTHING = new Beside(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What stable keeps while the next release soaks, to compare with (PRO-4).
    public record Remaining(Release stable, long deployment) {}

    /// A release on trial measured once more, beside stable.
    ///
    /// @param token under which stable is run beside it
    /// @param stable empty where none ever settled here
    /// @param deployment the deployment of stable; may be yet to be started
    /// @param finding why nothing speaks against the release, once the comparison is over
    public record Control(
            long token,
            Optional<Release> stable,
            long deployment,
            Optional<Fact.Unattributed.Finding> finding,
            Instant since) {
        public boolean isOpen() {
            return finding.isEmpty();
        }

        Control found(Fact.Unattributed.Finding what) {
            return new Control(token, stable, deployment, Optional.of(what), since);
        }
    }

    public record Result(String check, Fact.Outcome outcome, int attempt) {}

    /// The tokens that the slot has seen.
    ///
    /// @param last the newest intent's; 0 before the first
    /// @param past deployments that served before, newest last
    /// @param movedFrom where the tag stood before the last move; empty where there was none
    /// @param moved the token of the last intent that moved the tag; what was sent under a
    ///     newer one is unfinished
    /// @param standby the deployment that was started last for the users of another environment
    public record Tokens(long last, List<Past> past, Optional<CommitId> movedFrom, long moved, Optional<Past> standby) {
        static final Tokens NONE = new Tokens(0, List.of(), Optional.empty(), 0, Optional.empty());
        private static final int KEPT = 12;

        public Tokens {
            past = List.copyOf(past.subList(Math.max(0, past.size() - KEPT), past.size()));
        }

        /// From now on what was asked for before is refused.
        Tokens at(long token) {
            return new Tokens(token, past, movedFrom, moved, standby);
        }

        /// Whether a deployment was started under an intent that did not move the tag.
        public boolean isUnfinished(long deployment) {
            boolean beside =
                    Stream.concat(past.stream(), standby.stream()).anyMatch(one -> one.deployment() == deployment);
            return deployment > moved && deployment <= last && !beside;
        }

        Tokens with(List<Past> other) {
            return new Tokens(last, other, movedFrom, moved, standby);
        }

        /// The tag moved, from here, by the intent with this token.
        Tokens moved(Optional<CommitId> from, long intent) {
            return new Tokens(last, past, from, intent, standby);
        }

        Tokens withStandby(Past other) {
            return new Tokens(last, past, movedFrom, moved, Optional.of(other));
        }
    }

    /// A deployment that served until `left`, or was started then beside the one that serves.
    public record Past(Release release, long deployment, Instant left) {}

    SlotState withServing(Optional<Serving> other) {
        return new SlotState(other, intent, attempt, standing, guard, tokens);
    }

    SlotState withIntent(Optional<OpenIntent> other) {
        return new SlotState(serving, other, attempt, standing, guard, tokens);
    }

    SlotState withAttempt(Optional<Attempt> other) {
        return new SlotState(serving, intent, other, standing, guard, tokens);
    }

    SlotState withStanding(Standing other) {
        return new SlotState(serving, intent, attempt, other, guard, tokens);
    }

    SlotState withGuard(Guard other) {
        return new SlotState(serving, intent, attempt, standing, other, tokens);
    }

    SlotState withTokens(Tokens other) {
        return new SlotState(serving, intent, attempt, standing, guard, other);
    }

    /// The release that serves, if it is one of ours.
    public Optional<Release> release() {
        return serving.flatMap(Serving::release);
    }

    /// Where the slot's users are served, while it is not here.
    public Optional<Failover> failover() {
        return guard.failover();
    }

    /// What the slot's tag must name.
    public Optional<CommitId> tag() {
        return serving.map(Serving::commit);
    }
}
