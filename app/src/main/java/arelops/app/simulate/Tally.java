package arelops.app.simulate;

import arelops.app.simulate.Figures.Endings;
import arelops.app.simulate.Figures.Spread;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.EnvironmentPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Counts what the ledger of a simulated line says.
final class Tally {
    private final Scenario scenario;
    private final SimulatedTrunk trunk;
    private final Map<EnvironmentName, Counted> environments = new LinkedHashMap<>();
    private int built;

    Tally(Scenario scenario, SimulatedTrunk trunk) {
        this.scenario = scenario;
        this.trunk = trunk;
        for (EnvironmentPolicy rules : scenario.policy().line()) {
            environments.put(rules.name(), new Counted());
        }
    }

    private static final class Counted {
        private int served;
        private int settled;
        private final List<Duration> serves = new ArrayList<>();
        private final List<Duration> settles = new ArrayList<>();
        private final List<Integer> batches = new ArrayList<>();
        private Endings endings = Endings.NONE;
        private Duration occupied = Duration.ZERO;
        private String waits = "";
    }

    void note(Fact fact, Instant now) {
        if (fact instanceof Fact.Built) {
            built++;
        }
        if (fact instanceof Fact.OfSlot of) {
            note(of, Objects.requireNonNull(environments.get(of.slot().environment())), now);
        }
    }

    private void note(Fact.OfSlot fact, Counted counted, Instant now) {
        counted.endings = counted.endings.plus(ending(fact));
        if (fact instanceof Fact.Moved moved && moved.to().isPresent()) {
            counted.served = reached(moved.to().get().commit(), counted.served, counted.serves, now);
        }
        if (fact instanceof Fact.Settled settled) {
            int before = counted.settled;
            counted.settled = reached(settled.release().commit(), before, counted.settles, now);
            if (counted.settled > before) {
                counted.batches.add(counted.settled - before);
            }
        }
    }

    private static Endings ending(Fact.OfSlot fact) {
        return switch (fact) {
            case Fact.Settled _ -> new Endings(1, 0, 0, 0, 0);
            case Fact.Rejected _ -> new Endings(0, 1, 0, 0, 0);
            case Fact.Failed _ -> new Endings(0, 0, 1, 0, 0);
            case Fact.Withdrawn withdrawn ->
                withdrawn.cause() == Fact.Withdrawn.Cause.NEWER
                        ? new Endings(0, 0, 0, 1, 0)
                        : new Endings(0, 0, 0, 0, 1);
            case Fact.Intent _,
                    Fact.Moved _,
                    Fact.Aborted _,
                    Fact.Adopted _,
                    Fact.Verified _,
                    Fact.AlarmsTried _,
                    Fact.CanaryStarted _,
                    Fact.CanaryJudged _,
                    Fact.Controlled _,
                    Fact.Unattributed _,
                    Fact.RolledBack _,
                    Fact.Held _,
                    Fact.Resumed _,
                    Fact.Requested _,
                    Fact.Overridden _,
                    Fact.Overturned _,
                    Fact.RestoreAsked _,
                    Fact.Drifted _,
                    Fact.Repaired _,
                    Fact.Warmed _,
                    Fact.FailedOver _,
                    Fact.TookOver _,
                    Fact.FailedBack _ -> Endings.NONE;
        };
    }

    /// Notes the changes that this commit brings beyond the last that was reached; the new last one.
    private int reached(CommitId commit, int last, List<Duration> leads, Instant now) {
        int place = SimulatedTrunk.place(commit);
        for (int i = last + 1; i <= place; i++) {
            if (isCounted(trunk.at(i))) {
                leads.add(Duration.between(trunk.at(i).at(), now));
            }
        }
        return Math.max(last, place);
    }

    private boolean isCounted(SimulatedTrunk.Merge merge) {
        return merge.place() > 0
                && merge.kind() == SimulatedTrunk.Kind.SOUND
                && merge.at().isBefore(scenario.period().until());
    }

    /// Time goes by while a slot is in this state.
    void pass(EnvironmentName environment, SlotState state, Instant from, Instant to) {
        Instant end =
                to.isBefore(scenario.period().until()) ? to : scenario.period().until();
        if (from.isBefore(end) && (state.attempt().isPresent() || state.intent().isPresent())) {
            Counted counted = Objects.requireNonNull(environments.get(environment));
            counted.occupied = counted.occupied.plus(Duration.between(from, end));
        }
    }

    /// Keeps what an environment says, until the period is over.
    void hear(EnvironmentName environment, String because, Instant now) {
        if (now.isBefore(scenario.period().until())) {
            Objects.requireNonNull(environments.get(environment)).waits = because;
        }
    }

    /// Whether every sound change is settled in the last environment.
    boolean isComplete() {
        return missing(environments.values().stream().toList().getLast()) == 0;
    }

    private int missing(Counted counted) {
        int missing = 0;
        for (int i = counted.settled + 1; i < trunk.size(); i++) {
            missing += isCounted(trunk.at(i)) ? 1 : 0;
        }
        return missing;
    }

    Figures figures() {
        Duration whole = Duration.ofDays(scenario.period().days());
        int faulty = 0;
        int reverts = 0;
        for (int i = 1; i < trunk.size(); i++) {
            faulty += trunk.at(i).kind() == SimulatedTrunk.Kind.FAULTY ? 1 : 0;
            reverts += trunk.at(i).kind() == SimulatedTrunk.Kind.REVERT ? 1 : 0;
        }
        List<Figures.OfEnvironment> all = new ArrayList<>();
        environments.forEach((name, one) -> all.add(new Figures.OfEnvironment(
                name,
                Spread.of(one.serves),
                Spread.of(one.settles),
                missing(one),
                Spread.of(one.batches),
                one.endings,
                (double) one.occupied.toMillis() / whole.toMillis(),
                one.waits)));
        return new Figures(trunk.size() - 1 - reverts, faulty, reverts, built, all);
    }
}
