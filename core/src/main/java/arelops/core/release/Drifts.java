package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Drift;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.policy.DriftPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/// Compares tag, ledger and target, and says what is to be done where they differ (TAG-4).
final class Drifts {
    private final SlotLook look;

    Drifts(SlotLook look) {
        this.look = look;
    }

    /// What the tag calls for; empty where it agrees.
    Optional<Decision> ofTag() {
        SlotState state = look.state();
        Optional<CommitId> expected = state.tag();
        Optional<CommitId> found = look.seen().tag().named();
        if (found.equals(expected)) {
            return state.guard().tagDrift()
                    ? append(new Fact.Repaired(look.slot(), Drift.TAG), "the tag of " + look.name() + " agrees again")
                    : Optional.empty();
        }
        Action.TagChange back = new Action.TagChange(look.slot(), found, expected);
        if (!state.guard().tagDrift()
                && found.equals(state.tokens().movedFrom())) {
            return Optional.of(
                    new Decision.Act(new Action.FinishMove(back), "finish the last move of the tag of " + look.name()));
        }
        if (!state.guard().tagDrift()) {
            return append(
                    new Fact.Drifted(look.slot(), Drift.TAG, expected, found),
                    "the tag of " + look.name() + " was moved by somebody: it says " + named(found)
                            + ", the ledger says " + named(expected));
        }
        if (look.rules().drift() == DriftPolicy.RESTORE || isTagWanted()) {
            return Optional.of(new Decision.Act(
                    new Action.RepairTag(new Fact.Repaired(look.slot(), Drift.TAG), back),
                    "put the tag of " + look.name() + " back to " + named(expected)));
        }
        return state.guard().hold().isPresent()
                ? Optional.empty()
                : append(
                        new Fact.Held(look.slot()),
                        "its tag says " + named(found) + ", the ledger says " + named(expected)
                                + "; put it back with arelops repair " + look.environment());
    }

    /// A person asked for the tag, or a release is being taken back, which must move it.
    private boolean isTagWanted() {
        Guard guard = look.state().guard();
        return guard.tagAsked()
                || guard.owed().isPresent()
                || look.state()
                        .intent()
                        .filter(intent -> intent.purpose() != Fact.Purpose.PROMOTE)
                        .isPresent();
    }

    private static String named(Optional<CommitId> commit) {
        return commit.map(CommitId::brief).orElse("nothing");
    }

    /// What the target calls for, between moves; empty where it agrees or a person must act.
    Optional<Decision> ofTarget() {
        SlotState state = look.state();
        boolean adoptedForeign =
                state.serving().filter(serving -> serving.release().isEmpty()).isPresent();
        Optional<Release> found = look.target().serving().map(Seen.Deployment::release);
        if (isLeftOver() && !found.equals(state.release())) {
            return Optional.of(
                    restore("a move of " + look.name() + " was given up half way; put back what the ledger says"));
        }
        if (adoptedForeign || found.equals(state.release())) {
            return state.guard().targetDrift()
                    ? append(
                            new Fact.Repaired(look.slot(), Drift.TARGET),
                            look.name() + " runs what the ledger says again")
                    : Optional.empty();
        }
        if (!state.guard().targetDrift()) {
            return append(
                    new Fact.Drifted(look.slot(), Drift.TARGET, state.tag(), found.map(Release::commit)),
                    look.name() + " runs " + named(found.map(Release::commit)) + ", the ledger says "
                            + named(state.tag()));
        }
        if (isRepairedByItself()) {
            return Optional.of(restore("put back what the ledger says in " + look.name()));
        }
        if (state.guard().hold().isEmpty()) {
            return append(
                    new Fact.Held(look.slot()),
                    "it runs " + named(found.map(Release::commit)) + ", the ledger says " + named(state.tag())
                            + "; choose: arelops adopt or arelops repair " + look.environment());
        }
        return Optional.empty();
    }

    /// The traffic goes to a deployment of one of our own intents, which ended before it moved the tag.
    private boolean isLeftOver() {
        OptionalLong traffic = look.target().traffic();
        return traffic.isPresent() && look.state().tokens().isUnfinished(traffic.getAsLong());
    }

    /// The traffic goes where neither the ledger nor an unfinished move of ours sent it: a person did that.
    boolean isForeign() {
        boolean agrees = look.target().serving().map(Seen.Deployment::release).equals(look.state().release());
        return !agrees && !isLeftOver();
    }

    /// Automation never replaces what a person may have put into PASSIVE or PRODUCTION.
    boolean isRepairedByItself() {
        return look.rules().drift() == DriftPolicy.RESTORE
                && !look.environment().equals(EnvironmentName.PASSIVE)
                && !look.environment().equals(EnvironmentName.PRODUCTION);
    }

    private Decision restore(String because) {
        Optional<Release> release = look.state().release();
        Fact.Purpose purpose = release.isPresent() ? Fact.Purpose.RESTORE : Fact.Purpose.CLEAR;
        return new Decision.Act(new Action.Append(new Fact.Intent(look.slot(), purpose, release)), because);
    }

    private static Optional<Decision> append(Fact fact, String because) {
        return Optional.of(new Decision.Act(new Action.Append(fact), because));
    }
}
