package arelops.core.release;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.gate.Freeze;
import arelops.core.gate.Gate;
import arelops.core.gate.Hours;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.DurationText;
import arelops.core.policy.Finish;
import arelops.core.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The gates before a candidate enters an environment.
final class EntryGates {
    static final String APPROVAL = "approval";

    private final SlotLook look;
    private final Release release;

    EntryGates(SlotLook look, Release release) {
        this.look = look;
        this.release = release;
    }

    /// Every gate, in the order in which people read them.
    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        gates.add(came());
        gates.addAll(pausing());
        gates.add(skippable(freeze()));
        gates.add(skippable(hours()));
        gates.add(skippable(approval()));
        gates.add(skippable(backOff()));
        if (look.environment().equals(EnvironmentName.PRODUCTION)) {
            AlarmCheck.before(look, release).map(this::skippable).ifPresent(gates::add);
        }
        gates.add(button());
        gates.add(canary());
        look.policy().notInThisRelease().stream()
                .filter(gap -> gap.environment().isEmpty() || gap.environment().equals(Optional.of(look.environment())))
                .forEach(gap -> gates.add(Gate.notPerformed(gap.gate(), gap.sentence())));
        return gates;
    }

    /// Those that also stop an attempt that does not serve yet, where it is.
    List<Gate> pausing() {
        return Stream.concat(Stream.of(trunk(look), rules(look), hold(), drift()), failover().stream())
                .toList();
    }

    /// What keeps everything from coming from trunk; empty where nothing does.
    static Optional<Gate> ofTrunk(SlotLook look) {
        return Stream.of(trunk(look), rules(look)).filter(gate -> !gate.lets()).findFirst();
    }

    /// The freeze or closing time that takes a release out before it serves (PRO-2); empty
    /// where there is none.
    static Optional<Gate> closed(SlotLook look, Release release) {
        EntryGates gates = new EntryGates(look, release);
        boolean open =
                look.rules().hours().map(hours -> hours.isOpen(look.now())).orElse(true);
        return Stream.of(gates.freeze(), open ? Gate.open("hours", "open") : gates.hours())
                .map(gates::skippable)
                .filter(gate -> !gate.lets())
                .findFirst();
    }

    /// TAG-7: a trunk that lost commits stops the line until an admin accepts it.
    private static Gate trunk(SlotLook look) {
        return switch (look.snapshot().world().trunk()) {
            case TrunkSeen.At _ -> Gate.open("trunk", "trunk goes on from what the ledger saw");
            case TrunkSeen.Unknown unknown ->
                Gate.unknown("trunk", "trunk cannot be read: " + unknown.because(), "git answers again");
            case TrunkSeen.Absent absent ->
                Gate.failed("trunk", "there is no branch " + absent.branch(), "push it again");
            case TrunkSeen.Rewritten _ ->
                Gate.failed("trunk", "trunk was rewritten", "an admin: arelops trunk accept -m REASON");
        };
    }

    private Gate came() {
        return look.before()
                .map(before -> {
                    boolean settled = look.stateOf(before.name()).standing().isProved(release);
                    return Gate.open(
                            "settled",
                            settled
                                    ? "settled in " + before.name().upper()
                                    : "its soak in " + before.name().upper() + " is skipped");
                })
                .orElseGet(() ->
                        Gate.open("built", "built once, " + release.artifact().brief()));
    }

    private static Gate rules(SlotLook look) {
        return look.snapshot()
                .rules()
                .broken()
                .map(because -> Gate.failed("policy", because, "mend the config on trunk"))
                .orElseGet(() -> Gate.open(
                        "policy", "rules " + look.snapshot().rules().digest().brief()));
    }

    private Gate hold() {
        return look.state()
                .guard()
                .hold()
                .map(hold -> Gate.waiting(
                                "hold",
                                look.name() + " is held" + by(hold) + ": " + hold.because(),
                                "arelops resume " + look.environment())
                        .since(hold.since()))
                .orElseGet(() -> Gate.open("hold", "not held"));
    }

    /// Which controller it was tells nobody anything.
    private static String by(Guard.Hold hold) {
        return hold.by() instanceof Actor.Person person ? " by " + person : "";
    }

    private Gate drift() {
        Guard here = look.state().guard();
        boolean before = look.before()
                .map(environment -> look.ledger()
                        .slot(new Slot(look.snapshot().app(), environment.name()))
                        .guard()
                        .drifted())
                .orElse(false);
        if (!here.drifted() && !before) {
            return Gate.open("drift", "tag, ledger and target agree");
        }
        return Gate.failed(
                "drift",
                (here.drifted()
                                ? look.name()
                                : look.before().orElseThrow().name().upper()) + " has drifted",
                "arelops repair or arelops adopt");
    }

    /// While users are served elsewhere, nothing new comes to where they are, or to where they come back.
    private Optional<Gate> failover() {
        return Standby.failover(look)
                .map(failover -> Gate.waiting(
                                "failover",
                                "users are served by " + failover.to().standby().upper(),
                                "arelops failback")
                        .since(failover.word().since()));
    }

    private Gate freeze() {
        Optional<Freeze> freeze = look.rules().freezes().stream()
                .filter(one -> one.covers(look.now()))
                .findFirst();
        return freeze.map(one -> Gate.waiting("freeze", "frozen " + one.text(), "its end")
                        .since(one.startsAt())
                        .expectedAt(Optional.of(one.endsAt())))
                .orElseGet(() -> Gate.open("freeze", "no freeze"));
    }

    private Gate hours() {
        Optional<Hours> hours = look.rules().hours();
        if (hours.isEmpty()) {
            return Gate.notApplicable("hours", "open at all hours");
        }
        Instant now = look.now();
        if (!hours.get().isOpen(now)) {
            return Gate.waiting("hours", "closed; open " + hours.get().text(), "the next opening")
                    .expectedAt(hours.get().nextOpening(now));
        }
        Duration attempt = shortest(look.state().release().isPresent());
        Optional<Instant> closes = hours.get().closesAt(now);
        boolean fits = look.rules().finish() != Finish.INSIDE
                || closes.map(at -> !now.plus(attempt).isAfter(at)).orElse(true);
        if (fits) {
            return Gate.open("hours", "open " + hours.get().text());
        }
        return Gate.waiting(
                        "hours",
                        "an attempt takes at least " + DurationText.write(attempt)
                                + " and would not end before closing",
                        "the next opening")
                .expectedAt(closes.flatMap(hours.get()::nextOpening));
    }

    /// The shortest that a whole attempt takes by the rules.
    ///
    /// @param compared whether there is something for a canary to be compared with
    private Duration shortest(boolean compared) {
        Duration window = look.policy().window();
        return compared
                ? look.rules().shortestAttempt(window)
                : look.rules().soak().inWhole(window);
    }

    private Gate approval() {
        EnvironmentApprovals approvals = EnvironmentApprovals.of(look.snapshot(), look.rules(), release);
        if (approvals.needed() == 0) {
            return Gate.notApplicable(APPROVAL, "no approval needed");
        }
        Gate gate = approvals.suffice()
                ? Gate.open(APPROVAL, "approved")
                : Gate.waiting(
                        APPROVAL,
                        "needs approval for " + look.name(),
                        "arelops approve " + release.commit().brief() + " --for " + look.environment());
        return gate.read(Integer.toString(approvals.given()), Integer.toString(approvals.needed()));
    }

    private Gate backOff() {
        Standing.Failures failures = look.state().standing().failures().get(release.number());
        if (failures == null) {
            return Gate.open("back-off", "did not fail here before");
        }
        Instant again = failures.last().plus(look.rules().recovery().waitAfter(failures.count()));
        return look.now().isBefore(again)
                ? Gate.waiting("back-off", "failed " + failures.count() + " times; tried again later", "time")
                        .expectedAt(Optional.of(again))
                        .since(failures.last())
                : Gate.open("back-off", "failed " + failures.count() + " times before");
    }

    private Gate button() {
        boolean pressed = look.state().standing().requests().promote().equals(Optional.of(release));
        return look.rules().mode() != Mode.PROPOSE || pressed
                ? Gate.open("mode", look.rules().mode() == Mode.PROPOSE ? "a person asked for it" : "automatic")
                : Gate.waiting(
                        "mode",
                        look.name() + " only proposes",
                        "arelops promote " + release.commit().brief() + " --to " + look.environment());
    }

    private Gate canary() {
        SlotState state = look.state();
        if (state.standing().lastSettled().isEmpty()) {
            return Gate.notApplicable("canary", "nothing to compare with: the first release here");
        }
        return look.rules()
                .canary()
                .map(canary -> CanaryTrial.stable(look, release).isPresent()
                        ? skippedOr(
                                Gate.open("canary", "a canary on " + new CanaryRules(look.policy(), canary).steps()))
                        : Gate.notApplicable("canary", "nothing of ours to compare with"))
                .orElseGet(() -> Gate.notApplicable("canary", "no canary in " + look.name()));
    }

    private Gate skippedOr(Gate gate) {
        return Overrides.isSkipped(look, release, CanaryTrial.GATE)
                ? Gate.notApplicable(
                        "canary",
                        "skipped by " + look.state().standing().requests().overriders(release, CanaryTrial.GATE))
                : gate;
    }

    private Gate skippable(Gate gate) {
        return !gate.lets() && Overrides.isSkipped(look, release, gate.id())
                ? Gate.open(
                        gate.id(),
                        "skipped by " + look.state().standing().requests().overriders(release, gate.id()) + ": "
                                + gate.sentence())
                : gate;
    }
}
