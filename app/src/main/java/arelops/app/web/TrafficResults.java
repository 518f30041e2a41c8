package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.ledger.LedgerView;
import arelops.app.ledger.TrafficReports;
import arelops.app.ledger.TrafficReports.Gate;
import arelops.app.traffic.difference.DifferenceState;
import arelops.app.traffic.load.LoadState;
import arelops.app.traffic.validate.AlarmState;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Validation;
import arelops.core.evidence.Guard;
import arelops.core.evidence.Json;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.load.LoadReport;
import arelops.core.release.Job;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What recorded traffic said of what the environments run, as JSON: as this controller found it, and what an earlier
/// one found as the ledger has it. Both have one shape, that of the document beside the entry.
final class TrafficResults {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int KEPT = 100;

    private final Engine engine;
    /// Documents that were read; nothing in the ledger changes.
    private final Map<TrafficReports.Place, ObjectNode> read = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TrafficReports.Place, ObjectNode> eldest) {
            return size() > KEPT;
        }
    };

    TrafficResults(Engine engine) {
        this.engine = engine;
    }

    /// Each environment of a status is told its own.
    void into(ObjectNode status) {
        Optional<LedgerView> ledger = engine.board().observed().map(observed -> observed.ledger());
        status.path("apps")
                .forEach(app -> app.path("environments").forEach(environment -> {
                    Slot slot = new Slot(
                            new AppName(app.path("name").textValue()),
                            new EnvironmentName(environment.path("name").textValue()));
                    into((ObjectNode) environment, slot, ledger);
                }));
    }

    private void into(ObjectNode environment, Slot slot, Optional<LedgerView> ledger) {
        Optional<SlotState> state = ledger.map(view -> view.state().slot(slot));
        environment.set("loads", loads(slot, ledger, state));
        Optional.of(differences(slot, ledger, state))
                .filter(found -> !found.isEmpty())
                .ifPresent(found -> environment.set("differences", found));
        Optional.of(alarms(slot, ledger, state))
                .filter(tried -> !tried.isEmpty())
                .ifPresent(tried -> environment.set("alarms", tried));
    }

    /// Those of what serves; none where there were none.
    private ArrayNode loads(Slot slot, Optional<LedgerView> ledger, Optional<SlotState> state) {
        Map<Job.LoadGate, LoadState> known = engine.loads(slot);
        ArrayNode loads = JsonNodeFactory.instance.arrayNode();
        for (Job.LoadGate gate : Job.LoadGate.values()) {
            ObjectNode out = JsonNodeFactory.instance.objectNode().put("gate", gate.check());
            Gate kept = switch (gate) {
                case REPLAY -> Gate.REPLAY;
                case LOAD -> Gate.LOAD;
            };
            switch (known.getOrDefault(gate, new LoadState.NotKnown())) {
                case LoadState.NotKnown _ ->
                    earlier(slot, kept, ledger, serving(state)).ifPresent(out::setAll);
                case LoadState.Broken broken -> broken(out, broken.because());
                case LoadState.Running running ->
                    out.put("state", "running").set("steps", tree(LoadReport.steps(running.rungs())));
                case LoadState.Done done -> out.setAll(result(tree(done.report().json())));
            }
            if (out.has("state")) {
                loads.add(out);
            }
        }
        return loads;
    }

    /// Empty where nothing was compared.
    private ObjectNode differences(Slot slot, Optional<LedgerView> ledger, Optional<SlotState> state) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        state.flatMap(TrafficResults::differing)
                .ifPresent(found -> out.put("state", "different")
                        .put("because", found.because())
                        .put("since", found.at().toString()));
        switch (engine.differences(slot)) {
            case DifferenceState.NotKnown _ ->
                earlier(slot, Gate.DIFF, ledger, serving(state)).ifPresent(out::setAll);
            case DifferenceState.Broken broken -> broken(out, broken.because());
            case DifferenceState.Running running -> out.put("state", "running").put("compared", running.compared());
            case DifferenceState.Done done ->
                out.setAll(result(tree(done.evidence().json())));
        }
        return out;
    }

    private static Optional<Guard.Differing> differing(SlotState state) {
        return state.release()
                .map(Release::number)
                .flatMap(number -> Optional.ofNullable(state.guard().differing().get(number)));
    }

    /// Empty where they were never tried.
    private ObjectNode alarms(Slot slot, Optional<LedgerView> ledger, Optional<SlotState> state) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        Optional<Guard.AlarmsTried> known = state.flatMap(one -> one.guard().alarms());
        known.ifPresent(tried -> out.put("state", tried.proved() ? "proved" : "wrong")
                .put("because", tried.because())
                .put("since", tried.at().toString())
                .put("rules", tried.rules().toString()));
        switch (engine.alarms(slot).orElseGet(AlarmState.NotKnown::new)) {
            case AlarmState.NotKnown _ ->
                earlier(slot, Gate.ALARMS, ledger, known.map(Guard.AlarmsTried::intent))
                        .ifPresent(out::setAll);
            case AlarmState.Broken broken -> broken(out, broken.because());
            case AlarmState.Running running -> {
                List<AlarmRun> runs = running.runs();
                out.put("state", "running").put("because", running.now());
                out.set("runs", tree(AlarmReport.runs(runs)));
                out.set("alarms", tree(AlarmReport.alarms(Validation.of(runs))));
            }
            case AlarmState.Done done -> out.setAll(result(tree(done.report().json())));
        }
        return out;
    }

    private static void broken(ObjectNode out, String because) {
        out.put("state", "broken").put("because", because);
    }

    private static Optional<Long> serving(Optional<SlotState> state) {
        return state.flatMap(SlotState::serving).map(SlotState.Serving::deployment);
    }

    /// What the ledger keeps of the attempt with this token. Where it cannot be read now, the rest is told without it.
    private Optional<ObjectNode> earlier(Slot slot, Gate gate, Optional<LedgerView> ledger, Optional<Long> token) {
        try {
            return ledger.flatMap(view -> view.reports().newest(slot, gate))
                    .filter(place -> token.filter(one -> one == place.token()).isPresent())
                    .flatMap(this::document)
                    .map(document -> result(document));
        } catch (Fault unreadable) {
            return Optional.empty();
        }
    }

    private synchronized Optional<ObjectNode> document(TrafficReports.Place place) {
        Optional<ObjectNode> known = Optional.ofNullable(read.get(place))
                .or(() -> engine.document(place).map(text -> (ObjectNode) tree(text)));
        known.ifPresent(document -> read.put(place, document));
        return known.map(ObjectNode::deepCopy);
    }

    /// A document's verdict is the state.
    private static ObjectNode result(JsonNode document) {
        ObjectNode out = (ObjectNode) document;
        out.set("state", out.remove("verdict"));
        return out;
    }

    private static JsonNode tree(Json json) {
        return tree(json.canonical());
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }
}
