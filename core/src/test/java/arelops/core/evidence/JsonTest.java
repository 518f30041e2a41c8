package arelops.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ledger's JSON is RFC 8785 for the subset that it uses.
class JsonTest {
    @Test
    @DisplayName("RFC 8785, 3.2.3: members are sorted by UTF-16 code units")
    void members_are_sorted_as_the_rfc_says() {
        String given =
                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
                        + "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                        + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";

        assertThat(JsonReader.read(given).canonical())
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    @DisplayName("RFC 8785, 3.2.2.2: the shortest escapes")
    void the_shortest_escapes() {
        String given = "\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\b\\f\\t\\r\"";

        assertThat(JsonReader.read(given).canonical())
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\t\\r\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` [ 1 , true , false , \"x\" , { } , [ ] ] ` | `[1,true,false,\"x\",{},[]]`",
                "`-9007199254740991` | `-9007199254740991`",
                "`{\"b\":{\"d\":1,\"c\":2},\"a\":0}` | `{\"a\":0,\"b\":{\"c\":2,\"d\":1}}`"
            })
    void values_are_written_in_their_one_way(String given, String canonical) {
        assertThat(JsonReader.read(given).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "null",
                "1.5",
                "1e3",
                "-",
                "9007199254740992",
                "99999999999999999999",
                "{",
                "[",
                "[1",
                "[1,",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u+123\"",
                "\"a\nb\"",
                "1 1",
                "tru",
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ude00\\ud83d\""
            })
    @DisplayName("REL-3: what is not the ledger's JSON is refused with the place")
    void what_is_not_this_json_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(text));
    }

    @Test
    void nesting_has_a_bound() {
        assertThat(JsonReader.read("[".repeat(32) + "]".repeat(32)).canonical()).hasSize(64);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(34) + "]".repeat(34)))
                .isInstanceOf(JsonReader.Malformed.class)
                .hasMessageContaining("nested deeper");
    }
}
