package arelops.app.reconcile;

import arelops.app.ledger.LedgerView;
import java.util.Optional;

/// What came of performing an action.
sealed interface Outcome {
    /// It is done; `ledger` is the ledger with what it recorded, where it recorded something.
    record Done(Optional<LedgerView> ledger) implements Outcome {}

    /// The world is no longer what was decided on, or nobody knows: look and decide again.
    record Stale(String because) implements Outcome {}

    /// A port refuses, and will until somebody does something.
    record Refused(String because) implements Outcome {}
}
