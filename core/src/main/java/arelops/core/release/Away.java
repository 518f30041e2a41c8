package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.evidence.SlotState;
import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.Optional;

/// Users who are served elsewhere (PAS-3): the router follows the ledger, how long that took is measured, and those
/// who come back are watched.
///
/// It goes before everything else that a slot does, and nothing stops it: no hold, freeze, closing time or drift.
final class Away {
    private static final int ALL = Fact.FailedBack.ALL;

    private final SlotLook look;
    private final Optional<Failover> failover;

    Away(SlotLook look) {
        this.look = look;
        this.failover = look.state().failover();
    }

    /// The next act; empty where there is none.
    Optional<Decision> next() {
        return redirected().or(() -> failover.flatMap(this::next));
    }

    private Optional<Decision> next(Failover away) {
        return measured(away).or(() -> returned(away)).or(() -> watched(away));
    }

    private Optional<Decision> redirected() {
        Optional<Seen.Away> wanted = failover.map(
                away -> new Seen.Away(away.to().standby(), away.to().deployment(), ALL - away.share()));
        return look.target().away().equals(wanted)
                ? Optional.empty()
                : Optional.of(new Decision.Act(
                        new Action.Redirect(
                                look.slot(),
                                look.state().tokens().last(),
                                failover.map(Failover::to),
                                wanted.map(Seen.Away::percent).orElse(0)),
                        failover.map(away -> "send " + (away.isGoingBack() ? ALL - away.share() + " % of the" : "all")
                                        + " users of " + look.name() + " to " + there(away))
                                .orElse("let " + look.name() + " serve all of its users again")));
    }

    /// The router has just said that it is so.
    private Optional<Decision> measured(Failover away) {
        if (away.took().isPresent() || away.isGoingBack()) {
            return Optional.empty();
        }
        Duration took = Duration.between(away.word().since(), look.now());
        Duration measured = took.isNegative() ? Duration.ZERO : took;
        Duration within = look.rules().failover().within();
        return act(
                new Fact.TookOver(look.slot(), away.token(), measured.toMillis(), within.toMillis()),
                "all users of " + look.name() + " are served by " + there(away) + ", "
                        + DurationText.write(measured) + " after it was asked for (the limit is "
                        + DurationText.write(within) + ")");
    }

    /// A drill ends by itself, as soon as it was measured.
    private Optional<Decision> returned(Failover away) {
        boolean drill = away.occasion() == Fact.FailedOver.Occasion.DRILL;
        return drill && away.back().isEmpty() && down().isEmpty() ? back(away, "the drill is over") : Optional.empty();
    }

    /// Those who are back must not have it worse; else all are sent to the standby again.
    private Optional<Decision> watched(Failover away) {
        if (!away.isGoingBack()) {
            return Optional.empty();
        }
        Optional<String> against = down().or(() -> reading().worse());
        if (against.isPresent()) {
            return act(
                    new Fact.FailedBack(look.slot(), away.token(), 0),
                    "all users of " + look.name() + " are sent to "
                            + away.to().standby().upper() + " again: " + against.get());
        }
        boolean over = reading().observed().compareTo(look.rules().failover().each()) >= 0;
        return over && look.state().intent().isEmpty()
                ? back(away, "it is no worse for those who are back (" + measured() + ")")
                : Optional.empty();
    }

    private Optional<Decision> back(Failover away, String because) {
        int next = look.rules().failover().after(away.share());
        return act(
                new Fact.FailedBack(look.slot(), away.token(), next),
                (next == ALL ? "all users of " : next + " % of the users of ") + look.name() + " come back: "
                        + because);
    }

    private static Optional<Decision> act(Fact fact, String because) {
        return Optional.of(new Decision.Act(new Action.Append(fact), because));
    }

    private BackReading reading() {
        return BackReading.of(look.seen().back(), look.policy().watch().values());
    }

    /// Why the slot's own release could not serve users, if so.
    private Optional<String> down() {
        return down(look.state(), look.target(), look.name());
    }

    static Optional<String> down(SlotState state, Seen.Target.Running target, String name) {
        Optional<Seen.Deployment> own = state.serving().flatMap(serving -> target.deployment(serving.deployment()));
        return own.isEmpty()
                ? Optional.of(name + " runs nothing of ours")
                : switch (own.get().health()) {
                    case Seen.Health.Up _ -> Optional.empty();
                    case Seen.Health.Starting _ -> Optional.of(name + " is starting");
                    case Seen.Health.Down down -> Optional.of(name + " is down: " + first(down.because()));
                    case Seen.Health.Broken broken -> Optional.of(name + " is down: " + first(broken.because()));
                };
    }

    private static String first(String because) {
        return because.lines().findFirst().orElse("");
    }

    private String measured() {
        BackReading reading = reading();
        return DurationText.write(reading.observed()) + " of "
                + DurationText.write(look.rules().failover().each()) + ", " + reading.samples() + " requests";
    }

    /// Says first who serves the users.
    Decision told(Decision decision) {
        return failover.isPresent() && decision instanceof Decision.Wait wait
                ? new Decision.Wait(
                        sentence(failover.get()) + "; " + wait.because(), until(failover.get(), wait), wait.gates())
                : decision;
    }

    /// What the slot itself waits for until a point in time goes on meanwhile.
    private Decision.Until until(Failover away, Decision.Wait wait) {
        if (wait.until() instanceof Decision.Until.At) {
            return wait.until();
        }
        return away.isGoingBack()
                ? new Decision.Until.Event("the next window of " + look.name() + " ends")
                : new Decision.Until.Person("arelops failback");
    }

    private String sentence(Failover away) {
        String served = "users of " + look.name() + " are served by " + there(away);
        if (away.isGoingBack()) {
            return served + "; " + away.share() + " % are back (" + measured() + ")";
        }
        return away.back()
                .map(given -> served + "; going back was given up: " + given.because())
                .orElse(served);
    }

    private static String there(Failover away) {
        return ServedElsewhere.where(away);
    }
}
