package arelops.app.web;

import arelops.app.traffic.validate.AlarmState;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.AlarmVerdict;
import arelops.core.alarm.Validation;
import arelops.core.evidence.Guard;
import arelops.core.evidence.Json;
import arelops.core.id.Slot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Whether the alarms of an environment fire, as JSON: what the ledger knows, and the table where it is at hand.
final class AlarmsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Engine engine;

    AlarmsJson(Engine engine) {
        this.engine = engine;
    }

    /// Empty where they were never tried.
    Optional<ObjectNode> of(Slot slot) {
        Optional<Guard.AlarmsTried> known = engine.board()
                .observed()
                .flatMap(
                        observed -> observed.ledger().state().slot(slot).guard().alarms());
        Optional<AlarmState> state = engine.alarms(slot);
        if (known.isEmpty() && state.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        known.ifPresent(tried -> out.put("state", tried.proved() ? "proved" : "wrong")
                .put("because", tried.because())
                .put("since", tried.at().toString())
                .put("rules", tried.rules().toString()));
        state.ifPresent(seen -> json(out, seen));
        return Optional.of(out);
    }

    private static void json(ObjectNode out, AlarmState state) {
        switch (state) {
            case AlarmState.NotKnown _ -> {}
            case AlarmState.Broken broken -> out.put("state", "broken").put("because", broken.because());
            case AlarmState.Running running -> {
                out.put("state", "running").put("because", running.now());
                table(out, running.runs());
            }
            case AlarmState.Done(AlarmReport report) -> {
                out.put("state", word(report.verdict()))
                        .put("because", report.verdict().because())
                        .put("recording", report.recording())
                        .put("withinMillis", report.within().toMillis());
                table(out, report.runs());
            }
        }
    }

    private static void table(ObjectNode out, List<AlarmRun> runs) {
        out.set("runs", read(AlarmReport.runs(runs)));
        out.set("alarms", read(AlarmReport.alarms(Validation.of(runs))));
    }

    private static String word(AlarmVerdict verdict) {
        return switch (verdict) {
            case AlarmVerdict.Proved _ -> "proved";
            case AlarmVerdict.Wrong _ -> "wrong";
            case AlarmVerdict.Unknown _ -> "unknown";
        };
    }

    private static JsonNode read(Json json) {
        try {
            return MAPPER.readTree(json.canonical());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }
}
