package arelops.core.release;

import static arelops.core.release.Invariants.require;

import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.CanaryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What must hold of a release that is tried on a share of the traffic (PRO-1, PRO-2, CAN-1, S5).
final class CanaryLaws {
    private CanaryLaws() {}

    private static Optional<CanaryRun> run(SlotState state) {
        return state.intent().isEmpty() ? Optional.empty() : state.attempt().flatMap(Attempt::canary);
    }

    static void ofState(World world, Map<Slot, Decision> decisions) {
        decisions.forEach((slot, decision) -> {
            Place place = world.place(slot);
            if (place.canary().isEmpty()) {
                return;
            }
            Optional<CanaryRun> run = run(world.state(slot));
            boolean asked = run.filter(
                            one -> one.arms().canary() == place.canary().get().deployment())
                    .isPresent();
            require(
                    asked || decision instanceof Decision.Act,
                    "PRO-1: a share that no canary in the ledger asks for is taken away");
            List<Seen.ArmsWindow> arms = place.windows().arms();
            boolean worse = arms.stream().anyMatch(Small.Tried.WORSE::isSeenIn);
            require(
                    run.isEmpty() || !worse || (decision instanceof Decision.Act act && answers(place, act.action())),
                    "PRO-1, S5: evidence against a canary returns the traffic in that look, not: "
                            + decision.because());
        });
    }

    /// All of the traffic goes back, or what stands in the way of that is done first: another controller takes over, a
    /// tag is put back.
    private static boolean answers(Place place, Action action) {
        return switch (action) {
            case Action.Switch to -> to.deployment().equals(place.traffic());
            case Action.Append append -> append.fact() instanceof Fact.Intent || append.fact() instanceof Fact.Drifted;
            case Action.FinishMove _, Action.RepairTag _, Action.Redirect _ -> true;
            case Action.Run _,
                    Action.Deploy _,
                    Action.Divide _,
                    Action.Try _,
                    Action.Move _,
                    Action.Stop _,
                    Action.Measure _ -> false;
        };
    }

    static void ofStep(World before, Moves.Move move) {
        if (move.stale()) {
            return;
        }
        for (int i = 0; i < before.places().size(); i++) {
            Optional<Seen.Share> was = before.places().get(i).canary();
            Optional<Seen.Share> is = move.after().places().get(i).canary();
            require(
                    was.isEmpty()
                            || is.isEmpty()
                            || was.get().deployment() != is.get().deployment()
                            || was.get().percent() <= is.get().percent(),
                    "PRO-1: a share never shrinks but to nothing while the canary goes on");
        }
        move.action().ifPresent(action -> acted(before, action));
    }

    private static void acted(World world, Action action) {
        switch (action) {
            case Action.Append append -> {
                switch (append.fact()) {
                    case Fact.CanaryJudged judged -> judged(world, judged);
                    case Fact.Rejected rejected -> {
                        rejected(world, rejected);
                        attributed(world, rejected);
                    }
                    default -> {}
                }
            }
            case Action.Move move -> moved(world, move);
            case Action.Switch to -> {
                boolean enters = world.state(to.slot())
                                .attempt()
                                .filter(one -> !one.moved())
                                .isPresent()
                        && !to.deployment().equals(world.place(to.slot()).traffic());
                if (enters) {
                    passed(world, to.slot());
                }
            }
            case Action.Divide divide -> {
                passed(world, divide.slot());
                boolean half = divide.percent() == StableShare.HALF.percent();
                boolean controls = world.state(divide.slot())
                        .attempt()
                        .flatMap(Attempt::control)
                        .filter(SlotState.Control::isOpen)
                        .isPresent();
                require(half ? controls : divide.percent() <= 10, "PRO-4: 10 % at most stay on stable");
            }
            case Action.Run _,
                    Action.Deploy _,
                    Action.Try _,
                    Action.Stop _,
                    Action.Measure _,
                    Action.FinishMove _,
                    Action.RepairTag _,
                    Action.Redirect _ -> {}
        }
    }

    private static void judged(World world, Fact.CanaryJudged fact) {
        Place place = world.place(fact.slot());
        CanaryRun run = run(world.state(fact.slot())).orElseThrow();
        CanaryPolicy policy = world.rules(fact.slot()).canary().orElseThrow();
        int share = CanaryRules.share(policy, run.step());
        boolean completes = fact.stand() == Stand.COMPLETED;
        boolean ends = fact.step() > run.step() || fact.stand() == Stand.PASSED || completes;
        require(
                !ends || place.hands().shown().shares().contains(share),
                "PRO-1: a step ends only with what was seen at its share of " + share + " %");
        require(
                !ends || place.canary().filter(now -> now.percent() == share).isPresent(),
                "PRO-1: a step ends only while its share is given");
        require(fact.step() <= run.step() + 1 && fact.step() < policy.steps().size(), "PRO-1: no step is left out");
        require(
                !(fact.stand() == Stand.PASSED || completes)
                        || fact.step() == policy.steps().size() - 1,
                "PRO-1: it passes after all steps");
        require(
                fact.stand() != Stand.PASSED || place.hands().shown().alike(),
                "CAN-1: doubt and no data never count as a pass");
        require(
                !completes
                        || policy.doubt()
                                .small()
                                .filter(unproven -> unproven == CanaryPolicy.Unproven.PASS)
                                .isPresent(),
                "CAN-5: only rules for little traffic let through what was not proved");
        boolean stops = world.settings().isBroken()
                || world.state(fact.slot()).guard().hold().isPresent();
        require(fact.step() == run.step() || !stops, "PRO-2: a hold stops the share where it is");
    }

    private static void rejected(World world, Fact.Rejected fact) {
        SlotState state = world.state(fact.slot());
        Place place = world.place(fact.slot());
        boolean tried = state.attempt()
                .filter(attempt -> !attempt.moved() && attempt.canary().isPresent())
                .isPresent();
        require(!tried || place.canary().isEmpty(), "PRO-1: the traffic is back before a canary is rejected");
        require(
                !tried || place.hands().tag() || place.tag().equals(state.tag()),
                "PRO-1: a rejected canary leaves the tag where it was");
    }

    /// PRO-4: where stable kept a share, nothing is rejected for its windows that stable's do not clear it of.
    private static void attributed(World world, Fact.Rejected fact) {
        SlotState state = world.state(fact.slot());
        Place place = world.place(fact.slot());
        boolean soaks = state.attempt()
                .filter(attempt -> attempt.moved() && attempt.control().isEmpty())
                .filter(attempt -> RepeatedCheck.isPassed(
                        attempt.of(Job.Phase.AFTER.check()),
                        world.rules(fact.slot()).accept()))
                .isPresent();
        boolean up = place.deployments().values().stream().noneMatch(one -> one.health() instanceof Seen.Health.Down);
        require(
                !soaks || !up || place.compared() == Small.Compared.RELEASE,
                "PRO-4: only what stable did not do as well is attributed: " + place.compared());
    }

    private static void moved(World world, Action.Move move) {
        boolean performed = world.perform(move, world.ledger().seq()).ledger().seq()
                > world.ledger().seq();
        boolean promotes = world.state(move.fact().slot())
                .intent()
                .filter(open -> open.purpose() == Fact.Purpose.PROMOTE)
                .isPresent();
        if (performed && promotes) {
            passed(world, move.fact().slot());
        }
    }

    /// All of the traffic, and the tag, only after a recorded pass.
    private static void passed(World world, Slot slot) {
        SlotState state = world.state(slot);
        Optional<Attempt> attempt = state.attempt().filter(one -> !one.moved());
        if (attempt.isEmpty() || world.rules(slot).canary().isEmpty()) {
            return;
        }
        Release release = attempt.get().release();
        boolean compares =
                state.release().filter(stable -> !stable.equals(release)).isPresent();
        int skipped = state.standing()
                .requests()
                .overriders(release, CanaryTrial.GATE)
                .size();
        boolean skips = attempt.get().canary().isEmpty()
                && skipped >= Overrides.needed(world.settings().open().team(), slot.environment());
        boolean passed = attempt.get().canary().filter(CanaryRun::isOver).isPresent();
        require(
                passed || skips || !compares || world.place(slot).hands().traffic(),
                "PRO-1: the tag moves, and all of the traffic, only after a recorded pass of "
                        + Objects.toString(release));
    }

    static void atRest(World world, Map<Slot, Decision> decisions) {
        decisions.forEach((slot, decision) -> {
            Place place = world.place(slot);
            boolean asks = decision instanceof Decision.Wait wait && wait.until() instanceof Decision.Until.Person;
            SlotState state = world.state(slot);
            boolean remains =
                    Cooperation.remains(world, world.settings().slots().indexOf(slot));
            boolean runs = run(state).isPresent() || (remains && place.canary().isEmpty());
            require(
                    (place.canary().isEmpty() && place.baseline().isEmpty())
                            || (asks && (runs || state.guard().targetDrift())),
                    "LINE-5, PRO-1: at rest nothing is compared in " + slot + ", unless a person is asked: "
                            + decision);
        });
    }
}
