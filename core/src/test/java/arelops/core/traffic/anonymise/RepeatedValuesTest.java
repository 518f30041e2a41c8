package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepeatedValuesTest {
    private static final String PERSON =
            "{\"name\":\"Jane Doering\",\"note\":\"card 4111111111111111, jane%40mail.com \\u004aane\",\"x\":\"5\"}";
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) of jane@mail.com";

    @Test
    @DisplayName("TRF-1: a value that comes again has the same pseudonym, and is counted again")
    void a_value_that_comes_again() {
        Sample sample = Sample.standard();
        String once = sample.json(PERSON) + sample.header("User-Agent", AGENT);
        Map<String, Long> counts = new HashMap<>(sample.anonymiser.counts());

        String again = sample.json(PERSON) + sample.header("User-Agent", AGENT);

        assertThat(again).isEqualTo(once);
        counts.replaceAll((source, count) -> count * 2);
        assertThat(sample.anonymiser.counts()).isEqualTo(counts);
    }

    @Test
    void the_same_text_in_another_coding_or_by_another_rule_is_another_value() {
        Sample sample = Sample.keeping("$.kept");
        String name = "Jane Doering Jane Doering";

        assertThat(sample.json("{\"kept\":\"" + name + "\"}")).contains(name);
        assertThat(sample.json("{\"name\":\"" + name + "\"}")).doesNotContain(name);
        assertThat(sample.json("{\"kept\":\"" + name + "\"}")).contains(name);
        assertThat(sample.target("/x?kept=a%2Bb+c")).isEqualTo("/x?kept=a%2Bb+c");
    }

    @Test
    @DisplayName("TRF-1: an emptied vault is told again what comes again")
    void an_emptied_vault_takes_values_anew() {
        Sample sample = Sample.standard();
        sample.json("{\"name\":\"Jane Doering\"}");
        sample.vault.destroy();

        sample.json("{\"name\":\"Jane Doering\"}");

        assertThat(sample.scanOf("for Jane Doering").isClean()).isFalse();
    }

    @Test
    @DisplayName("TRF-1: an emptied vault is told again what detectors find")
    void an_emptied_vault_takes_what_detectors_find_anew() {
        Sample sample = Sample.standard();
        sample.json("{\"note\":\"to jane@mail.com\"}");
        sample.vault.destroy();

        sample.json("{\"note\":\"by jane@mail.com\"}");

        assertThat(sample.scanOf("mailto:jane@mail.com").isClean()).isFalse();
    }

    @Test
    @DisplayName("TRF-1: a long value that comes a third time has the same pseudonym, and is counted again")
    void a_long_value_that_comes_again() {
        Sample sample = Sample.standard();
        String body = "{\"note\":\"" + "call jane@mail.com or 4111111111111111 ".repeat(4) + "\"}";
        String once = sample.json(body);
        Map<String, Long> counts = new HashMap<>(sample.anonymiser.counts());

        assertThat(sample.json(body)).isEqualTo(once);
        assertThat(sample.json(body)).isEqualTo(once);
        counts.replaceAll((source, count) -> count * 3);
        assertThat(sample.anonymiser.counts()).isEqualTo(counts);
    }

    @Test
    @DisplayName("TRF-1: the leak scan finds a value wherever it stands in a long text")
    void a_value_is_found_at_each_place_of_a_long_text() {
        Sample sample = Sample.standard();
        sample.json("{\"name\":\"Jane Doering\"}");

        for (int before = 3900; before < 4200; before++) {
            String text = "ab ".repeat(before / 3) + "x".repeat(before % 3) + " Jane Doering and " + "y".repeat(9000);
            assertThat(sample.scanOf(text).missed()).containsExactly(Map.entry("*.name", 1L));
            String word = "x".repeat(before) + "/Jane Doering";
            assertThat(sample.scanOf(word).missed()).containsExactly(Map.entry("*.name", 1L));
        }
    }
}
