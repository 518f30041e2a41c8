package arelops.app.alerts.alertmanager;

import arelops.app.ask.Foreign;
import arelops.app.ask.Unanswered;
import arelops.core.release.Alert;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the list of alerts as `GET /api/v2/alerts` gives it
/// (<https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>).
final class AlertsJson {
    private static final int MOST_ALERTS = 1_000;
    private static final int MOST_LABELS = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(64)
                            .maxStringLength(100_000)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AlertsJson() {}

    /// An alert, and when its rule engine last said that it fires.
    record Told(Alert alert, Instant updated) {}

    /// The alerts in a fixed order, as the server gives them in any.
    ///
    /// @param labels those that were asked for: each alert has them
    static List<Told> read(byte[] body, Map<String, String> labels) throws Unanswered {
        JsonNode answer = tree(body);
        if (!answer.isArray()) {
            throw new Unanswered("its answer is no list of alerts");
        }
        if (answer.size() > MOST_ALERTS) {
            throw new Unanswered("it tells of more than " + MOST_ALERTS + " alerts");
        }
        List<Told> all = new ArrayList<>();
        for (JsonNode one : answer) {
            all.add(alert(one, labels));
        }
        all.sort(Comparator.comparing((Told told) -> told.alert().since())
                .thenComparing(told -> told.alert().name())
                .thenComparing(told -> told.alert().labels().toString()));
        return List.copyOf(all);
    }

    private static Told alert(JsonNode node, Map<String, String> asked) throws Unanswered {
        SortedMap<String, String> labels = labels(node.path("labels"));
        String name = labels.get("alertname");
        if (name == null || name.isBlank()) {
            throw new Unanswered("an alert in its answer has no name");
        }
        for (Map.Entry<String, String> label : asked.entrySet()) {
            if (!node.path("labels").path(label.getKey()).asText().equals(label.getValue())) {
                throw new Unanswered("it tells of alert " + name + ", which was not asked for");
            }
        }
        return new Told(
                new Alert(name, labels, instant(node, "startsAt"), state(name, node.path("status"))),
                instant(node, "updatedAt"));
    }

    private static SortedMap<String, String> labels(JsonNode node) throws Unanswered {
        if (!node.isObject() || node.size() > MOST_LABELS) {
            throw new Unanswered("an alert in its answer has no labels, or more than " + MOST_LABELS);
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : node.properties()) {
            if (!label.getValue().isTextual()) {
                throw new Unanswered("a label in its answer is no text");
            }
            labels.put(Foreign.cut(label.getKey()), Foreign.cut(label.getValue().asText()));
        }
        return labels;
    }

    /// What is not processed yet fires, though nobody was told.
    private static Alert.State state(String name, JsonNode status) throws Unanswered {
        String state = status.path("state").asText();
        return switch (state) {
            case "active", "unprocessed" -> new Alert.State.Firing();
            case "suppressed" -> suppressed(name, status);
            default ->
                throw new Unanswered("alert " + name + " is in a state that is unknown: '" + Foreign.cut(state) + "'");
        };
    }

    private static Alert.State suppressed(String name, JsonNode status) throws Unanswered {
        JsonNode silence = status.path("silencedBy").path(0);
        if (silence.isTextual()) {
            return new Alert.State.Silenced(Foreign.cut(silence.asText()));
        }
        JsonNode other = status.path("inhibitedBy").path(0);
        if (other.isTextual()) {
            return new Alert.State.Inhibited(Foreign.cut(other.asText()));
        }
        throw new Unanswered("alert " + name + " is suppressed, and it is not told by what");
    }

    private static Instant instant(JsonNode node, String field) throws Unanswered {
        try {
            return OffsetDateTime.parse(node.path(field).asText()).toInstant();
        } catch (DateTimeException e) {
            throw new Unanswered("the " + field + " of an alert in its answer is no time", e);
        }
    }

    /// The reason in an answer that is no success, or what it is instead.
    static String error(byte[] body) {
        try {
            JsonNode answer = tree(body);
            return answer.isTextual()
                    ? Foreign.cut(answer.asText())
                    : answer.path("message").isTextual()
                            ? Foreign.cut(answer.path("message").asText())
                            : "no reason given";
        } catch (Unanswered e) {
            return e.because();
        }
    }

    private static JsonNode tree(byte[] body) throws Unanswered {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Unanswered("its answer is no JSON, or not all of it", e);
        }
    }
}
