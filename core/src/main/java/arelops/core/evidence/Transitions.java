package arelops.core.evidence;

import static arelops.core.evidence.IllegalTransition.unless;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The state machine of the ledger: what each fact changes, and which facts may not follow.
final class Transitions {
    private Transitions() {}

    static LedgerState apply(LedgerState before, Entry entry) {
        unless(
                (entry.seq() == 1) == (entry.fact() instanceof Fact.Genesis),
                "a ledger begins with its genesis entry, and has no other");
        LedgerState state = before.at(entry.seq());
        return switch (entry.fact()) {
            case Fact.Genesis f -> state.with(Trunk.from(f.tip(), entry.at()));
            case Fact.TrunkMoved f -> trunkMoved(state, entry, f);
            case Fact.TrunkAccepted f -> {
                unless(state.trunk().position(f.kept()).isPresent(), "the commit that trunk keeps was never on it");
                yield state.with(continued(state, f.kept(), f.steps(), entry));
            }
            case Fact.PolicyChanged f -> state.with(state.trust().with(f));
            case Fact.Merged f ->
                state.with(state.trust().with(f)).with(state.trunk().landed(f.commit()));
            case Fact.Approved f -> state.with(state.trust().with(f));
            case Fact.Checked f -> state.with(state.trust().with(f));
            case Fact.TrafficUsed _ -> state;
            case Fact.Built f -> built(state, entry.seq(), f);
            case Fact.NotBuilt f -> {
                onTrunk(state, f.commit());
                unless(!state.builds(f.app()).isDecided(f.commit()), "this commit's build was recorded before");
                yield state.with(f.app(), state.builds(f.app()).withNotBuilt(f.commit()));
            }
            case Fact.OfSlot f -> ofSlot(state, entry, f);
            case Fact.SuspectCleared f -> {
                ErrorRecord error = suspected(state, f.error(), f.suspect());
                Set<CommitId> cleared = new HashSet<>(error.findings().cleared());
                cleared.add(f.suspect());
                yield state.with(error.with(new ErrorRecord.Findings(
                        error.findings().culprit(),
                        cleared,
                        error.findings().fixes(),
                        error.findings().overturned())));
            }
            case Fact.CulpritNamed f -> {
                ErrorRecord error = suspected(state, f.error(), f.culprit());
                yield state.with(error.with(new ErrorRecord.Findings(
                        Optional.of(f.culprit()),
                        error.findings().cleared(),
                        error.findings().fixes(),
                        error.findings().overturned())));
            }
            case Fact.FixRecorded f -> {
                ErrorRecord error = suspected(state, f.error(), f.suspect());
                onTrunk(state, f.fix());
                Map<CommitId, CommitId> fixes = new HashMap<>(error.findings().fixes());
                fixes.put(f.suspect(), f.fix());
                yield state.with(error.with(new ErrorRecord.Findings(
                        error.findings().culprit(),
                        error.findings().cleared(),
                        fixes,
                        error.findings().overturned())));
            }
        };
    }

    private static LedgerState trunkMoved(LedgerState state, Entry entry, Fact.TrunkMoved f) {
        unless(state.trunk().tip().equals(Optional.of(f.from())), "trunk did not stand at " + f.from());
        for (Fact.Step step : f.steps()) {
            unless(state.trunk().position(step.commit()).isEmpty(), step.commit() + " is on trunk already");
        }
        return state.with(continued(state, f.from(), f.steps(), entry));
    }

    private static Trunk continued(LedgerState state, CommitId last, List<Fact.Step> steps, Entry entry) {
        return state.trunk().continued(last, steps, entry.at(), state.trust()::isMerged);
    }

    private static LedgerState built(LedgerState state, long number, Fact.Built f) {
        onTrunk(state, f.commit());
        unless(!state.builds(f.app()).isDecided(f.commit()), "this commit was built before; an artifact is built once");
        return state.with(f.app(), state.builds(f.app()).with(new Release(number, f.commit(), f.artifact())));
    }

    private static LedgerState ofSlot(LedgerState state, Entry entry, Fact.OfSlot fact) {
        Slot slot = fact.slot();
        SlotState after = SlotTransitions.apply(state.slot(slot), entry, fact);
        LedgerState changed = state.with(slot, after);
        return switch (fact) {
            case Fact.Intent f -> {
                f.to().ifPresent(to -> isBuilt(state, slot, to));
                yield changed;
            }
            case Fact.Controlled f -> {
                f.stable().ifPresent(stable -> isBuilt(state, slot, stable));
                yield changed;
            }
            case Fact.CanaryStarted f -> {
                isBuilt(state, slot, f.stable());
                yield changed;
            }
            case Fact.Rejected f -> changed.with(error(entry, slot, f.release(), f.suspects()));
            case Fact.RolledBack f
            when f.blame() == Fact.RolledBack.Blame.RELEASE
                    && state.slot(slot).standing().bar(f.takenBack()).isEmpty() ->
                changed.with(error(entry, slot, f.takenBack(), f.suspects()));
            case Fact.Overturned f -> overturned(changed, state.slot(slot), f);
            case Fact.Warmed f -> {
                isBuilt(state, slot, f.release());
                yield changed;
            }
            case Fact.FailedOver f -> {
                isBuilt(state, slot, f.release());
                Slot standby = new Slot(slot.app(), f.standby());
                yield changed.with(standby, FailoverTransitions.held(changed.slot(standby), entry));
            }
            case Fact.FailedBack f
            when f.percent() == Fact.FailedBack.ALL -> {
                Failover over = state.slot(slot).failover().orElseThrow();
                Slot standby = new Slot(slot.app(), over.to().standby());
                yield changed.with(standby, FailoverTransitions.lifted(changed.slot(standby), over));
            }
            case Fact.Adopted _,
                    Fact.Moved _,
                    Fact.Aborted _,
                    Fact.Verified _,
                    Fact.AlarmsTried _,
                    Fact.Unattributed _,
                    Fact.CanaryJudged _,
                    Fact.Settled _,
                    Fact.Failed _,
                    Fact.Withdrawn _,
                    Fact.RolledBack _,
                    Fact.Held _,
                    Fact.Resumed _,
                    Fact.Requested _,
                    Fact.Overridden _,
                    Fact.RestoreAsked _,
                    Fact.Drifted _,
                    Fact.Repaired _,
                    Fact.TookOver _,
                    Fact.FailedBack _ -> changed;
        };
    }

    private static LedgerState overturned(LedgerState state, SlotState before, Fact.Overturned f) {
        Optional<Standing.Bar> bar = before.standing().bar(f.release());
        boolean lifted = state.slot(f.slot()).standing().bar(f.release()).isEmpty();
        if (bar.isEmpty() || !lifted) {
            return state;
        }
        ErrorRecord error = known(state, bar.get().error());
        return state.with(error.with(new ErrorRecord.Findings(
                error.findings().culprit(),
                error.findings().cleared(),
                error.findings().fixes(),
                true)));
    }

    private static ErrorRecord error(Entry entry, Slot slot, Release release, List<CommitId> suspects) {
        return new ErrorRecord(entry.seq(), slot, release, suspects, ErrorRecord.Findings.NONE);
    }

    private static ErrorRecord suspected(LedgerState state, long number, CommitId suspect) {
        ErrorRecord error = known(state, number);
        unless(error.suspects().contains(suspect), suspect + " is no suspect of error " + number);
        return error;
    }

    private static ErrorRecord known(LedgerState state, long number) {
        ErrorRecord error = state.errors().get(number);
        if (error == null) {
            throw new IllegalTransition("there is no error " + number);
        }
        return error;
    }

    private static void onTrunk(LedgerState state, CommitId commit) {
        unless(state.trunk().position(commit).isPresent(), commit + " is not on trunk");
    }

    private static void isBuilt(LedgerState state, Slot slot, Release release) {
        unless(state.builds(slot.app()).contains(release), release + " was never built");
    }
}
