package arelops.app.simulate;

import arelops.app.fault.Fault;
import arelops.app.simulate.SimulatedPeople.Errand;
import arelops.core.evidence.ErrorRecord;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Runs a line in virtual time: whatever it waits for, the clock goes there at once.
public final class Simulation {
    /// What the line may still take after the last merge.
    private static final Duration LAST = Duration.ofDays(14);

    /// At one instant the line comes to rest after some ten acts.
    private static final int MOST_ACTS = 10_000;

    private static final PersonName FINDER = new PersonName("finder");

    private final Scenario scenario;
    private final SplittableRandom random;
    private final SimulatedTrunk trunk = new SimulatedTrunk();
    private final SimulatedPeople people = new SimulatedPeople();
    private final Tally tally;
    private final SimulatedLine line;
    private final Set<Long> told = new HashSet<>();
    private Instant arrival;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.random = new SplittableRandom(scenario.seed());
        this.tally = new Tally(scenario, trunk);
        this.line = new SimulatedLine(scenario, trunk, tally);
        this.arrival = scenario.period().from();
    }

    /// The figures of this scenario.
    public static Figures of(Scenario scenario) {
        return new Simulation(scenario).run();
    }

    private Figures run() {
        trunk.merge(line.now(), SimulatedTrunk.Kind.SOUND);
        arrive();
        Instant end = scenario.period().until();
        while (true) {
            Instant next = Stream.of(look(), merges(end), people.next().stream(), line.next().stream())
                    .flatMap(times -> times)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            if (next.isAfter(end.plus(LAST)) || (!line.now().isBefore(end) && tally.isComplete())) {
                line.goOn(end.isAfter(line.now()) ? end : line.now());
                return tally.figures();
            }
            line.goOn(next);
            happen(end);
        }
    }

    private Stream<Instant> merges(Instant end) {
        return arrival.isBefore(end) ? Stream.of(arrival) : Stream.empty();
    }

    /// Changes come by chance, none because of another: the gaps between them have this distribution.
    private void arrive() {
        double mean = (double) Duration.ofDays(1).toMillis() / scenario.load().perDay();
        long gap = Math.round(-Math.log(1 - random.nextDouble()) * mean);
        arrival = arrival.plusMillis(Math.max(1, gap));
    }

    private void happen(Instant end) {
        while (arrival.isBefore(end) && !arrival.isAfter(line.now())) {
            boolean faulty = random.nextDouble() < scenario.load().faulty().fraction();
            line.land(trunk.merge(line.now(), faulty ? SimulatedTrunk.Kind.FAULTY : SimulatedTrunk.Kind.SOUND));
            arrive();
        }
        for (Errand errand : people.due(line.now())) {
            switch (errand) {
                case Errand.Say say -> line.ask(say.person(), say.command());
                case Errand.Mend mend -> mend(mend.error());
            }
        }
    }

    /// Everything wrong among the suspects is reverted, and the first of it is named as the culprit.
    private void mend(long number) {
        ErrorRecord error = line.ledger().errors().get(number);
        if (error == null) {
            return;
        }
        List<CommitId> wrong = error.suspects().stream()
                .filter(suspect -> trunk.errors().contains(SimulatedTrunk.place(suspect)))
                .toList();
        wrong.forEach(commit -> line.land(trunk.revert(SimulatedTrunk.place(commit), line.now())));
        wrong.stream()
                .findFirst()
                .ifPresent(commit ->
                        line.ask(FINDER, new Command.ClearError(number, new Command.Clearing.Culprit(commit))));
    }

    /// Lets the line do all that it can do now; the instants at which a wait may end by itself.
    private Stream<Instant> look() {
        List<Instant> ends = new ArrayList<>();
        int acts = 0;
        int before;
        do {
            before = acts;
            ends.clear();
            Decision intake = line.intake();
            while (intake instanceof Decision.Act act) {
                acts = perform(act, acts);
                intake = line.intake();
            }
            ends.addAll(ends(intake));
            for (EnvironmentPolicy rules : scenario.policy().line()) {
                Decision decision = line.decision(rules.name());
                while (decision instanceof Decision.Act act) {
                    acts = perform(act, acts);
                    decision = line.decision(rules.name());
                }
                ends.addAll(ends(decision));
                ends.addAll(observed(rules.name(), decision));
                ask(rules.name(), decision);
                tally.hear(rules.name(), decision.because(), line.now());
            }
        } while (acts > before);
        return ends.stream().filter(line.now()::isBefore);
    }

    private int perform(Decision.Act act, int acts) {
        if (acts >= MOST_ACTS) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "simulate.endless",
                    "The line does not come to rest at " + line.now() + "; at last: " + act.because(),
                    "Please report it, with the config and the command line.");
        }
        line.perform(act);
        return acts + 1;
    }

    private static List<Instant> ends(Decision decision) {
        return decision instanceof Decision.Wait wait
                ? wait.until().when().stream().toList()
                : List.of();
    }

    /// What is watched is looked at again when it may have been watched for long enough.
    private List<Instant> observed(EnvironmentName environment, Decision decision) {
        return decision.gates().stream()
                .filter(gate -> !gate.lets())
                .flatMap(gate -> gate.reading().progress().stream())
                .map(progress -> line.observed(environment, progress.needed()))
                .toList();
    }

    private void ask(EnvironmentName environment, Decision decision) {
        Instant due = line.now().plus(scenario.pace().people());
        if (SimulatedPeople.areAsked(decision)) {
            SimulatedPeople.named(scenario.policy(), environment, decision, line.candidate(environment))
                    .forEach(errand -> people.ask(errand, due));
        }
        line.ledger().errors().keySet().stream()
                .filter(told::add)
                .forEach(error -> people.ask(new Errand.Mend(error), due));
    }
}
