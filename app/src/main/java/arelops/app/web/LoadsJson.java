package arelops.app.web;

import arelops.app.traffic.load.LoadState;
import arelops.core.id.Slot;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.release.Job;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The load tests of what an environment runs, step by step, as JSON.
final class LoadsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Engine engine;

    LoadsJson(Engine engine) {
        this.engine = engine;
    }

    /// Those of this environment; none where there were none.
    ArrayNode of(Slot slot) {
        ArrayNode loads = JsonNodeFactory.instance.arrayNode();
        engine.loads(slot).forEach((gate, state) -> json(gate, state).ifPresent(loads::add));
        return loads;
    }

    private static Optional<ObjectNode> json(Job.LoadGate gate, LoadState state) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("gate", gate.check());
        return switch (state) {
            case LoadState.NotKnown _ -> Optional.empty();
            case LoadState.Broken broken ->
                Optional.of(out.put("state", "broken").put("because", broken.because()));
            case LoadState.Running running -> {
                out.put("state", "running")
                        .set("steps", read(LoadReport.steps(running.rungs()).canonical()));
                yield Optional.of(out);
            }
            case LoadState.Done(LoadReport report) -> {
                out.put("state", word(report.verdict()))
                        .put("because", report.verdict().because())
                        .put("recording", report.recording())
                        .set("steps", read(LoadReport.steps(report.rungs()).canonical()));
                yield Optional.of(out);
            }
        };
    }

    private static String word(LoadVerdict verdict) {
        return switch (verdict) {
            case LoadVerdict.Borne _ -> "borne";
            case LoadVerdict.Worse _ -> "worse";
            case LoadVerdict.Unknown _ -> "unknown";
        };
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }
}
