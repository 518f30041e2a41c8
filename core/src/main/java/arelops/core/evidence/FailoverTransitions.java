package arelops.core.evidence;

import static arelops.core.evidence.IllegalTransition.unless;

import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Past;
import arelops.core.evidence.SlotState.Tokens;
import java.time.Duration;
import java.util.Optional;

/// What facts change where users are served by another environment than their own.
final class FailoverTransitions {
    private FailoverTransitions() {}

    static SlotState warmed(SlotState state, Entry entry, Fact.Warmed f) {
        unless(state.intent().isEmpty(), "an intent is open");
        unless(
                state.attempt()
                        .flatMap(Attempt::control)
                        .filter(SlotState.Control::isOpen)
                        .isEmpty(),
                "a control is under way");
        Past standby = new Past(f.release(), entry.seq(), entry.at());
        Tokens tokens = state.tokens().at(entry.seq());
        return state.withTokens(tokens.withStandby(standby));
    }

    /// The users' own environment.
    static SlotState failedOver(SlotState state, Entry entry, Fact.FailedOver f) {
        unless(entry.actor() instanceof Actor.Person, "only a person sends users elsewhere");
        unless(
                f.onto() == Fact.FailedOver.Onto.NAMED || state.release().equals(Optional.of(f.release())),
                f.release() + " is not what the tag names");
        unless(!f.standby().equals(f.slot().environment()), "users are sent to another environment than their own");
        Failover failover = new Failover(
                entry.seq(),
                new Failover.To(f.standby(), f.release(), f.deployment()),
                f.occasion(),
                new Failover.Word(entry.actor(), entry.because(), entry.at()),
                Optional.empty(),
                Optional.empty());
        SlotState anew = held(begunAnew(state, entry), entry);
        return anew.withGuard(anew.guard().withFailover(Optional.of(failover)));
    }

    /// A hold that is there already stays as it is.
    static SlotState held(SlotState state, Entry entry) {
        unless(isFree(state), "a release is on its way in");
        return state.guard().hold().isPresent()
                ? state
                : state.withGuard(state.guard()
                        .withHold(Optional.of(new Guard.Hold(entry.actor(), entry.because(), entry.at()))));
    }

    /// Nothing is on its way in that does not serve yet.
    private static boolean isFree(SlotState state) {
        return state.attempt().filter(attempt -> !attempt.moved()).isEmpty();
    }

    /// The entry's number is the token from here on: what is open works under a lower one, and would not get on.
    private static SlotState begunAnew(SlotState state, Entry entry) {
        unless(isFree(state), "a release is on its way in");
        return state.withIntent(Optional.empty())
                .withAttempt(state.attempt()
                        .map(attempt -> attempt.withControl(attempt.control().filter(control -> !control.isOpen()))))
                .withTokens(state.tokens().at(entry.seq()));
    }

    static SlotState tookOver(SlotState state, Fact.TookOver f) {
        Failover failover = open(state, f.failover());
        unless(failover.took().isEmpty(), "this failover was measured before");
        return state.withGuard(
                state.guard().withFailover(Optional.of(failover.asTaken(Duration.ofMillis(f.millis())))));
    }

    static SlotState failedBack(SlotState state, Entry entry, Fact.FailedBack f) {
        Failover failover = open(state, f.failover());
        unless(f.percent() != failover.share(), "as many are back already");
        SlotState anew = begunAnew(state, entry);
        if (f.percent() == Fact.FailedBack.ALL) {
            SlotState here = anew.withGuard(anew.guard().withFailover(Optional.empty()));
            return lifted(here, failover);
        }
        Failover.Back back = new Failover.Back(f.percent(), entry.because(), entry.at());
        return anew.withGuard(anew.guard().withFailover(Optional.of(failover.with(back))));
    }

    /// A drill takes the holds away that it made.
    static SlotState lifted(SlotState state, Failover failover) {
        boolean drill = failover.occasion() == Fact.FailedOver.Occasion.DRILL;
        return state.withGuard(state.guard()
                .withHold(state.guard().hold().filter(hold -> !drill || !isOf(hold, failover))));
    }

    private static boolean isOf(Guard.Hold hold, Failover failover) {
        return hold.by().equals(failover.word().by())
                && hold.since().equals(failover.word().since());
    }

    private static Failover open(SlotState state, long token) {
        Optional<Failover> failover = state.guard().failover().filter(one -> one.token() == token);
        unless(failover.isPresent(), "failover " + token + " is over");
        return failover.orElseThrow();
    }
}
