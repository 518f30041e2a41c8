package arelops.core.release;

import arelops.core.evidence.Failover;
import arelops.core.evidence.LedgerState;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.util.Optional;

/// Users of PRODUCTION who are served by another environment while a failover lasts (PAS-3): the line sends no
/// recorded traffic to what serves them, what it is sending ends, and nobody may begin to.
final class Guests {
    private Guests() {}

    /// The failover that brought users of another environment here, until all of them are back.
    static Optional<Failover> of(LedgerState ledger, Slot here) {
        return ledger.slot(new Slot(here.app(), EnvironmentName.PRODUCTION))
                .failover()
                .filter(failover -> failover.to().standby().equals(here.environment()));
    }

    /// What a trial here comes to instead of sending something; what was measured before is still judged.
    static Decision before(SlotLook look, Decision next) {
        boolean sends = next instanceof Decision.Wait
                || (next instanceof Decision.Act act && act.action() instanceof Action.Run);
        return of(look.snapshot().ledger(), look.slot())
                .filter(_ -> sends)
                .<Decision>map(_ -> new Decision.Wait(
                        "users of " + EnvironmentName.PRODUCTION.upper() + " are served by " + look.name()
                                + ", and nothing is sent beside them",
                        new Decision.Until.Event("they are back: arelops failback"),
                        next.gates()))
                .orElse(next);
    }
}
