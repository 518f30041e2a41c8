package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Purpose;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.OpenIntent;
import arelops.core.id.Release;
import arelops.core.policy.AppPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Carries out an open intent: deploy, verify, switch, move the tag. Each look takes the next step
/// that is still
/// missing.
final class Moving {
    /// A return that does not come up is tried anew after this many times the back-off.
    private static final int PATIENCE = 4;

    /// A start, its repeat, and once more for what lies between the steps.
    private static final int STARTS = 3;

    private final SlotLook look;
    private final OpenIntent intent;

    Moving(SlotLook look, OpenIntent intent) {
        this.look = look;
        this.intent = intent;
    }

    Decision next() {
        return intent.controller().equals(look.snapshot().controller()) ? carryOn() : takeOver();
    }

    /// Nobody is at work any more on what an earlier controller of this one's own seat left.
    /// One of another seat may
    /// be: two that took over from each other at once would never come to an end, so it gets
    /// the time that a move
    /// takes. This only saves work; what keeps two from acting at once is the token.
    private Decision takeOver() {
        Instant due = intent.since().plus(patience());
        if (!isOfMySeat() && look.now().isBefore(due)) {
            return new Decision.Wait(
                    "controller " + intent.controller() + " moves " + look.name()
                            + "; what it leaves unfinished is taken over",
                    new Decision.Until.At(due));
        }
        return new Decision.Act(
                new Action.Append(new Fact.Intent(look.slot(), intent.purpose(), intent.to())),
                "take over the move of " + look.name() + " that controller " + intent.controller()
                        + " left unfinished");
    }

    private boolean isOfMySeat() {
        return seat(intent.controller()).equals(seat(look.snapshot().controller()));
    }

    private static String seat(String controller) {
        return controller.substring(0, Math.max(0, controller.lastIndexOf('.')));
    }

    /// As long as all that this move may have to wait for takes at most, by the rules.
    private Duration patience() {
        Duration most = look.rules().healthDeadline().multipliedBy(STARTS).plus(rebuilding());
        return switch (intent.purpose()) {
            case PROMOTE -> most.plus(accepting());
            case RESTORE, RETURN, CLEAR -> most;
        };
    }

    /// The acceptance test at its own address, each of its repeats, and the control.
    private Duration accepting() {
        return look.accept()
                .map(accept -> accept.timeout().multipliedBy(2L + accept.retry().repeats()))
                .orElse(Duration.ZERO);
    }

    private Duration rebuilding() {
        boolean lost = intent.to()
                .filter(release -> look.seen().missing().contains(release.artifact()))
                .isPresent();
        return lost
                ? look.policy()
                        .app(look.snapshot().app())
                        .flatMap(AppPolicy::build)
                        .map(build -> build.timeout())
                        .orElse(arelops.core.policy.Command.DEFAULT_TIMEOUT)
                        .multipliedBy(Rebuilding.TRIES)
                : Duration.ZERO;
    }

    private Decision carryOn() {
        return switch (intent.purpose()) {
            case PROMOTE -> promote(look.state().attempt().orElseThrow());
            case RESTORE -> isTakenByHand() ? givenUp() : putBack(intent.to().orElseThrow());
            case RETURN -> putBack(intent.to().orElseThrow());
            case CLEAR -> clear();
        };
    }

    /// Somebody sent the traffic elsewhere meanwhile; only where that may be put back does the
    /// move go on (TAG-4).
    private boolean isTakenByHand() {
        Drifts drifts = new Drifts(look);
        return drifts.isForeign() && !drifts.isRepairedByItself();
    }

    private Decision givenUp() {
        return new Decision.Act(
                new Action.Append(new Fact.Aborted(look.slot(), intent.token())),
                "somebody changed what " + look.name() + " runs, so this move is given up");
    }

    private Decision promote(Attempt attempt) {
        Release release = attempt.release();
        OptionalLong sent = sent(release);
        if (sent.isPresent() && look.isUp(sent.getAsLong(), release)) {
            return move(Optional.of(release), sent.getAsLong());
        }
        if (sent.isPresent()) {
            return onward(attempt);
        }
        if (new Drifts(look).isForeign()) {
            return Ending.failed(look, release, "somebody changed what " + look.name() + " runs meanwhile");
        }
        Decision next = onward(attempt);
        boolean recorded = next instanceof Decision.Act act
                && (act.action() instanceof Action.Append || isBack(act.action()))
                && !CanaryTrial.isFurther(attempt, act.action());
        return recorded ? next : displaced(release).orElseGet(() -> paused(attempt, next));
    }

    private Decision onward(Attempt attempt) {
        Release release = attempt.release();
        Optional<Seen.Deployment> deployment = look.target().deployment(own(attempt));
        if (deployment.isEmpty()) {
            return attempt.canary().isEmpty()
                    ? deploy(release)
                    : Ending.failed(look, release, "its canary is not there any more");
        }
        return switch (deployment.get().health()) {
            case Seen.Health.Starting _ -> unshared("it starts again").orElseGet(() -> starting(release));
            case Seen.Health.Broken broken -> Ending.failed(look, release, broken.because());
            case Seen.Health.Down down ->
                unshared(down.because()).orElseGet(() -> Verdicts.ofDown(look, attempt, down));
            case Seen.Health.Up _ -> verifyThenSwitch(attempt);
        };
    }

    /// The deployment on its way in: under this intent, or, with a canary, the one that was begun with.
    private long own(Attempt attempt) {
        return attempt.canary().map(run -> run.arms().canary()).orElse(intent.token());
    }

    /// A canary that does not answer gets no traffic.
    private Optional<Decision> unshared(String because) {
        return CanaryTrial.back(look, because);
    }

    /// A hold or broken rules keep an attempt from going further; watching, and taking it out, go on.
    private Decision paused(Attempt attempt, Decision next) {
        boolean further = next instanceof Decision.Act act
                && (CanaryTrial.isFurther(attempt, act.action())
                        || act.action() instanceof Action.Deploy
                        || act.action() instanceof Action.Try
                        || act.action() instanceof Action.Divide
                        || act.action() instanceof Action.Switch);
        return further ? pause().orElse(next) : next;
    }

    /// A canary's share goes back to stable: nothing stops that.
    private boolean isBack(Action action) {
        return action instanceof Action.Switch to
                && to.deployment().equals(look.target().traffic());
    }

    /// The deployment of this release that the traffic was sent to already, under this intent
    /// or one that it took
    /// over.
    private OptionalLong sent(Release release) {
        OptionalLong traffic = look.target().traffic();
        boolean ours = traffic.isPresent()
                && look.state().tokens().isUnfinished(traffic.getAsLong())
                && look.target().serving().map(Seen.Deployment::release).equals(Optional.of(release));
        return ours ? traffic : OptionalLong.empty();
    }

    /// What takes an attempt out that does not serve yet.
    private Optional<Decision> displaced(Release release) {
        if (look.isSuspect(release) || look.isBarred(release)) {
            return Optional.of(Ending.withdrawn(
                    look, release, Fact.Withdrawn.Cause.BLOCKED, "it carries a suspect of an error found since"));
        }
        if (look.isFirst() && look.ledger().trunk().position(release.commit()).isEmpty()) {
            return Optional.of(
                    Ending.withdrawn(look, release, Fact.Withdrawn.Cause.BLOCKED, "trunk does not have it any more"));
        }
        return Displacement.by(look, look.state().attempt().orElseThrow())
                .<Decision>map(newer -> Ending.withdrawn(
                        look,
                        release,
                        Fact.Withdrawn.Cause.NEWER,
                        newer.commit().brief() + " takes its place"))
                .or(() -> EntryGates.closed(look, release)
                        .filter(_ ->
                                !CanaryTrial.isLate(look, look.state().attempt().orElseThrow()))
                        .map(gate -> Ending.withdrawn(
                                look,
                                release,
                                Fact.Withdrawn.Cause.FROZEN,
                                "it does not serve yet: " + gate.sentence())));
    }

    private Optional<Decision> pause() {
        return new EntryGates(look, intent.to().orElseThrow())
                .pausing().stream()
                        .filter(gate -> !gate.lets())
                        .findFirst()
                        .map(gate -> new Decision.Wait(
                                look.name() + " pauses: " + gate.sentence(),
                                new Decision.Until.Person(gate.unblocks().orElse(gate.id())),
                                List.of(gate)));
    }

    private Decision deploy(Release release) {
        return switch (new Rebuilding(look, intent.token(), release).next()) {
            case Rebuilding.Step.Ready _ ->
                new Decision.Act(
                        new Action.Deploy(look.slot(), intent.token(), release),
                        "start " + release.commit().brief() + " beside what serves in " + look.name());
            case Rebuilding.Step.Pending pending -> pending.decision();
            case Rebuilding.Step.Gone gone ->
                intent.purpose() == Purpose.PROMOTE
                        ? Ending.failed(look, release, gone.because())
                        : stuck(release, gone.because());
        };
    }

    private Decision starting(Release release) {
        return new Decision.Wait(
                release.commit().brief() + " starts in " + look.name(),
                new Decision.Until.Event("it answers its health check, or its deadline passes"));
    }

    private Decision verifyThenSwitch(Attempt attempt) {
        if (look.accept().isPresent() && attempt.canary().isEmpty()) {
            Optional<Decision> unmet =
                    Verdicts.unless(look, attempt, new RepeatedCheck(look, attempt, Job.Phase.BEFORE).next());
            if (unmet.isPresent()) {
                return unmet.get();
            }
        }
        Optional<Decision> canary = CanaryTrial.of(look, attempt).flatMap(CanaryTrial::next);
        if (canary.isPresent()) {
            return canary.get();
        }
        String sentence = "send the traffic of " + look.name() + " to "
                + attempt.release().commit().brief();
        return RemainingShare.after(look, attempt)
                .filter(RemainingShare::isUp)
                .map(share -> new Decision.Act(
                        share.dividing(own(attempt)),
                        sentence + ", but " + share.percent() + " % that stay on stable while it soaks"))
                .orElseGet(() -> new Decision.Act(
                        new Action.Switch(look.slot(), look.state().tokens().last(), OptionalLong.of(own(attempt)), ""),
                        sentence));
    }

    private Decision putBack(Release release) {
        OptionalLong warm = look.warm(release);
        long deployment = warm.orElse(intent.token());
        if (warm.isEmpty()) {
            Optional<Seen.Deployment> fresh = look.target().deployment(intent.token());
            if (fresh.isEmpty()) {
                return deploy(release);
            }
            Optional<Decision> notYet = switch (fresh.get().health()) {
                case Seen.Health.Up _ -> Optional.empty();
                case Seen.Health.Starting _ -> Optional.of(starting(release));
                case Seen.Health.Down down when down.times() < 2 -> Optional.of(starting(release));
                case Seen.Health.Down down -> Optional.of(stuck(release, down.because()));
                case Seen.Health.Broken broken -> Optional.of(stuck(release, broken.because()));
            };
            if (notYet.isPresent()) {
                return notYet.get();
            }
        }
        if (!look.target().isWholly(deployment)) {
            return new Decision.Act(
                    new Action.Switch(look.slot(), intent.token(), OptionalLong.of(deployment), ""),
                    "send the traffic of " + look.name() + " back to "
                            + release.commit().brief());
        }
        return move(Optional.of(release), deployment);
    }

    /// What must serve again does not come up: it is deployed anew, under a new token, after a pause.
    private Decision stuck(Release release, String because) {
        Instant again = intent.since().plus(look.rules().backOff().multipliedBy(PATIENCE));
        String sentence = release.commit().brief() + " does not come up again in " + look.name() + ": " + because;
        return look.now().isBefore(again)
                ? new Decision.Wait(sentence + "; tried anew later", new Decision.Until.At(again))
                : new Decision.Act(
                        new Action.Append(new Fact.Intent(look.slot(), intent.purpose(), intent.to())),
                        sentence + "; try anew");
    }

    private Decision clear() {
        if (look.target().traffic().isPresent()) {
            return new Decision.Act(
                    new Action.Switch(
                            look.slot(),
                            intent.token(),
                            OptionalLong.empty(),
                            "nothing serves here: the first release was taken out, and there is none to go back to"),
                    "close the address of " + look.name());
        }
        return move(Optional.empty(), 0);
    }

    private Decision move(Optional<Release> to, long deployment) {
        SlotState state = look.state();
        Fact.Moved fact = new Fact.Moved(look.slot(), intent.token(), state.tag(), to, deployment);
        boolean admits = intent.purpose() == Purpose.PROMOTE && look.isFirst();
        return new Decision.Act(
                new Action.Move(fact, admits ? to : Optional.empty()),
                to.map(release -> look.name() + " runs " + release.commit().brief())
                        .orElse(look.name() + " runs nothing"));
    }
}
