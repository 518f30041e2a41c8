package arelops.app.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.anonymise.HideRules;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingJsonTest {
    private static final HideRules RULES =
            RuleTexts.rules(List.of("/users/*", "$.card=drop", "?token=hash"), List.of("$.status"));

    @Test
    void a_note_is_read_as_it_was_written() {
        RecordingNote note = note(RULES);

        assertThat(RecordingJson.read(RecordingJson.write(note).toString())).contains(note);
    }

    @Test
    void a_note_of_an_earlier_build_has_the_standard_rules() {
        ObjectNode json = RecordingJson.write(note(RULES));
        json.remove("rules");

        assertThat(RecordingJson.read(json.toString()))
                .map(RecordingNote::rules)
                .contains(HideRules.standard());
    }

    private static RecordingNote note(HideRules rules) {
        return new RecordingNote(
                "a test",
                Instant.parse("2026-11-28T00:00:00Z"),
                Duration.ofSeconds(3),
                RecordingNote.Amount.NONE,
                RecordingNote.Amount.NONE,
                RecordingNote.Scan.NONE,
                Map.of("cut", 1L),
                Map.of("*.email", 2L),
                Map.of("/users/*", 7L),
                rules,
                Instant.parse("2026-12-12T00:00:00Z"));
    }
}
