package arelops.core.evidence;

import arelops.core.id.AppName;
import arelops.core.id.Slot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a ledger adds up to: everything that decisions need of the past.
///
/// @param seq the number of the last entry; 0 for an empty ledger
/// @param errors by number, the errors that rejections opened
public record LedgerState(
        long seq,
        Trunk trunk,
        Trust trust,
        SortedMap<AppName, Builds> builds,
        SortedMap<Slot, SlotState> slots,
        SortedMap<Long, ErrorRecord> errors) {
    public static final LedgerState EMPTY =
            new LedgerState(0, Trunk.UNKNOWN, Trust.NONE, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public LedgerState {
        builds = Sorted.copy(builds);
        slots = Sorted.copy(slots);
        errors = Sorted.copy(errors);
    }

    public SlotState slot(Slot slot) {
        return slots.getOrDefault(slot, SlotState.EMPTY);
    }

    public Builds builds(AppName app) {
        return builds.getOrDefault(app, Builds.NONE);
    }

    /// The errors that are open on trunk's tip.
    public List<ErrorRecord> openErrors() {
        return errors.values().stream()
                .filter(error -> !error.isResolved(trunk))
                .toList();
    }

    /// The state after one more entry.
    ///
    /// @throws IllegalTransition when the entry may not follow
    public LedgerState after(Entry entry) {
        if (entry.seq() != seq + 1) {
            throw new IllegalTransition("entry " + entry.seq() + " cannot follow entry " + seq);
        }
        return Transitions.apply(this, entry);
    }

    LedgerState at(long number) {
        return new LedgerState(number, trunk, trust, builds, slots, errors);
    }

    LedgerState with(Trunk other) {
        return new LedgerState(seq, other, trust, builds, slots, errors);
    }

    LedgerState with(Trust other) {
        return new LedgerState(seq, trunk, other, builds, slots, errors);
    }

    LedgerState with(AppName app, Builds other) {
        return new LedgerState(seq, trunk, trust, Sorted.with(builds, app, other), slots, errors);
    }

    LedgerState with(Slot slot, SlotState other) {
        return new LedgerState(seq, trunk, trust, builds, Sorted.with(slots, slot, other), errors);
    }

    LedgerState with(ErrorRecord error) {
        return new LedgerState(seq, trunk, trust, builds, slots, Sorted.with(errors, error.number(), error));
    }
}
