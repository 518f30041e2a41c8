package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpliceTest {
    private static final Pattern VALUE =
            Pattern.compile("(?<=[:\\[,] {0,2})(\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?\\d[\\d.eE+-]*)");

    @Test
    @DisplayName("TRF-1: all bytes outside of hidden values are identical")
    void everything_outside_of_values_is_identical() {
        Random random = new Random(11);
        Sample sample = Sample.standard();
        for (int i = 0; i < 3000; i++) {
            String body = json(random, 0);
            String other = sample.json(body);
            assertThat(VALUE.matcher(other).replaceAll("V"))
                    .isEqualTo(VALUE.matcher(body).replaceAll("V"));
        }
    }

    @Test
    void bodies_in_which_all_is_kept_are_identical() {
        Random random = new Random(12);
        Sample sample = Sample.keeping("$");
        for (int i = 0; i < 3000; i++) {
            String body = json(random, 0);
            assertThat(sample.json(body)).isEqualTo(body);
        }
    }

    @Test
    void dropping_leaves_json_behind() {
        Random random = new Random(13);
        Sample sample = new Sample(
                new HideRules(
                        Sample.rules("$..b with drop", "$..d[1] with drop"), List.of(), HideRules.Bodies.ALLOW_LIST),
                1);
        Sample reader = Sample.keeping("$");
        for (int i = 0; i < 3000; i++) {
            String other = sample.json(json(random, 0));
            assertThat(other).doesNotContain("\"b\"");
            assertThat(reader.json(other)).isEqualTo(other);
        }
    }

    @Test
    @DisplayName("TRF-1: what is kept by name goes with what is dropped around it")
    void a_kept_value_inside_of_a_dropped_one_goes_with_it() {
        Sample sample = new Sample(
                new HideRules(Sample.rules("$.b with drop"), Sample.rules("*.note"), HideRules.Bodies.ALLOW_LIST), 1);

        assertThat(sample.json("{\"b\":{\"note\":\"hello\",\"n\":{\"note\":5}},\"note\":\"hello\"}"))
                .isEqualTo("{\"note\":\"hello\"}");
    }

    private static String json(Random random, int depth) {
        String gap = " ".repeat(random.nextInt(2));
        int kind = random.nextInt(depth == 0 ? 2 : depth > 3 ? 6 : 8);
        if (depth > 0 && kind < 6) {
            return switch (kind) {
                case 0 -> "\"word " + random.nextInt(1000) + "\"";
                case 1 -> "\"\\u00e9\\n\\\"x\\\" caf\u00e9\"";
                case 2 -> Integer.toString(random.nextInt(2000) - 1000);
                case 3 -> random.nextInt(100) + ".50e1";
                case 4 -> "true";
                default -> "null";
            };
        }
        boolean object = depth == 0 ? kind == 0 : kind == 6;
        StringBuilder text = new StringBuilder(object ? "{" : "[").append(gap);
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : "," + gap);
            text.append(object ? "\"" + (char) ('a' + i) + "\"" + gap + ":" + gap : "")
                    .append(json(random, depth + 1))
                    .append(gap);
        }
        return text.append(object ? "}" : "]").toString();
    }
}
