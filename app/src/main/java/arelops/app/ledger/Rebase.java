package arelops.app.ledger;

import arelops.core.evidence.LedgerState;

/// Whether entries may go on top of others that somebody appended meanwhile, asked with the state those add up to.
@FunctionalInterface
public interface Rebase {
    boolean holds(LedgerState now);

    /// For intents: what was decided on is no longer so. Look and decide again.
    static Rebase never() {
        return _ -> false;
    }
}
