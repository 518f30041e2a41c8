package arelops.app.web;

import arelops.app.traffic.difference.DifferenceState;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// What the release that an environment runs answers differently than stable, as JSON: what the ledger knows, and the
/// places where they are at hand.
final class DifferencesJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Engine engine;

    DifferencesJson(Engine engine) {
        this.engine = engine;
    }

    /// Empty where nothing was compared that is known here.
    Optional<ObjectNode> of(Slot slot) {
        Optional<Guard.Differing> known = engine.board()
                .observed()
                .map(observed -> observed.ledger().state().slot(slot))
                .flatMap(DifferencesJson::differing);
        DifferenceState state = engine.differences(slot);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        known.ifPresent(found -> out.put("state", "different")
                .put("because", found.because())
                .put("since", found.at().toString()));
        switch (state) {
            case DifferenceState.NotKnown _ -> {}
            case DifferenceState.Broken broken -> out.put("state", "broken").put("because", broken.because());
            case DifferenceState.Running running -> out.put("state", "running").put("compared", running.compared());
            case DifferenceState.Done done -> evidence(out, done);
        }
        return Optional.of(out).filter(one -> !one.isEmpty());
    }

    private static Optional<Guard.Differing> differing(SlotState state) {
        return state.release()
                .map(Release::number)
                .flatMap(number -> Optional.ofNullable(state.guard().differing().get(number)));
    }

    /// As it is beside the ledger's entry; its verdict is the state.
    private static void evidence(ObjectNode out, DifferenceState.Done done) {
        try {
            ObjectNode read =
                    (ObjectNode) MAPPER.readTree(done.evidence().json().canonical());
            out.set("state", read.remove("verdict"));
            out.setAll(read);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }
}
