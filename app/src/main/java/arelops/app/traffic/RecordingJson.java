package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.traffic.anonymise.HideRules;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A recording's note as JSON: times in ISO 8601, lengths in seconds, sizes in bytes.
public final class RecordingJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double NANOS = 1e9;

    /// Its rules have words of paths in them: it is for who may read the recording, and not for the ledger.
    public static final String PATH_IDS = "pathIds";

    private RecordingJson() {}

    /// The note as an object.
    public static ObjectNode write(RecordingNote note) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("source", note.source())
                .put("began", note.began().toString())
                .put("seconds", (double) note.length().toNanos() / NANOS);
        json.set("kept", amount(note.kept()));
        json.set("refused", amount(note.refused()));
        ObjectNode scan = json.putObject("scan")
                .put("bytes", note.scan().bytes())
                .put("values", note.scan().values())
                .put("planted", note.scan().planted());
        scan.set("missed", counts(note.scan().missed()));
        json.set("left", counts(note.left()));
        json.set("hidden", counts(note.hidden()));
        json.set(PATH_IDS, counts(note.pathIds()));
        json.set("rules", rules(note.rules()));
        return json.put("keepUntil", note.keepUntil().toString());
    }

    private static ObjectNode amount(RecordingNote.Amount amount) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("segments", amount.segments())
                .put("exchanges", amount.exchanges())
                .put("raw", amount.raw())
                .put("stored", amount.stored());
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(counts).forEach((name, count) -> json.put(name, count));
        return json;
    }

    /// The note in a text; empty if it is none.
    static Optional<RecordingNote> read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            JsonNode scan = json.path("scan");
            return Optional.of(new RecordingNote(
                    json.path("source").asText(),
                    Instant.parse(json.path("began").asText()),
                    Duration.ofNanos((long) (json.path("seconds").asDouble() * NANOS)),
                    amount(json.path("kept")),
                    amount(json.path("refused")),
                    new RecordingNote.Scan(
                            scan.path("bytes").asLong(),
                            scan.path("values").asLong(),
                            counts(scan.path("missed")),
                            scan.path("planted").asInt()),
                    counts(json.path("left")),
                    counts(json.path("hidden")),
                    counts(json.path(PATH_IDS)),
                    rules(json.path("rules")),
                    Instant.parse(json.path("keepUntil").asText())));
        } catch (JsonProcessingException | DateTimeException | Fault e) {
            return Optional.empty();
        }
    }

    private static ObjectNode rules(HideRules rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        RuleTexts.texts(rules.hide()).forEach(json.putArray("hide")::add);
        RuleTexts.texts(rules.keep()).forEach(json.putArray("leave")::add);
        return json.put("others", bodies(rules.bodies()));
    }

    private static String bodies(HideRules.Bodies bodies) {
        return switch (bodies) {
            case ALLOW_LIST -> "hidden in bodies";
            case DENY_LIST -> "left in bodies";
        };
    }

    /// Recordings of earlier builds do not say theirs: the standard ones alone.
    private static HideRules rules(JsonNode json) {
        HideRules written = RuleTexts.rules(texts(json.path("hide")), texts(json.path("leave")));
        boolean left = json.path("others").asText().equals(bodies(HideRules.Bodies.DENY_LIST));
        return left ? new HideRules(written.hide(), written.keep(), HideRules.Bodies.DENY_LIST) : written;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static RecordingNote.Amount amount(JsonNode json) {
        return new RecordingNote.Amount(
                json.path("segments").asInt(),
                json.path("exchanges").asLong(),
                json.path("raw").asLong(),
                json.path("stored").asLong());
    }

    private static Map<String, Long> counts(JsonNode json) {
        Map<String, Long> counts = new TreeMap<>();
        json.properties().forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
        return counts;
    }
}
