package arelops.app.simulate;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.id.TreeId;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Action;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Commands;
import arelops.core.release.Decision;
import arelops.core.release.Intake;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Line;
import arelops.core.release.LineSnapshot;
import arelops.core.release.Role;
import arelops.core.release.Rules;
import arelops.core.release.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A line of which all but the decisions is pretended: what they say is done at once, and answered after its time.
final class SimulatedLine {
    private static final String CONTROLLER = "simulation.1";
    private static final Digest PREVIOUS = Digest.of("nobody reads a simulated chain");

    private final Scenario scenario;
    private final Rules rules;
    private final SimulatedTrunk trunk;
    private final Tally tally;
    private final SimulatedJobs jobs = new SimulatedJobs();
    private final Map<EnvironmentName, SimulatedSlot> slots = new LinkedHashMap<>();
    private LedgerState ledger = LedgerState.EMPTY;
    private Instant now;

    SimulatedLine(Scenario scenario, SimulatedTrunk trunk, Tally tally) {
        this.scenario = scenario;
        this.rules = new Rules(scenario.policy(), scenario.policy().digest(), Optional.empty());
        this.trunk = trunk;
        this.tally = tally;
        this.now = scenario.period().from();
        for (EnvironmentPolicy environment : scenario.policy().line()) {
            Duration each = environment.canary().map(CanaryPolicy::each).orElse(Duration.ZERO);
            slots.put(environment.name(), new SimulatedSlot(scenario.policy(), each));
        }
    }

    Instant now() {
        return now;
    }

    LedgerState ledger() {
        return ledger;
    }

    void goOn(Instant to) {
        for (EnvironmentName name : slots.keySet()) {
            tally.pass(name, ledger.slot(new Slot(scenario.app(), name)), now, to);
        }
        now = to;
        jobs.forget(ledger, scenario.policy());
    }

    LineSnapshot snapshot() {
        Map<EnvironmentName, Seen> seen = new HashMap<>();
        slots.forEach((name, slot) -> seen.put(name, slot.seen(now)));
        return new LineSnapshot(
                scenario.app(),
                rules,
                ledger,
                new LineSnapshot.World(trunk.seen(ledger), seen, jobs.seen(now), Map.of(), Map.of()),
                CONTROLLER);
    }

    Decision intake() {
        return Intake.decide(snapshot(), now);
    }

    Decision decision(EnvironmentName environment) {
        return Line.decide(snapshot(), environment, now);
    }

    Optional<Release> candidate(EnvironmentName environment) {
        return Line.candidate(snapshot(), environment, now);
    }

    /// When something that the line waits for is answered; what people do not among it.
    Optional<Instant> next() {
        return Stream.concat(jobs.next(now).stream(), slots.values().stream().flatMap(slot -> slot.next(now).stream()))
                .min(Comparator.naturalOrder());
    }

    /// When an environment has observed so much time, or a step of its canary is over.
    Instant observed(EnvironmentName environment, Duration needed) {
        return slot(environment).observed(needed, now);
    }

    private SimulatedSlot slot(EnvironmentName name) {
        return Objects.requireNonNull(slots.get(name));
    }

    private SimulatedSlot slot(Slot slot) {
        return slot(slot.environment());
    }

    void land(SimulatedTrunk.Merge merge) {
        CommitId commit = merge.commit();
        append(
                new Fact.Merged(
                        commit,
                        new Fact.Landing(
                                new ChangeNumber(merge.place()), commit, commit, new TreeId(commit.hex()), PREVIOUS)),
                "a change landed");
    }

    /// Does what a person asks for, as far as the rules let it.
    void ask(PersonName person, Command command) {
        switch (new Commands(snapshot(), person, Role.OPERATOR).answer(command)) {
            case Answer.Accepted accepted -> accepted.facts().forEach(fact -> append(fact, accepted.sentence()));
            case Answer.Refused _ -> {}
        }
    }

    void perform(Decision.Act act) {
        switch (act.action()) {
            case Action.Append append -> append(append.fact(), act.because());
            case Action.Run run -> start(run.job());
            case Action.Deploy deploy ->
                slot(deploy.slot())
                        .deploy(deploy, now.plus(scenario.pace().start()), comesUp(deploy.release(), deploy.slot()));
            case Action.Switch to -> slot(to.slot()).send(to.deployment(), OptionalLong.empty(), now);
            case Action.Divide divide ->
                slot(divide.slot()).send(OptionalLong.of(divide.deployment()), OptionalLong.of(divide.baseline()), now);
            case Action.Try trying -> slot(trying.slot()).divide(trying, now);
            case Action.Measure _, Action.Redirect _ -> {}
            case Action.Stop stop -> slot(stop.slot()).stop(stop.deployment());
            case Action.Move move -> {
                append(move.fact(), act.because());
                tag(move.tag());
            }
            case Action.FinishMove finish -> tag(finish.tag());
            case Action.RepairTag repair -> {
                append(repair.fact(), act.because());
                tag(repair.tag());
            }
        }
    }

    private void tag(Action.TagChange change) {
        slot(change.slot()).tag(change.to());
    }

    private void append(Fact fact, String because) {
        ledger = ledger.after(new Entry(
                ledger.seq() + 1,
                Optional.of(PREVIOUS).filter(_ -> ledger.seq() > 0),
                now,
                new Entry.Content(
                        fact, new Actor.Automation(CONTROLLER), because, Optional.of(rules.digest()), List.of())));
        tally.note(fact, now);
    }

    private void start(Job job) {
        Scenario.Pace pace = scenario.pace();
        JobSeen passed = new JobSeen.Passed(Optional.empty());
        switch (job) {
            case Job.Build build -> jobs.start(job, now, pace.build(), built(build.commit()));
            case Job.Rebuild again ->
                jobs.start(job, now, pace.build(), built(again.release().commit()));
            case Job.TestBuild test -> jobs.start(job, now, pace.build(), built(test.commit()));
            case Job.Acceptance accept ->
                jobs.start(
                        job,
                        now,
                        pace.accept(),
                        isFaulty(accept.subject(), accept.slot())
                                ? new JobSeen.Failed("it carries an error that shows here")
                                : passed);
            case Job.Check _, Job.Smoke _ -> jobs.start(job, now, pace.accept(), passed);
            case Job.Load _ -> jobs.start(job, now, pace.accept(), SimulatedTraffic.BORNE);
            case Job.Difference _ -> jobs.start(job, now, pace.accept(), SimulatedTraffic.ALIKE);
            case Job.Alarms _ -> jobs.start(job, now, pace.accept(), SimulatedTraffic.PROVED);
        }
    }

    private static JobSeen built(CommitId commit) {
        return new JobSeen.Passed(Optional.of(Digest.of("built of " + commit)));
    }

    private boolean isFaulty(Release release, Slot slot) {
        return slot.environment().equals(scenario.load().finds())
                && !trunk.errorsIn(release.commit()).isEmpty();
    }

    /// Where no acceptance test finds an error, its health check does.
    private boolean comesUp(Release release, Slot slot) {
        boolean tested = scenario.policy()
                .environment(slot.environment())
                .flatMap(environment -> scenario.policy().accept(slot.app(), environment))
                .isPresent();
        return tested || !isFaulty(release, slot);
    }
}
