package arelops.core.evidence;

import static arelops.core.evidence.IllegalTransition.unless;

import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Beside;
import arelops.core.evidence.SlotState.Control;
import arelops.core.evidence.SlotState.OpenIntent;
import arelops.core.evidence.SlotState.Past;
import arelops.core.evidence.SlotState.Result;
import arelops.core.evidence.SlotState.Serving;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What each fact changes in its slot, and which may not follow.
final class SlotTransitions {
    private SlotTransitions() {}

    static SlotState apply(SlotState state, Entry entry, Fact.OfSlot fact) {
        return switch (fact) {
            case Fact.Intent f -> intent(state, entry, f);
            case Fact.Moved f -> moved(state, entry, f);
            case Fact.Aborted f -> {
                unless(isOpen(state, f.intent()), "intent " + f.intent() + " is not open");
                yield state.withIntent(Optional.empty())
                        .withAttempt(state.attempt().filter(Attempt::moved));
            }
            case Fact.Adopted f -> {
                unless(state.intent().isEmpty(), "an intent is open");
                yield state.withServing(
                                Optional.of(new Serving(f.commit(), f.release(), f.deployment(), true, entry.at())))
                        .withAttempt(Optional.empty())
                        .withTokens(state.tokens()
                                .moved(
                                        state.tag().equals(Optional.of(f.commit()))
                                                ? state.tokens().movedFrom()
                                                : state.tag(),
                                        state.tokens().last()))
                        .withStanding(
                                f.release().map(state.standing()::withAdopted).orElse(state.standing()))
                        .withGuard(state.guard()
                                .withDrift(Fact.Drift.TARGET, false)
                                .withOwed(Optional.empty()));
            }
            case Fact.Verified f -> verified(state, entry, f);
            case Fact.AlarmsTried f -> tried(state, entry, f);
            case Fact.Controlled f -> controlled(state, entry, f);
            case Fact.Unattributed f -> unattributed(state, entry, f);
            case Fact.CanaryStarted f -> canary(state, entry, f);
            case Fact.CanaryJudged f -> {
                Optional<CanaryRun> run = run(state, f.intent());
                unless(run.isPresent(), "no canary is under way");
                yield state.withAttempt(state.attempt()
                                .map(attempt -> attempt.withCanary(run.map(canary -> canary.with(f, entry.at())))))
                        .withTokens(state.tokens().at(entry.seq()));
            }
            case Fact.Settled f -> {
                unless(trial(state, f.release()).moved(), "a release settles only where it serves");
                yield state.withAttempt(Optional.empty())
                        .withGuard(state.guard().withCrowded(Optional.empty()))
                        .withServing(state.serving().map(serving -> serving.asSettled(true)))
                        .withStanding(state.standing().withSettled(f.release()));
            }
            case Fact.Rejected f ->
                ended(state, f.release(), true).withStanding(state.standing().withBar(f.release(), entry.seq()));
            case Fact.Failed f ->
                ended(
                                state,
                                f.release(),
                                state.standing().settledBesides(f.release()).isPresent())
                        .withStanding(StandingTransitions.failed(state.standing(), f.release(), entry));
            case Fact.Withdrawn f -> withdrawn(state, f);
            case Fact.RolledBack f -> rolledBack(state, entry, f);
            case Fact.Held _ ->
                state.withGuard(state.guard()
                        .withHold(Optional.of(new Guard.Hold(entry.actor(), entry.because(), entry.at()))));
            case Fact.Resumed _ ->
                state.withGuard(state.guard().withHold(Optional.empty()))
                        .withAttempt(state.attempt()
                                .map(attempt -> attempt.withControl(
                                                attempt.control().filter(Control::isOpen))
                                        .withCanary(attempt.canary().map(CanaryRun::resumed))))
                        .withStanding(state.standing().withFailures(new TreeMap<>()));
            case Fact.Requested f -> state.withStanding(StandingTransitions.requested(state.standing(), f));
            case Fact.Overridden f -> state.withStanding(StandingTransitions.overridden(state.standing(), entry, f));
            case Fact.Overturned f -> state.withStanding(StandingTransitions.overturned(state.standing(), f));
            case Fact.RestoreAsked _ -> restoreAsked(state);
            case Fact.Drifted f -> state.withGuard(state.guard().withDrift(f.drift(), true));
            case Fact.Repaired f -> state.withGuard(state.guard().withDrift(f.drift(), false));
            case Fact.Warmed f -> FailoverTransitions.warmed(state, entry, f);
            case Fact.FailedOver f -> FailoverTransitions.failedOver(state, entry, f);
            case Fact.TookOver f -> FailoverTransitions.tookOver(state, f);
            case Fact.FailedBack f -> FailoverTransitions.failedBack(state, entry, f);
        };
    }

    /// What is owed already stays owed; a tag alone needs no deployment.
    private static SlotState restoreAsked(SlotState state) {
        Guard guard = state.guard();
        boolean deploys = guard.targetDrift() && guard.owed().isEmpty();
        Guard asked = deploys ? guard.withOwed(Optional.of(new Guard.Owed(state.release()))) : guard;
        return state.withGuard(asked.withTagAsked(guard.tagDrift()));
    }

    private static SlotState intent(SlotState state, Entry entry, Fact.Intent f) {
        boolean adopts = state.intent()
                .filter(open -> open.purpose() == f.purpose() && open.to().equals(f.to()))
                .isPresent();
        unless(adopts || state.intent().isEmpty(), "another intent is open");
        OpenIntent open = new OpenIntent(entry.seq(), f.purpose(), f.to(), controller(entry.actor()), entry.at());
        SlotState opened =
                state.withIntent(Optional.of(open)).withTokens(state.tokens().at(entry.seq()));
        if (f.purpose() != Fact.Purpose.PROMOTE) {
            return opened;
        }
        Release release = f.to().orElseThrow();
        unless(adopts || state.attempt().isEmpty(), "another attempt is under way");
        unless(!state.standing().bars().containsKey(release.number()), release + " is rejected here");
        unless(state.guard().owed().isEmpty(), "a return is owed");
        Optional<CanaryRun> run = state.attempt().flatMap(Attempt::canary);
        List<Result> results =
                run.flatMap(_ -> state.attempt()).map(Attempt::results).orElse(List.of());
        Attempt attempt = new Attempt(release, entry.seq(), false, results, Beside.NOTHING, entry.at());
        return opened.withAttempt(Optional.of(attempt.withCanary(run)));
    }

    private static String controller(Actor actor) {
        return switch (actor) {
            case Actor.Automation automation -> automation.controller();
            case Actor.Person _ -> throw new IllegalTransition("only the automation declares moves");
        };
    }

    private static boolean isOpen(SlotState state, long token) {
        return state.intent().filter(open -> open.token() == token).isPresent();
    }

    private static SlotState moved(SlotState state, Entry entry, Fact.Moved f) {
        unless(isOpen(state, f.intent()), "intent " + f.intent() + " is not open");
        OpenIntent open = state.intent().orElseThrow();
        unless(open.to().equals(f.to()), "the move leads elsewhere than its intent");
        unless(state.tag().equals(f.from()), "the move starts elsewhere than the tag stood");
        List<Past> past = new ArrayList<>(state.tokens().past());
        state.serving()
                .filter(serving -> serving.deployment() != f.deployment())
                .flatMap(serving ->
                        serving.release().map(release -> new Past(release, serving.deployment(), entry.at())))
                .ifPresent(past::add);
        past.removeIf(one -> one.deployment() == f.deployment());
        boolean promotes = open.purpose() == Fact.Purpose.PROMOTE;
        Optional<Serving> serving = f.to().map(to -> new Serving(
                to.commit(),
                f.to(),
                f.deployment(),
                !promotes && state.standing().isSettled(to),
                entry.at()));
        SlotState after = state.withIntent(Optional.empty())
                .withServing(serving)
                .withTokens(state.tokens().with(past).moved(f.from(), f.intent()))
                .withGuard(state.guard()
                        .withOwed(state.guard().owed().filter(owed -> !owed.to().equals(f.to()))));
        if (!promotes) {
            return after;
        }
        return after.withAttempt(state.attempt().map(Attempt::asMoved))
                .withStanding(state.standing()
                        .withRequests(new Standing.Requests(
                                state.standing()
                                        .requests()
                                        .promote()
                                        .filter(asked -> !f.to().equals(Optional.of(asked))),
                                state.standing().requests().overrides())));
    }

    private static SlotState verified(SlotState state, Entry entry, Fact.Verified f) {
        unless(
                state.attempt().filter(attempt -> attempt.token() == f.intent()).isPresent(),
                "no attempt of intent " + f.intent() + " is under way");
        Guard guard = f.check().equals(Guard.DIFFERENCE) ? compared(state, entry, f.outcome()) : state.guard();
        return state.withGuard(guard)
                .withAttempt(
                        state.attempt().map(attempt -> attempt.with(new Result(f.check(), f.outcome(), f.attempt()))));
    }

    /// A comparison of answers blames no release, and is remembered for what comes after the slot.
    private static Guard compared(SlotState state, Entry entry, Fact.Outcome outcome) {
        Release release = state.attempt().orElseThrow().release();
        return state.guard()
                .withDiffering(
                        release,
                        outcome == Fact.Outcome.FAILED
                                ? Optional.of(new Guard.Differing(entry.because(), entry.at()))
                                : Optional.empty());
    }

    private static SlotState tried(SlotState state, Entry entry, Fact.AlarmsTried f) {
        unless(
                state.attempt()
                        .filter(attempt -> attempt.token() == f.intent() && attempt.moved())
                        .isPresent(),
                "no release of intent " + f.intent() + " is on trial");
        return state.withGuard(state.guard()
                .withAlarms(new Guard.AlarmsTried(
                        f.rules(), f.outcome() == Fact.Outcome.PASSED, f.intent(), entry.because(), entry.at())));
    }

    private static Optional<Control> control(SlotState state, long intent) {
        return state.attempt().filter(attempt -> attempt.token() == intent).flatMap(Attempt::control);
    }

    /// A deployment of stable that is started for this counts as one that served: it is what a
    /// return takes first.
    private static SlotState controlled(SlotState state, Entry entry, Fact.Controlled f) {
        unless(
                state.attempt()
                        .filter(attempt -> attempt.token() == f.intent() && attempt.moved())
                        .isPresent(),
                "no release of intent " + f.intent() + " is on trial");
        unless(control(state, f.intent()).isEmpty(), "a control was begun before");
        boolean starts = f.stable().isPresent() && f.deployment() == 0;
        Control control = new Control(
                entry.seq(), f.stable(), starts ? entry.seq() : f.deployment(), Optional.empty(), entry.at());
        List<Past> past = new ArrayList<>(state.tokens().past());
        f.stable().filter(_ -> starts).ifPresent(stable -> past.add(new Past(stable, entry.seq(), entry.at())));
        return state.withAttempt(state.attempt().map(attempt -> attempt.controlledBy(control)))
                .withTokens(state.tokens().at(entry.seq()).with(past));
    }

    /// By a control that is under way, or by the baseline that remained: then it is over as it begins.
    private static SlotState unattributed(SlotState state, Entry entry, Fact.Unattributed f) {
        Optional<Control> open = control(state, f.intent());
        Optional<Control> begun = open.isPresent()
                ? open.filter(Control::isOpen)
                : state.attempt()
                        .filter(attempt -> attempt.token() == f.intent())
                        .flatMap(Attempt::remaining)
                        .map(one -> new Control(
                                entry.seq(),
                                Optional.of(one.stable()),
                                one.deployment(),
                                Optional.empty(),
                                entry.at()));
        unless(begun.isPresent(), "no control is under way");
        Optional<Control> over = begun.map(control -> control.found(f.finding()));
        return state.withAttempt(state.attempt().map(attempt -> attempt.withControl(over)));
    }

    private static Optional<CanaryRun> run(SlotState state, long intent) {
        return state.attempt().filter(attempt -> attempt.token() == intent).flatMap(Attempt::canary);
    }

    /// Its baseline never serves alone, so it is none that a return would take.
    private static SlotState canary(SlotState state, Entry entry, Fact.CanaryStarted f) {
        unless(isOpen(state, f.intent()), "intent " + f.intent() + " is not open");
        unless(
                state.attempt().filter(attempt -> !attempt.moved()).isPresent()
                        && run(state, f.intent()).isEmpty(),
                "a canary was begun before");
        unless(state.release().equals(Optional.of(f.stable())), f.stable() + " does not serve");
        CanaryRun run = new CanaryRun(
                entry.seq(),
                new CanaryRun.Arms(f.stable(), f.canary(), f.baseline() == 0 ? entry.seq() : f.baseline()),
                0,
                Optional.empty(),
                new CanaryRun.Judged("", entry.at()),
                Fact.CanaryJudged.Stand.GOES_ON,
                entry.at());
        return state.withAttempt(state.attempt().map(attempt -> attempt.withCanary(Optional.of(run))))
                .withTokens(state.tokens().at(entry.seq()));
    }

    private static Attempt trial(SlotState state, Release release) {
        unless(
                state.attempt()
                        .filter(attempt -> attempt.release().equals(release))
                        .isPresent(),
                "no attempt of " + release + " is under way");
        return state.attempt().orElseThrow();
    }

    /// The attempt is over. One that was not moved ends with its intent; one that serves may
    /// owe a return.
    private static SlotState ended(SlotState state, Release release, boolean returns) {
        boolean moved = trial(state, release).moved();
        SlotState over = state.withAttempt(Optional.empty())
                .withIntent(Optional.empty())
                .withGuard(state.guard().withCrowded(Optional.empty()));
        return moved && returns ? owing(over, state.standing().settledBesides(release)) : over;
    }

    private static SlotState owing(SlotState state, Optional<Release> to) {
        return state.withServing(state.serving().map(serving -> serving.asSettled(false)))
                .withGuard(state.guard().withOwed(Optional.of(new Guard.Owed(to))));
    }

    private static SlotState withdrawn(SlotState state, Fact.Withdrawn f) {
        SlotState over = ended(state, f.release(), f.cause() != Fact.Withdrawn.Cause.NEWER);
        if (f.cause() == Fact.Withdrawn.Cause.NEWER) {
            Optional<Instant> since =
                    state.guard().crowded().or(() -> state.attempt().map(Attempt::since));
            return over.withGuard(over.guard().withCrowded(since));
        }
        boolean waits = f.cause() == Fact.Withdrawn.Cause.PERSON || f.cause() == Fact.Withdrawn.Cause.UNSURE;
        return waits ? over.withStanding(StandingTransitions.parked(state.standing(), f.release())) : over;
    }

    private static SlotState rolledBack(SlotState state, Entry entry, Fact.RolledBack f) {
        unless(state.intent().isEmpty(), "an intent is open");
        unless(state.release().equals(Optional.of(f.takenBack())), f.takenBack() + " does not serve");
        unless(
                state.standing().isSettled(f.to()) && !f.to().equals(f.takenBack()),
                f.to() + " never settled here, so it is nothing to go back to");
        Standing standing = switch (f.blame()) {
            case RELEASE -> state.standing().withBar(f.takenBack(), entry.seq());
            case NOT_ITS_FAULT ->
                StandingTransitions.parked(state.standing().withoutSettled(f.takenBack()), f.takenBack());
        };
        standing = standing.withLast(f.to());
        SlotState back =
                owing(state.withAttempt(Optional.empty()), Optional.of(f.to())).withStanding(standing);
        return back.withGuard(back.guard()
                .withCrowded(Optional.empty())
                .withHold(Optional.of(new Guard.Hold(entry.actor(), entry.because(), entry.at()))));
    }
}
