package arelops.app.traffic;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// That the line made a recording: of whom, by which rules, since when. It is there from the beginning on, also where
/// whoever recorded died.
///
/// @param rules their digest
public record LineMark(Slot slot, String rules, Instant began) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    String text() {
        return JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("app", slot.app().text())
                        .put("environment", slot.environment().text())
                        .put("rules", rules)
                        .put("began", began.toString())
                        .toPrettyString()
                + "\n";
    }

    static Optional<LineMark> read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return Optional.of(new LineMark(
                    new Slot(
                            new AppName(json.path("app").asText()),
                            new EnvironmentName(json.path("environment").asText())),
                    json.path("rules").asText(),
                    Instant.parse(json.path("began").asText())));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
