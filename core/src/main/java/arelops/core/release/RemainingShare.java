package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Remaining;
import arelops.core.gate.Gate;
import arelops.core.policy.CanaryPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The share of the traffic that stable keeps while a release soaks that was a canary: its baseline goes on, so that
/// what speaks against the release is compared at once with what stable did in the same windows (PRO-4).
final class RemainingShare {
    /// In percent; less where the canary began with less.
    private static final int MOST = 10;

    private final SlotLook look;
    private final Attempt attempt;
    private final Remaining remaining;
    private final StableShare share;

    private RemainingShare(SlotLook look, Attempt attempt, Remaining remaining, StableShare share) {
        this.look = look;
        this.attempt = attempt;
        this.remaining = remaining;
        this.share = share;
    }

    /// That of the release on trial here; empty where there is none, or the rules ask for no baseline any more.
    static Optional<RemainingShare> of(SlotLook look) {
        return look.state()
                .attempt()
                .flatMap(attempt -> attempt.remaining().flatMap(remaining -> of(look, attempt, remaining)));
    }

    /// That which a canary leaves behind that has passed.
    static Optional<RemainingShare> after(SlotLook look, Attempt attempt) {
        return attempt.canary()
                .filter(run -> run.hasOwnBaseline() && run.isOver())
                .flatMap(run -> of(
                        look,
                        attempt,
                        new Remaining(run.arms().stable(), run.arms().baseline())));
    }

    private static Optional<RemainingShare> of(SlotLook look, Attempt attempt, Remaining remaining) {
        return look.rules()
                .canary()
                .filter(CanaryPolicy::baseline)
                .map(policy -> new StableShare(Math.min(MOST, CanaryRules.share(policy, 0))))
                .map(share -> new RemainingShare(look, attempt, remaining, share));
    }

    long deployment() {
        return remaining.deployment();
    }

    int percent() {
        return share.percent();
    }

    /// Whether users may be sent there.
    boolean isUp() {
        return look.isUp(remaining.deployment(), remaining.stable());
    }

    boolean isGiven() {
        return look.target().baseline().equals(OptionalLong.of(remaining.deployment()));
    }

    /// All of the traffic but this share goes to a deployment.
    Action dividing(long deployment) {
        return new Action.Divide(
                look.slot(), look.state().tokens().last(), deployment, remaining.deployment(), share.percent());
    }

    /// How it gets its share again, if it lost it; empty where it has it, cannot serve, or a control has one instead.
    Optional<Decision> givenAgain() {
        if (isGiven() || !isUp() || look.openControl().isPresent()) {
            return Optional.empty();
        }
        long serving = look.state().serving().orElseThrow().deployment();
        return Optional.of(new Decision.Act(
                dividing(serving),
                "send " + share.percent() + " % of the traffic of " + look.name() + " to stable "
                        + remaining.stable().commit().brief() + ", to compare with"));
    }

    /// Whom the two windows speak against; empty where they do not tell: then a control does.
    Optional<Decision> attributed(SoakReading.Crossing crossing, Gate soak) {
        if (!isGiven() || !isUp()) {
            return Optional.empty();
        }
        List<Seen.Pair> pairs = look.seen().pairs().stream()
                .filter(pair -> !pair.trial().start().isBefore(crossing.since()))
                .toList();
        Alarms alarms = Alarms.of(look);
        SideBySide sides = SideBySide.of(pairs, look.policy().watch().values(), share, alarms);
        String commit = attempt.release().commit().brief();
        return switch (sides.finding()) {
            case RELEASE ->
                Optional.of(Ending.rejected(
                        look,
                        attempt.release(),
                        alarms.documents(),
                        "in two windows running, beside " + share.percent() + " % that stayed on stable: "
                                + sides.because(),
                        List.of(soak, Gate.failed("baseline", sides.because(), "a commit that mends it"))));
            case STABLE_TOO ->
                Optional.of(new Decision.Act(
                        new Action.Append(
                                new Fact.Unattributed(
                                        look.slot(), attempt.token(), Fact.Unattributed.Finding.STABLE_TOO),
                                alarms.documents()),
                        "nothing shows that " + commit + " is the cause: " + sides.because(),
                        List.of(soak)));
            case UNSURE, NO_LONGER -> Optional.empty();
        };
    }
}
