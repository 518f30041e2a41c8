package arelops.app.ledger;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the newest reports of what the line did with recorded traffic are kept: one for each slot and gate.
public record TrafficReports(Map<Key, Place> places) {
    /// Where none was ever made.
    public static final TrafficReports NONE = new TrafficReports(Map.of());

    /// What only tells of a gate in words: an attempt that ended says not which of its two loads ended it.
    private static final String REPLAYED = ": the replay";

    /// Copies.
    public TrafficReports {
        places = Map.copyOf(places);
    }

    /// The gates that leave one.
    public enum Gate {
        REPLAY,
        LOAD,
        DIFF,
        ALARMS;

        /// The document beside the entry.
        String document() {
            return switch (this) {
                case REPLAY, LOAD -> "load.json";
                case DIFF -> "diff.json";
                case ALARMS -> "alarms.json";
            };
        }
    }

    /// What one is of.
    public record Key(Slot slot, Gate gate) {}

    /// Where a report is.
    ///
    /// @param commit of the entry that it is beside
    /// @param token the attempt's that it was made in
    public record Place(CommitId commit, String document, long token) {}

    /// The newest of a slot; empty where none was ever made.
    public Optional<Place> newest(Slot slot, Gate gate) {
        return Optional.ofNullable(places.get(new Key(slot, gate)));
    }

    /// With what one more entry has beside it.
    ///
    /// @param before what the ledger said before that entry
    TrafficReports after(LedgerState before, CommitId commit, Entry entry) {
        return entry.fact() instanceof Fact.OfSlot fact
                        && !entry.content().evidence().isEmpty()
                ? gate(entry, fact)
                        .filter(gate -> has(entry, gate))
                        .map(gate -> with(
                                new Key(fact.slot(), gate),
                                new Place(commit, gate.document(), token(before.slot(fact.slot()), fact))))
                        .orElse(this)
                : this;
    }

    private TrafficReports with(Key key, Place place) {
        Map<Key, Place> more = new HashMap<>(places);
        more.put(key, place);
        return new TrafficReports(more);
    }

    private static Optional<Gate> gate(Entry entry, Fact.OfSlot fact) {
        return switch (fact) {
            case Fact.AlarmsTried _ -> Optional.of(Gate.ALARMS);
            case Fact.Verified verified ->
                switch (verified.check()) {
                    case "replay" -> Optional.of(Gate.REPLAY);
                    case "load" -> Optional.of(Gate.LOAD);
                    case "diff" -> Optional.of(Gate.DIFF);
                    default -> Optional.empty();
                };
            case Fact.Rejected _, Fact.Failed _ -> Optional.of(ended(entry));
            default -> Optional.empty();
        };
    }

    private static Gate ended(Entry entry) {
        if (has(entry, Gate.DIFF)) {
            return Gate.DIFF;
        }
        return entry.because().contains(REPLAYED) ? Gate.REPLAY : Gate.LOAD;
    }

    private static boolean has(Entry entry, Gate gate) {
        return entry.content().evidence().stream().anyMatch(one -> one.name().equals(gate.document()));
    }

    private static long token(SlotState before, Fact.OfSlot fact) {
        return switch (fact) {
            case Fact.AlarmsTried tried -> tried.intent();
            case Fact.Verified verified -> verified.intent();
            default -> before.attempt().map(SlotState.Attempt::token).orElse(0L);
        };
    }
}
