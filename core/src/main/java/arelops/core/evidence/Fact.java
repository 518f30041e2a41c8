package arelops.core.evidence;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.id.TreeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that happened, as the ledger records it.
public sealed interface Fact {

    /// A fact about one slot.
    sealed interface OfSlot extends Fact {
        Slot slot();
    }

    // ---- the repository

    /// The ledger begins: trunk's tip is adopted as it is.
    record Genesis(String trunk, CommitId tip) implements Fact {}

    /// Trunk went on. The steps are its new first-parent commits, oldest first.
    record TrunkMoved(CommitId from, List<Step> steps) implements Fact {
        public TrunkMoved {
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("trunk moved by no commit");
            }
            steps = List.copyOf(steps);
        }
    }

    /// One first-parent commit of trunk; `reverts` where its diff is the exact inverse of an
    /// earlier one's.
    record Step(CommitId commit, Optional<CommitId> reverts) {}

    /// An admin accepted that trunk was rewritten: what follows `kept` is now `steps`.
    record TrunkAccepted(CommitId kept, List<Step> steps) implements Fact {
        public TrunkAccepted {
            steps = List.copyOf(steps);
        }
    }

    /// Trunk's head brought other rules.
    record PolicyChanged(CommitId commit, Digest policy, List<String> looser) implements Fact {
        public PolicyChanged {
            looser = List.copyOf(looser);
        }
    }

    /// A change landed on trunk as this commit (recorded by the merge queue).
    record Merged(CommitId commit, Landing landing) implements Fact {}

    /// How a change came to be on trunk.
    ///
    /// @param head the newest commit of the change
    /// @param tested the merge result that its checks ran on
    /// @param tree of that merge result: what landed has the same
    /// @param history the digest of the newest entry of the change before it landed: its
    ///     approvals and checks
    record Landing(ChangeNumber change, CommitId head, CommitId tested, TreeId tree, Digest history) {}

    /// A person approved a commit: for trunk where `environment` is empty, else for that environment.
    ///
    /// @param authority what the person's role gave it then; a role that changes later changes
    ///     nothing of that
    record Approved(CommitId commit, Optional<EnvironmentName> environment, PersonName by, Authority authority)
            implements Fact {
        public Approved(CommitId commit, Optional<EnvironmentName> environment, PersonName by) {
            this(commit, environment, by, Authority.USUAL);
        }

        public enum Authority {
            USUAL,
            /// An admin's: it also lets rules become looser (CHG-4).
            ADMIN
        }
    }

    /// A check ran on a trunk commit that came without a change.
    record Checked(CommitId commit, String check, Outcome outcome, int attempt) implements Fact {}

    /// A person used recorded traffic by hand. It changes nothing of what the ledger adds up to.
    ///
    /// @param slots whose users were recorded, or to which it was sent; none where it touched no environment
    record TrafficUsed(List<Slot> slots, TrafficUse use) implements Fact {
        public TrafficUsed {
            slots = List.copyOf(slots);
        }
    }

    // ---- an app

    /// An artifact was built, once, from this commit; the entry's sequence number is the
    /// release's number.
    record Built(arelops.core.id.AppName app, CommitId commit, Digest artifact) implements Fact {}

    /// This commit does not build, tried twice: it makes no release.
    record NotBuilt(arelops.core.id.AppName app, CommitId commit) implements Fact {}

    // ---- a slot: moving

    /// Declares a move before anything is touched; the entry's sequence number is the fencing token.
    ///
    /// @param to what shall serve; empty for nothing ([Purpose#CLEAR])
    record Intent(Slot slot, Purpose purpose, Optional<Release> to) implements OfSlot {
        public Intent {
            if (to.isEmpty() != (purpose == Purpose.CLEAR)) {
                throw new IllegalArgumentException("only CLEAR leads to nothing: " + purpose);
            }
        }
    }

    /// The deployment of an intent serves, and the tag was moved in the same push.
    ///
    /// @param deployment the token under which what serves was deployed: the intent's own, or
    ///     that of an older
    ///     deployment that was still warm; 0 where nothing serves
    record Moved(Slot slot, long intent, Optional<CommitId> from, Optional<Release> to, long deployment)
            implements OfSlot {}

    /// An intent was given up before it moved anything.
    record Aborted(Slot slot, long intent) implements OfSlot {}

    /// A person named what runs there already.
    ///
    /// @param deployment the token under which it was deployed; 0 where that was not us
    record Adopted(Slot slot, CommitId commit, Optional<Release> release, long deployment) implements OfSlot {}

    /// A check of an attempt in its environment gave a result.
    record Verified(Slot slot, long intent, String check, Outcome outcome, int attempt) implements OfSlot {}

    /// It was tried whether the alarms of an environment fire, under the release of an attempt: that says nothing of
    /// the release, and stands for all until one of the rules changes.
    ///
    /// @param rules the digest of those that it depends on
    record AlarmsTried(Slot slot, long intent, Digest rules, Outcome outcome) implements OfSlot {}

    /// A threshold was crossed while a release soaks: from here on it is measured once more, beside
    /// stable as a control where there is one. The entry's sequence number is the token under which
    /// stable is run beside it.
    ///
    /// @param intent the attempt's
    /// @param stable the release to compare with; empty where none ever settled there
    /// @param deployment the token of a deployment of stable that is still up; 0 where it is
    ///     started for this
    record Controlled(Slot slot, long intent, Optional<Release> stable, long deployment) implements OfSlot {}

    /// A control ended without evidence against the release.
    record Unattributed(Slot slot, long intent, Finding finding) implements OfSlot {
        /// What the control found instead.
        public enum Finding {
            /// Stable crosses the same threshold: the environment is the cause.
            STABLE_TOO,
            /// The release does not cross it any more.
            NO_LONGER,
            /// Nothing could be compared.
            NO_DATA
        }
    }

    /// A share of the environment's traffic goes to a release that does not serve yet, beside a
    /// baseline; from here on it is judged. The entry's sequence number is the token under which the
    /// baseline is run.
    ///
    /// @param intent the attempt's
    /// @param canary the deployment on trial
    /// @param stable the release to compare with: the one that serves
    /// @param baseline the token of a deployment of stable that is compared with; 0 where one
    ///     is started for this
    record CanaryStarted(Slot slot, long intent, long canary, Release stable, long baseline) implements OfSlot {}

    /// What the judge of a running canary knows.
    ///
    /// @param step the share from here on, by its place in the rules, from 0
    /// @param until windows that begin from then on are not judged yet
    /// @param judging what is known of all windows before, as text
    record CanaryJudged(Slot slot, long intent, int step, Stand stand, Instant until, String judging)
            implements OfSlot {
        /// What it came to.
        public enum Stand {
            /// Nothing is decided.
            GOES_ON,
            /// All steps are done, and everything was shown to be within its limits.
            PASSED,
            /// The horizon came, and nothing was shown either way.
            UNSURE,
            /// The same, and it goes on: by the rules, or because a person said so.
            EXTENDED,
            /// Its time is over, and too little was asked to show anything (CAN-5).
            UNPROVEN,
            /// The same, and a person or the rules let it through.
            COMPLETED
        }
    }

    // ---- a slot: the four endings of an attempt

    record Settled(Slot slot, Release release, int windows, long samples) implements OfSlot {}

    /// Evidence against the release. The entry's sequence number names the error that it opens.
    record Rejected(Slot slot, Release release, List<CommitId> suspects) implements OfSlot {
        public Rejected {
            suspects = List.copyOf(suspects);
        }
    }

    /// The environment, the target or the check itself broke.
    record Failed(Slot slot, Release release) implements OfSlot {}

    record Withdrawn(Slot slot, Release release, Cause cause) implements OfSlot {
        /// What took the release out.
        public enum Cause {
            /// A person did: it waits until a person names it or a newer candidate comes.
            PERSON,
            /// A newer candidate took its place.
            NEWER,
            /// A freeze or closing time came before it served: it is offered again on its own.
            FROZEN,
            /// It carries a suspect that an environment before rejected since.
            BLOCKED,
            /// Its canary was not sure at the end: like one that a person withdrew.
            UNSURE,
            /// A `hold --now` sent it out: it is offered again after `resume`.
            HELD,
            /// A failover came before it served: it is offered again on its own.
            FAILOVER
        }
    }

    // ---- a slot: people and drift

    /// A person took the serving release back.
    record RolledBack(Slot slot, Release takenBack, Release to, Blame blame, List<CommitId> suspects)
            implements OfSlot {
        public RolledBack {
            suspects = List.copyOf(suspects);
        }

        public enum Blame {
            RELEASE,
            NOT_ITS_FAULT
        }
    }

    record Held(Slot slot) implements OfSlot {}

    record Resumed(Slot slot) implements OfSlot {}

    /// A person asked for this release there.
    record Requested(Slot slot, Release release) implements OfSlot {}

    /// A person skips one named gate for one release in this slot.
    record Overridden(Slot slot, Release release, String gate, PersonName by) implements OfSlot {}

    /// A person finds that the cause of a rejection lay outside the release.
    ///
    /// @param needed how many different people must find so before the bar is lifted
    record Overturned(Slot slot, Release release, PersonName by, int needed) implements OfSlot {}

    /// A person asked that the target serves again what the ledger says.
    record RestoreAsked(Slot slot) implements OfSlot {}

    record Drifted(Slot slot, Drift drift, Optional<CommitId> expected, Optional<CommitId> found) implements OfSlot {}

    /// The drift ended: the tag was put back, or the target agrees again.
    record Repaired(Slot slot, Drift drift) implements OfSlot {}

    // ---- a slot: users elsewhere

    /// A release that another environment serves is kept running here beside what this one serves, so that its users
    /// can be sent to it. The entry's sequence number is the token under which it is run.
    record Warmed(Slot slot, Release release) implements OfSlot {}

    /// A person sent all users of this slot to another one, which is held with it. The entry's sequence number is the
    /// token of that; a move that was open here begins anew under a higher one.
    ///
    /// @param standby where they are served
    /// @param deployment the token under which the release was deployed there
    record FailedOver(
            Slot slot, EnvironmentName standby, Release release, long deployment, Occasion occasion, Onto onto)
            implements OfSlot {
        /// What it is for.
        public enum Occasion {
            /// The users need it.
            NEED,
            /// To measure how long it takes; they come back on their own.
            DRILL
        }

        /// What it leads to.
        public enum Onto {
            /// The release that this slot's tag names.
            TAGGED,
            /// Another one that a person named.
            NAMED
        }
    }

    /// A failover is in effect: the router confirmed that all users are sent there.
    ///
    /// @param failover its token
    /// @param millis from the moment at which it was recorded
    /// @param within how many milliseconds the rules give it
    record TookOver(Slot slot, long failover, long millis, long within) implements OfSlot {}

    /// So many of the users are back. At 100 the failover is over; at 0 all are sent to the standby once more. A move
    /// that was open here begins anew under a higher token, which this entry's sequence number is.
    ///
    /// @param failover its token
    record FailedBack(Slot slot, long failover, int percent) implements OfSlot {
        public static final int ALL = 100;

        public FailedBack {
            if (percent < 0 || percent > ALL) {
                throw new IllegalArgumentException("a share is 0 to 100 percent, not " + percent);
            }
        }
    }

    // ---- errors

    /// One suspect of an error is cleared.
    record SuspectCleared(long error, CommitId suspect) implements Fact {}

    /// The culprit of an error was named.
    record CulpritNamed(long error, CommitId culprit) implements Fact {}

    /// A trunk commit fixes one suspect of an error.
    record FixRecorded(long error, CommitId suspect, CommitId fix) implements Fact {}

    /// What an intent is for.
    enum Purpose {
        /// A candidate enters.
        PROMOTE,
        /// The previous release serves again.
        RETURN,
        /// What the ledger says is put back after drift or a move that was not finished.
        RESTORE,
        /// Nothing serves any more.
        CLEAR
    }

    enum Drift {
        TAG,
        TARGET
    }

    /// What a check said. `BROKEN` is the check's or the environment's own fault.
    enum Outcome {
        PASSED,
        FAILED,
        BROKEN
    }
}
