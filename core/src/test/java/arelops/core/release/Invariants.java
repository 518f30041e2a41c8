package arelops.core.release;

import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.evidence.Startable;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Check;
import arelops.core.policy.Mode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What must hold of every state, every step and every world at rest (S1-S12, L2); each names its law.
final class Invariants {
    private Invariants() {}

    /// A law was broken; the explorer adds the trace.
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String law) {
            super(law);
        }
    }

    static void require(boolean holds, String law) {
        if (!holds) {
            throw new Broken(law);
        }
    }

    static void ofState(World world, Map<Slot, Decision> decisions) {
        for (int i = 0; i < world.places().size(); i++) {
            SlotState slot = world.state(world.slot(i));
            Place place = world.places().get(i);
            require(place.highest() <= slot.tokens().last(), "S6: the target saw no token beyond the ledger's");
            // Where it only observes, the tag is not moved to what a person adopted, however often.
            boolean follows = world.rules(world.slot(i)).mode() != Mode.OBSERVE;
            require(
                    !follows
                            || place.hands().tag()
                            || place.tag().equals(slot.tag())
                            || place.tag().equals(slot.tokens().movedFrom()),
                    "S1: a tag stands where the ledger says, or where its last move began");
            require(
                    slot.attempt().filter(attempt -> !attempt.moved()).isEmpty()
                            || slot.intent()
                                    .filter(open -> open.purpose() == Fact.Purpose.PROMOTE)
                                    .isPresent(),
                    "S8: an attempt that does not serve has its intent open");
        }
        CanaryLaws.ofState(world, decisions);
        for (Slot slot : world.settings().slots()) {
            world.state(slot)
                    .failover()
                    .map(Failover::to)
                    .ifPresent(to -> require(
                            world.place(new Slot(slot.app(), to.standby()))
                                    .deployments()
                                    .containsKey(to.deployment()),
                            "PAS-3: what serves users is not stopped"));
        }
        decisions.forEach((environment, decision) -> {
            require(!decision.because().isBlank(), "L2: a decision says why");
            require(
                    decision instanceof Decision.Wait
                            || world.rules(environment).mode() != Mode.OBSERVE,
                    "LINE-7: observing touches nothing");
            if (decision instanceof Decision.Wait wait) {
                waits(world, wait);
            }
        });
    }

    private static void waits(World world, Decision.Wait wait) {
        switch (wait.until()) {
            case Decision.Until.At at ->
                require(at.instant().isAfter(world.around().now()), "L2: a wait for a time names one to come: " + wait);
            case Decision.Until.Event event -> require(!event.what().isBlank(), "L2: a wait names its event");
            case Decision.Until.Person person -> require(!person.act().isBlank(), "L2: a wait names the person's act");
        }
    }

    /// S5: with the holds, the freeze and the broken config gone, the same is done that ends or
    /// takes back a
    /// release.
    static void undeterred(World world, Map<Slot, Decision> decisions) {
        boolean held = world.settings().isFrozen() || world.settings().isBroken();
        World free = world.with(world.settings().frozen(false).broken(false));
        for (int i = 0; i < world.places().size(); i++) {
            Slot slot = world.slot(i);
            if (world.ledger().slot(slot).guard().hold().isPresent()) {
                held = true;
                free = free.with(Small.after(
                        free.ledger(),
                        new Fact.Resumed(slot),
                        new arelops.core.evidence.Actor.Person(Small.CAT),
                        world.around().now()));
            }
        }
        if (!held) {
            return;
        }
        Map<Slot, Decision> freely = free.decisions();
        freely.forEach((environment, decision) -> {
            if (decision instanceof Decision.Act act && takesBack(world, environment, act.action())) {
                require(
                        decisions.get(environment) instanceof Decision.Act same
                                && same.action().equals(act.action()),
                        "S5: no hold, freeze or broken config keeps " + environment + " from: " + act.because()
                                + "; but it decides " + decisions.get(environment));
            }
        });
    }

    private static boolean takesBack(World world, Slot environment, Action action) {
        Optional<Fact.Purpose> purpose = world.state(environment).intent().map(SlotState.OpenIntent::purpose);
        boolean returning = purpose.filter(one -> one != Fact.Purpose.PROMOTE).isPresent();
        return switch (action) {
            case Action.Append append ->
                switch (append.fact()) {
                    case Fact.Rejected _ -> true;
                    case Fact.Intent intent -> intent.purpose() != Fact.Purpose.PROMOTE;
                    case Fact.Verified verified -> verified.outcome() == Fact.Outcome.FAILED;
                    default -> false;
                };
            case Action.Switch to ->
                returning || to.deployment().equals(world.place(environment).traffic());
            case Action.Deploy _, Action.Move _ -> returning;
            case Action.FinishMove _, Action.RepairTag _, Action.Redirect _ -> true;
            case Action.Run _, Action.Divide _, Action.Try _, Action.Stop _, Action.Measure _ -> false;
        };
    }

    static void ofStep(World before, Moves.Move move) {
        World after = move.after();
        move.action().ifPresent(action -> acted(before, action, move.stale()));
        CanaryLaws.ofStep(before, move);
        for (int i = 0; i < before.places().size(); i++) {
            Slot slot = before.slot(i);
            SlotState was = before.ledger().slot(slot);
            SlotState is = after.ledger().slot(slot);
            if (was.standing().equals(is.standing())) {
                continue;
            }
            bars(before, was.standing(), is.standing(), move);
        }
    }

    private static void bars(World before, Standing was, Standing is, Moves.Move move) {
        int needed = Overrides.secondPerson(before.settings().open().team());
        Optional<Fact> fact = move.action().flatMap(Invariants::recorded);
        boolean endsWithoutBar = fact.filter(one -> one instanceof Fact.Failed || one instanceof Fact.Withdrawn)
                .isPresent();
        require(!endsWithoutBar || was.bars().equals(is.bars()), "S12: failed or withdrawn bars nothing");
        was.bars().forEach((number, bar) -> {
            if (!is.bars().containsKey(number)) {
                require(
                        bar.overturnedBy().size() + 1 >= needed,
                        "S4: a rejection is only lifted by two people who overturn it: " + number);
            }
        });
    }

    static Optional<Fact> recorded(Action action) {
        return switch (action) {
            case Action.Append append -> Optional.of(append.fact());
            case Action.Move move -> Optional.of(move.fact());
            case Action.RepairTag repair -> Optional.of(repair.fact());
            case Action.Run _,
                    Action.Deploy _,
                    Action.Switch _,
                    Action.Divide _,
                    Action.Try _,
                    Action.Redirect _,
                    Action.Stop _,
                    Action.Measure _,
                    Action.FinishMove _ -> Optional.empty();
        };
    }

    private static void acted(World world, Action action, boolean stale) {
        switch (action) {
            case Action.Append append -> {
                if (!stale) {
                    appended(world, append.fact());
                }
            }
            case Action.Deploy deploy -> {
                evidence(world, deploy.slot(), deploy.token(), stale);
                Startable started = new Startable(deploy.release(), deploy.token());
                require(
                        stale
                                || Startable.of(world.ledger().slot(deploy.slot()))
                                        .contains(started),
                        "S8: what is deployed is known as startable, so that nobody clears its folder away");
                require(stale || !world.around().lost(), "S1: nothing is deployed whose artifact is not there");
            }
            case Action.Switch to -> {
                Place place = place(world, to);
                boolean undivides = to.deployment().equals(place.traffic())
                        && (place.baseline().isPresent() || place.canary().isPresent());
                if (!undivides) {
                    evidence(world, to.slot(), to.token(), stale);
                    switched(world, to, stale);
                }
            }
            case Action.Divide divide -> divided(world, divide, stale);
            case Action.Try trying -> tried(world, trying, stale);
            case Action.Move move -> moved(world, move);
            case Action.Redirect redirect -> redirected(world, redirect, stale);
            case Action.Run _, Action.Stop _, Action.Measure _, Action.FinishMove _, Action.RepairTag _ -> {}
        }
    }

    private static Place place(World world, Action.Switch to) {
        return world.place(to.slot());
    }

    private static void evidence(World world, Slot slot, long token, boolean stale) {
        SlotState state = world.ledger().slot(slot);
        require(
                stale
                        || state.intent().filter(open -> open.token() == token).isPresent()
                        || control(state).filter(open -> open.token() == token).isPresent()
                        || ((canary(state).isPresent() || remains(state))
                                && state.tokens().last() == token)
                        || state.tokens()
                                .standby()
                                .filter(standby -> standby.deployment() == token)
                                .isPresent(),
                "S8: an effect has its intent, or its control, in the ledger first");
    }

    /// S10: users are sent only where a person's recorded failover leads, and come back as the ledger says.
    private static void redirected(World world, Action.Redirect redirect, boolean stale) {
        Optional<Failover> failover = world.state(redirect.slot()).failover();
        require(
                stale || redirect.to().equals(failover.map(Failover::to)),
                "S10: users are sent where the ledger says, and nowhere else");
        require(
                stale
                        || redirect.percent()
                                == failover.map(one -> Fact.FailedBack.ALL - one.share())
                                        .orElse(0),
                "S8: a share of the users has its entry in the ledger first");
    }

    private static Optional<SlotState.Control> control(SlotState state) {
        return state.attempt().flatMap(SlotState.Attempt::control).filter(SlotState.Control::isOpen);
    }

    private static Optional<CanaryRun> canary(SlotState state) {
        return state.intent().isEmpty() ? Optional.empty() : state.attempt().flatMap(SlotState.Attempt::canary);
    }

    private static boolean remains(SlotState state) {
        return state.attempt().flatMap(SlotState.Attempt::remaining).isPresent();
    }

    private static void tried(World world, Action.Try trying, boolean stale) {
        if (stale) {
            return;
        }
        SlotState state = world.state(trying.slot());
        Place place = world.place(trying.slot());
        require(canary(state).isPresent(), "S8: a share has its canary in the ledger first");
        require(
                OptionalLong.of(state.serving().orElseThrow().deployment()).equals(OptionalLong.of(trying.stable())),
                "PRO-1: what the tag names keeps the rest");
        require(
                place.runs(OptionalLong.of(trying.canary().deployment()))
                        .equals(state.attempt().map(SlotState.Attempt::release)),
                "S10: a share goes to the release that its gates let in");
        require(
                place.runs(trying.baseline())
                        .map(state.release().orElseThrow()::equals)
                        .orElse(true),
                "PRO-1: the baseline is the stable release");
    }

    private static void divided(World world, Action.Divide divide, boolean stale) {
        if (stale) {
            return;
        }
        evidence(world, divide.slot(), divide.token(), false);
        SlotState state = world.state(divide.slot());
        Place place = world.place(divide.slot());
        boolean enters = !place.traffic().equals(OptionalLong.of(divide.deployment()));
        if (enters) {
            OptionalLong to = OptionalLong.of(divide.deployment());
            switched(world, new Action.Switch(divide.slot(), divide.token(), to, ""), false);
        }
        require(
                place.runs(OptionalLong.of(divide.deployment()))
                        .equals(state.attempt().map(SlotState.Attempt::release)),
                "LINE-5, PRO-4: the release on trial has the rest");
        Seen.Deployment stable = Objects.requireNonNull(place.deployments().get(divide.baseline()));
        // What a newer one replaced in its soak served, too: a canary is compared with it, and goes on to be.
        boolean compared = state.attempt()
                .flatMap(attempt -> attempt.canary()
                        .map(run -> run.arms().stable())
                        .or(() -> attempt.remaining().map(SlotState.Remaining::stable)))
                .filter(stable.release()::equals)
                .isPresent();
        require(
                stable.health() instanceof Seen.Health.Up
                        && (compared || state.standing().isSettled(stable.release())),
                "S10: a baseline is healthy, and settled there or is what the canary was compared with");
    }

    private static void moved(World world, Action.Move move) {
        boolean performed = world.perform(move, world.ledger().seq()).ledger().seq()
                > world.ledger().seq();
        boolean byHand = world.place(move.fact().slot()).hands().traffic();
        require(
                !performed
                        || byHand
                        || world.place(move.fact().slot())
                                .serves()
                                .equals(move.fact().to()),
                "S1: a tag moves to what serves there");
    }

    private static void switched(World world, Action.Switch to, boolean stale) {
        Place place = world.place(to.slot());
        boolean performed = to.token() >= place.highest() && to.deployment().isPresent();
        Seen.Deployment target =
                performed ? place.deployments().get(to.deployment().getAsLong()) : null;
        if (target == null) {
            return;
        }
        require(
                place.hands().admitted().contains(target.release().number()),
                "S10: traffic goes only to a release that was admitted there");
        if (stale) {
            return;
        }
        SlotState slot = world.ledger().slot(to.slot());
        Fact.Purpose purpose = slot.intent().orElseThrow().purpose();
        boolean precious = to.slot().environment().equals(Small.PASSIVE)
                || to.slot().environment().equals(Small.PRODUCTION);
        require(
                !precious
                        || purpose == Fact.Purpose.RETURN
                        || !place.hands().traffic()
                        || place.serves().equals(slot.release()),
                "S11: automation never replaces what a person put into " + to.slot());
        require(
                target.health() instanceof Seen.Health.Up,
                "S7: traffic is sent only to a deployment that is known to be healthy");
        if (purpose == Fact.Purpose.PROMOTE) {
            require(
                    RepeatedCheck.isPassed(
                            slot.attempt().orElseThrow().of(Job.Phase.BEFORE.check()),
                            world.rules(to.slot()).accept()),
                    "S1: a candidate serves only after it was accepted at its own address");
            barred(world, to.slot(), target.release());
        }
    }

    private static void barred(World world, Slot slot, Release release) {
        for (Slot environment : line(world, slot).subList(0, line(world, slot).indexOf(slot) + 1)) {
            require(
                    world.state(environment).standing().bar(release).isEmpty(),
                    "S4: " + release + " was rejected in " + environment + ", and is never offered to " + slot);
        }
    }

    private static List<Slot> line(World world, Slot of) {
        return world.settings().slots().stream()
                .filter(slot -> slot.app().equals(of.app()))
                .toList();
    }

    private static void appended(World world, Fact fact) {
        switch (fact) {
            case Fact.Intent intent when intent.purpose() == Fact.Purpose.PROMOTE -> entered(world, intent);
            case Fact.Intent intent
            when intent.purpose() != Fact.Purpose.CLEAR -> {
                SlotState slot = world.ledger().slot(intent.slot());
                Release to = intent.to().orElseThrow();
                require(
                        slot.standing().bar(to).isEmpty() || slot.release().equals(Optional.of(to)),
                        "S4: nothing rejected is put back: " + to);
            }
            case Fact.Settled settled -> settled(world, settled);
            case Fact.Rejected rejected -> attributed(world, rejected);
            case Fact.Built built -> {
                trusted(world, built);
                checked(world, built);
            }
            default -> {}
        }
    }

    /// CHG-4: what makes rules looser is built, and so comes into force, only with an admin's word.
    private static void trusted(World world, Fact.Built fact) {
        LedgerState ledger = world.ledger();
        for (CommitId commit : ledger.trunk().between(ledger.trunk().genesis(), fact.commit())) {
            boolean pushed = !ledger.trust().isMerged(commit)
                    && ledger.trunk()
                            .revertOf(commit)
                            .filter(revert -> ledger.trunk().contains(revert, fact.commit()))
                            .isEmpty();
            boolean asked = !world.snapshot(fact.app()).looser(commit).isEmpty();
            require(
                    !pushed
                            || !asked
                            || ledger.trust().admins(commit).contains(Small.ANN)
                            || world.settings().open().team().approvals(1, Set.of()) == 0,
                    "CHG-4: " + commit + " makes rules looser, and no admin approved it");
        }
    }

    /// GATE-2, GATE-8: a pushed commit is built only after its checks passed, with the report that they
    /// declare, and not after a failure unless a budget for that is declared.
    private static void checked(World world, Fact.Built fact) {
        LedgerState ledger = world.ledger();
        boolean pushed = ledger.trunk().between(ledger.trunk().genesis(), fact.commit()).stream()
                .anyMatch(commit -> !ledger.trust().isMerged(commit)
                        && ledger.trunk()
                                .revertOf(commit)
                                .filter(revert -> ledger.trunk().contains(revert, fact.commit()))
                                .isEmpty());
        for (Check rule : world.settings().open().checks().values()) {
            List<SlotState.Result> results = ledger.trust().results(fact.commit(), rule.name());
            boolean passed = !results.isEmpty() && results.getLast().outcome() == Fact.Outcome.PASSED;
            boolean failed = results.stream().anyMatch(result -> result.outcome() == Fact.Outcome.FAILED);
            require(
                    !pushed || (passed && (!failed || rule.retry().declared() > 0)),
                    "GATE-2: " + fact.commit() + " is built, and check " + rule.name() + " said " + results);
        }
    }

    /// Windows speak against a release only where stable keeps the threshold, or where there is
    /// no stable.
    private static void attributed(World world, Fact.Rejected fact) {
        SlotState slot = world.state(fact.slot());
        Place place = world.place(fact.slot());
        boolean compared = control(slot).isPresent()
                && place.deployments().values().stream().noneMatch(one -> one.health() instanceof Seen.Health.Down);
        boolean crosses = place.compared() != Small.Compared.NOTHING && place.compared() != Small.Compared.NO_LONGER;
        boolean first = control(slot).filter(one -> one.stable().isEmpty()).isPresent();
        require(
                !compared
                        || place.compared() == Small.Compared.RELEASE
                        || (first && crosses)
                        || (place.watched().blames(first) && place.compared() != Small.Compared.NOTHING),
                "S7: a crossed threshold or an alert rejects only what was compared: " + place.compared());
    }

    private static void entered(World world, Fact.Intent intent) {
        TrafficLaws.entered(world, intent);
        Release release = intent.to().orElseThrow();
        boolean takesOver = world.ledger().slot(intent.slot()).intent().isPresent();
        if (!takesOver) {
            barred(world, intent.slot(), release);
        }
        int index = line(world, intent.slot()).indexOf(intent.slot());
        if (index > 0 && !takesOver) {
            SlotState before = world.state(line(world, intent.slot()).get(index - 1));
            Set<?> skips =
                    world.ledger().slot(intent.slot()).standing().requests().overriders(release, "soak");
            boolean people = !skips.isEmpty();
            require(
                    before.standing().isProved(release)
                            || (people
                                    && before.attempt()
                                            .filter(a -> a.release().equals(release) && a.moved())
                                            .isPresent()),
                    "S2: " + release + " did not settle before " + intent.slot());
        }
    }

    private static void settled(World world, Fact.Settled fact) {
        Place place = world.place(fact.slot());
        SlotState slot = world.ledger().slot(fact.slot());
        require(place.watched() == Small.Watched.ENOUGH, "S7: nothing settles without its windows");
        require(
                slot.attempt().flatMap(SlotState.Attempt::control).isEmpty(),
                "LINE-5: a soak that a crossed threshold ended settles only after resume");
        require(
                RepeatedCheck.isPassed(
                        slot.attempt().orElseThrow().of(Job.Phase.AFTER.check()),
                        world.rules(fact.slot()).accept()),
                "S7: nothing settles without its acceptance");
        require(
                place.serves().equals(Optional.of(fact.release())),
                "S7: only what serves settles: " + fact.release() + ", there serves " + place.serves());
    }

    /// S9 and L1: nothing is open, and tag, ledger and target agree where no person is asked for.
    static void atRest(World world, Map<Slot, Decision> decisions) {
        CanaryLaws.atRest(world, decisions);
        TrafficLaws.atRest(world, decisions);
        for (int i = 0; i < world.places().size(); i++) {
            SlotState slot = world.state(world.slot(i));
            Place place = world.places().get(i);
            Decision decision = decisions.get(world.slot(i));
            if (world.rules(world.slot(i)).mode() == Mode.OBSERVE) {
                continue;
            }
            require(
                    place.away()
                            .equals(slot.failover()
                                    .map(one -> new Seen.Away(
                                            one.to().standby(),
                                            one.to().deployment(),
                                            Fact.FailedBack.ALL - one.share()))),
                    "PAS-3: at rest users are where the ledger says: " + place.away());
            boolean asks = decision instanceof Decision.Wait wait && wait.until() instanceof Decision.Until.Person;
            require(
                    (slot.guard().tagDrift() && asks) || place.tag().equals(slot.tag()),
                    "S9: at rest the tag of " + world.slot(i) + " is what the ledger says");
            boolean foreign = slot.serving().isPresent() && slot.release().isEmpty();
            require(
                    (slot.guard().targetDrift() && asks)
                            || foreign
                            || place.serves().equals(slot.release()),
                    "S9: at rest " + world.slot(i) + " runs what the ledger says");
            require(
                    asks || (slot.intent().isEmpty() && slot.guard().owed().isEmpty()),
                    "L1: at rest nothing is open in " + world.slot(i) + ": " + decision);
            require(
                    slot.guard().owed().isEmpty(),
                    "L1: at rest no return is owed in " + world.slot(i) + ": " + decision);
        }
    }
}
