package arelops.core.release;

import arelops.core.canary.Verdict;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Serving;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.policy.CanaryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Tries a release on growing shares of an environment's traffic before it gets all of it, judged at
/// every look against a baseline that gets as much (PRO-1).
///
/// The judge speaks first, then the traffic follows: evidence against the release sends all of it
/// back to stable in the very look that finds it, and is recorded in the next.
final class CanaryTrial {
    static final String GATE = "canary";
    /// Windows after which what the judge knows is recorded, also within a step.
    private static final int RECORDED = 10;
    /// From this share on a canary is let finish (PRO-2).
    private static final int LATE = 50;

    private final SlotLook look;
    private final Attempt attempt;
    private final CanaryRules rules;
    private final CanaryDoubt doubt;

    private CanaryTrial(SlotLook look, Attempt attempt, CanaryPolicy policy) {
        this.look = look;
        this.attempt = attempt;
        this.rules = new CanaryRules(look.policy(), policy);
        this.doubt = new CanaryDoubt(look, attempt, rules);
    }

    /// The canary that an attempt must pass; empty where none is asked for, or nothing can be
    /// compared with.
    static Optional<CanaryTrial> of(SlotLook look, Attempt attempt) {
        return look.rules()
                .canary()
                .filter(_ -> stable(look, attempt.release()).isPresent())
                .filter(_ -> !Overrides.isSkipped(look, attempt.release(), GATE)
                        || attempt.canary().isPresent())
                .map(policy -> new CanaryTrial(look, attempt, policy));
    }

    /// The release that serves, to compare a candidate with.
    static Optional<Serving> stable(SlotLook look, Release candidate) {
        return look.state()
                .serving()
                .filter(serving -> serving.release()
                        .filter(release -> !release.equals(candidate))
                        .isPresent());
    }

    /// What is next, until it has passed; then empty.
    Optional<Decision> next() {
        Optional<CanaryRun> run = attempt.canary();
        if (run.isEmpty()) {
            return Optional.of(begin());
        }
        CanaryReading reading =
                CanaryReading.of(run.get(), rules.judge(), look.seen().arms(), alarms());
        Gate gate = gate(run.get(), reading);
        if (reading.verdict() == Verdict.REJECT) {
            return Optional.of(rejected(run.get(), reading.judgement().sentence(), gate));
        }
        if (reading.shown().accused().isPresent()) {
            return Optional.of(rejected(
                    run.get(), accused(run.get(), reading.shown().accused().get()), gate));
        }
        return run.get().isOver() ? known(run.get(), reading, gate) : Optional.of(next(run.get(), reading, gate));
    }

    private CanaryAlarms alarms() {
        return CanaryAlarms.of(look.policy(), look.seen(), attempt);
    }

    private static String accused(CanaryRun run, Alert alert) {
        return alert.words() + " fires in two windows running; it names this release, and "
                + (run.hasOwnBaseline() ? "its baseline" : "stable") + " runs beside it";
    }

    /// Whether this begins a canary, or lets its share grow: a hold and a freeze keep an attempt from that.
    static boolean isFurther(Attempt attempt, Action action) {
        if (!(action instanceof Action.Append append)) {
            return false;
        }
        boolean raises = append.fact() instanceof Fact.CanaryJudged judged
                && attempt.canary().filter(run -> judged.step() > run.step()).isPresent();
        return raises || append.fact() instanceof Fact.CanaryStarted;
    }

    /// The traffic is divided, and shall not be any more: it goes back before anything else is decided.
    static Optional<Decision> back(SlotLook look, String because) {
        return look.target()
                .canary()
                .map(_ -> new Decision.Act(
                        new Action.Switch(
                                look.slot(),
                                look.state().tokens().last(),
                                look.target().traffic(),
                                because),
                        "send all of the traffic of " + look.name() + " back to stable: " + because));
    }

    /// A share that no canary in the ledger asks for, such as that of a command that came late: it goes back, whatever
    /// else is under way.
    static Optional<Decision> stray(SlotLook look) {
        Optional<Long> asked = look.state()
                .attempt()
                .filter(attempt -> !attempt.moved())
                .flatMap(Attempt::canary)
                .map(run -> run.arms().canary());
        return look.target()
                .canary()
                .map(Seen.Share::deployment)
                .filter(deployment -> !asked.equals(Optional.of(deployment)))
                .flatMap(_ -> back(look, "no canary is under way"));
    }

    /// At half of the traffic or more a canary is let finish before a freeze or closing time
    /// takes it out.
    static boolean isLate(SlotLook look, Attempt attempt) {
        return attempt.canary().isPresent()
                && of(look, attempt)
                        .filter(trial ->
                                trial.rules.share(attempt.canary().get().step()) >= LATE)
                        .isPresent();
    }

    private Decision begin() {
        Serving stable = stable(look, attempt.release()).orElseThrow();
        long baseline = rules.canary().baseline() ? 0 : stable.deployment();
        Release release = stable.release().orElseThrow();
        return new Decision.Act(
                new Action.Append(
                        new Fact.CanaryStarted(look.slot(), attempt.token(), attempt.token(), release, baseline)),
                attempt.release().commit().brief() + " is tried in " + look.name() + " on " + rules.steps()
                        + " of its traffic, beside stable " + release.commit().brief() + ": "
                        + new CanaryForecast(rules, look.policy().window())
                                .sentence(look.seen().arms()));
    }

    private Decision rejected(CanaryRun run, String because, Gate gate) {
        return ended(Ending.rejected(
                look,
                attempt.release(),
                alarms().alarms().documents(),
                "its canary on " + rules.share(run.step()) + " % of the traffic: " + because,
                List.of(gate)));
    }

    private Decision next(CanaryRun run, CanaryReading reading, Gate gate) {
        return overdue(run, reading)
                .or(() -> givenUp(run, reading))
                .or(() -> new CanaryBaseline(look, run, this::lost).notUp())
                .or(() -> shared(run))
                .or(() -> given(run, reading, gate))
                .or(() -> doubt.held(run, gate))
                .or(() -> onward(run, reading, gate))
                .orElseGet(() -> waits(run, reading, gate));
    }

    private Decision ended(Decision ending) {
        return back(look, ending.because()).orElse(ending);
    }

    private Decision lost(String because) {
        return ended(Ending.failed(look, attempt.release(), because));
    }

    private Optional<Decision> shared(CanaryRun run) {
        Seen.Share wanted = new Seen.Share(run.arms().canary(), rules.share(run.step()));
        OptionalLong baseline =
                run.hasOwnBaseline() ? OptionalLong.of(run.arms().baseline()) : OptionalLong.empty();
        long stable = look.state().serving().orElseThrow().deployment();
        boolean so = look.target().canary().equals(Optional.of(wanted))
                && look.target().baseline().equals(baseline)
                && look.target().traffic().equals(OptionalLong.of(stable));
        return so
                ? Optional.empty()
                : Optional.of(new Decision.Act(
                        new Action.Try(look.slot(), look.state().tokens().last(), stable, baseline, wanted),
                        "send " + wanted.percent() + " % of the traffic of " + look.name() + " to the canary "
                                + attempt.release().commit().brief()
                                + (run.hasOwnBaseline() ? ", and as much to its baseline" : "")));
    }

    /// That it has its share is recorded when it is seen: only what comes then counts for the step, however long nobody
    /// looked after the share was decided.
    private Optional<Decision> given(CanaryRun run, CanaryReading reading, Gate gate) {
        String because = "the canary " + attempt.release().commit().brief() + " has " + rules.share(run.step())
                + " % of the traffic of " + look.name();
        return run.stepSince().isPresent()
                ? Optional.empty()
                : Optional.of(record(reading, new CanaryDoubt.Told(run.step(), run.stand(), because), gate));
    }

    /// A step is over when its time and samples are reached and there is data; a pass needs all steps.
    private Optional<Decision> onward(CanaryRun run, CanaryReading reading, Gate gate) {
        boolean over = doubt.isStepOver(reading);
        String name = "the canary " + attempt.release().commit().brief() + " in " + look.name();
        if (over && !rules.isLast(run.step()) && !isLong(reading)) {
            int next = run.step() + 1;
            return Optional.of(record(
                    reading,
                    new CanaryDoubt.Told(next, run.stand(), name + " goes on to " + rules.share(next) + " %"),
                    gate));
        }
        if (over && rules.isLast(run.step()) && reading.verdict() == Verdict.PASS) {
            String sentence = name + ": " + reading.judgement().sentence();
            return Optional.of(record(reading, new CanaryDoubt.Told(run.step(), Stand.PASSED, sentence), gate));
        }
        Optional<CanaryDoubt.Told> end = doubt.end(run, reading);
        if (end.isPresent()) {
            return Optional.of(record(reading, end.get(), gate));
        }
        return known(run, reading, gate);
    }

    /// However long it goes on, what is not recorded stays short. A step that a hold keeps from being gone on from is
    /// recorded all the same.
    private Optional<Decision> known(CanaryRun run, CanaryReading reading, Gate gate) {
        String because =
                "what the judge of the canary " + attempt.release().commit().brief() + " in " + look.name() + " knows";
        return isLong(reading)
                ? Optional.of(record(reading, new CanaryDoubt.Told(run.step(), run.stand(), because), gate))
                : Optional.empty();
    }

    private static boolean isLong(CanaryReading reading) {
        return reading.fresh().size() >= RECORDED;
    }

    private Decision record(CanaryReading reading, CanaryDoubt.Told told, Gate gate) {
        return new Decision.Act(
                new Action.Append(
                        new Fact.CanaryJudged(
                                look.slot(),
                                attempt.token(),
                                told.step(),
                                told.stand(),
                                reading.until(),
                                reading.text()),
                        alarms().alarms().documents()),
                told.because(),
                List.of(gate));
    }

    /// In doubt at the end, and the rules give it up.
    private Optional<Decision> givenUp(CanaryRun run, CanaryReading reading) {
        return doubt.isGivenUp(run, reading)
                ? Optional.of(withdrawn("its canary is not sure at the end: "
                        + reading.judgement().sentence()))
                : Optional.empty();
    }

    private Decision withdrawn(String because) {
        return ended(Ending.withdrawn(look, attempt.release(), Fact.Withdrawn.Cause.UNSURE, because));
    }

    private Optional<Decision> overdue(CanaryRun run, CanaryReading reading) {
        if (look.now().isBefore(run.since().plus(rules.patience()))) {
            return Optional.empty();
        }
        return Optional.of(
                reading.verdict() == Verdict.NODATA || reading.disquiet().isPresent()
                        ? lost(reading.sentence())
                        : withdrawn("its canary came to no end: " + reading.sentence()));
    }

    private Decision waits(CanaryRun run, CanaryReading reading, Gate gate) {
        return new Decision.Wait(
                attempt.release().commit().brief() + " is tried on " + rules.share(run.step()) + " % of the traffic of "
                        + look.name() + " (" + measured(run, reading) + ")",
                new Decision.Until.Event("the next window of " + look.name() + " ends"),
                List.of(gate));
    }

    private String measured(CanaryRun run, CanaryReading reading) {
        return "step " + (run.step() + 1) + " of " + rules.canary().steps().size() + ", "
                + (rules.canary().isSmall()
                        ? reading.asked()
                        : reading.step().samples() + " of " + rules.canary().samples() + " requests")
                + reading.disquiet()
                        .map(because -> ", the last window counts for no step: " + because)
                        .orElse("");
    }

    private Gate gate(CanaryRun run, CanaryReading reading) {
        String sentence = reading.sentence();
        Gate gate = switch (reading.verdict()) {
            case REJECT -> Gate.failed(GATE, sentence, "a commit that mends it");
            case PASS, CONTINUE ->
                reading.shown().accused().isPresent()
                        ? Gate.failed(GATE, sentence, "a commit that mends it")
                        : reading.disquiet().isPresent()
                                ? Gate.unknown(GATE, sentence, "alerts that are known, and quiet")
                                : Gate.waiting(GATE, sentence, "observed windows");
            case NODATA -> Gate.unknown(GATE, sentence, "requests to both arms");
        };
        return gate.read(measured(run, reading), rules.steps())
                .since(run.since())
                .progressed(
                        rules.canary()
                                .each()
                                .multipliedBy(run.step())
                                .plus(least(reading.step().time())),
                        CanaryRules.shortest(rules.canary()));
    }

    private Duration least(Duration time) {
        return time.compareTo(rules.canary().each()) < 0 ? time : rules.canary().each();
    }
}
