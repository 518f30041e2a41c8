package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.run.Output;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutputSearchTest {
    private final ArrayNode found = JsonNodeFactory.instance.arrayNode();

    private OutputSearch search(String wanted, String printed, int piece) {
        byte[] bytes = printed.getBytes(StandardCharsets.UTF_8);
        OutputSearch search = new OutputSearch(wanted);
        search.in(
                from -> {
                    int end = (int) Math.min(bytes.length, from + piece);
                    return new Output(Arrays.copyOfRange(bytes, (int) from, end), end, end == bytes.length, true);
                },
                found);
        return search;
    }

    private List<String> lines() {
        return StreamSupport.stream(found.spliterator(), false)
                .map((JsonNode line) ->
                        line.path("line").asLong() + " " + line.path("text").asText())
                .toList();
    }

    @Test
    @DisplayName("GATE-6: what jobs printed is searched by line, upper and lower case alike, wherever the pieces end")
    void lines_in_pieces() {
        String printed = "Tests run: 3\n\nERROR: Übung failed\nok\nno end of line: error";
        for (int piece = 1; piece < 60; piece++) {
            found.removeAll();
            assertThat(search("error", printed, piece).more()).isFalse();
            assertThat(lines()).containsExactly("3 ERROR: Übung failed", "5 no end of line: error");
        }
    }

    @Test
    @DisplayName(
            "GATE-6: a search tells of so many lines at most, and that there are more; long lines are cut round it")
    void bounded() {
        assertThat(search("x", "x\n".repeat(OutputSearch.MOST_LINES), 1000).more())
                .isFalse();
        assertThat(found).hasSize(OutputSearch.MOST_LINES);
        found.removeAll();
        assertThat(search("x", "x\n".repeat(OutputSearch.MOST_LINES + 1), 1000).more())
                .isTrue();
        assertThat(found).hasSize(OutputSearch.MOST_LINES);
        found.removeAll();
        search("needle", "-".repeat(200_000) + "needle" + "-".repeat(200_000), 7_000);
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("text").asText()).contains("needle").hasSizeLessThan(600);
    }
}
