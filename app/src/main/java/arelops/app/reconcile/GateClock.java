package arelops.app.reconcile;

import arelops.core.gate.Gate;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers since when each gate has stood as it stands, where the ledger does not tell it: since this
/// controller saw it so for the first time.
final class GateClock {
    private final Map<String, Map<String, Stand>> places = new HashMap<>();

    /// How a gate stood, without the numbers that move.
    private record Stand(Gate.State state, String sentence, Optional<String> unblocks, Instant since) {
        boolean still(Gate gate) {
            return gate.state() == state
                    && gate.sentence().equals(sentence)
                    && gate.unblocks().equals(unblocks);
        }
    }

    /// The same decision, each gate of which has its `since`.
    Decision dated(String place, Decision decision, Instant now) {
        return decision.withGates(dated(place, decision.gates(), now));
    }

    /// These gates, each with its `since`.
    List<Gate> dated(String place, List<Gate> undated, Instant now) {
        Map<String, Stand> before = places.getOrDefault(place, Map.of());
        Map<String, Stand> stands = new HashMap<>();
        List<Gate> gates = undated.stream()
                .map(gate -> {
                    Stand stood = before.get(gate.id());
                    Instant since =
                            gate.since().orElseGet(() -> stood != null && stood.still(gate) ? stood.since() : now);
                    stands.put(gate.id(), new Stand(gate.state(), gate.sentence(), gate.unblocks(), since));
                    return gate.since(since);
                })
                .toList();
        places.put(place, stands);
        return gates;
    }
}
