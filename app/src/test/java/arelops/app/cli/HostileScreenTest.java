package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What people wrote, on its way to a terminal.
class HostileScreenTest {
    private static final long SEED = 20_261_127;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PIECES = List.of(
            "a",
            " ",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u0007",
            "\u001b[2J",
            "\u001b]0;title\u0007",
            "\u009b31m",
            "\u0085",
            "\u007f",
            "\u202e",
            "\u2066",
            "\u2069",
            "\u200b",
            "\u061c",
            "\u2028",
            "\u2029",
            "\ud83d",
            "\ude00",
            "😀",
            "é",
            new String(Character.toChars(0xE0001)),
            "\"",
            "\\",
            "</script>",
            "\\u001b");

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\r';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    @Test
    @DisplayName("REL-3: of 100,000 texts none brings a character to the screen that steers it, neither as words nor as"
            + " JSON, which stays valid and says the same")
    void nothing_steers_the_terminal() throws JsonProcessingException {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            String seed = "seed " + SEED + ", text " + i;
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(8); piece > 0; piece--) {
                text.append(
                        random.nextInt(10) == 0
                                ? Character.toString(random.nextInt(0x11_0000))
                                : PIECES.get(random.nextInt(PIECES.size())));
            }
            ObjectNode node = JSON.createObjectNode().put("text", text.toString());
            node.putArray("texts").add(text.toString());
            Doc doc = new Doc(node);

            String json = doc.json();

            assertThat(doc.text("text").codePoints().allMatch(one -> isHarmless(one) && one != '\n' && one != '\r'))
                    .as(seed)
                    .isTrue();
            assertThat(String.join("", doc.lines("text")).codePoints().allMatch(HostileScreenTest::isHarmless))
                    .as(seed)
                    .isTrue();
            assertThat(String.join("", doc.texts("texts")).codePoints().allMatch(HostileScreenTest::isHarmless))
                    .as(seed)
                    .isTrue();
            assertThat(View.harmless(text.toString()).codePoints().allMatch(one -> one == '\t' || isHarmless(one)))
                    .as(seed)
                    .isTrue();
            assertThat(json.codePoints().allMatch(HostileScreenTest::isHarmless))
                    .as(seed)
                    .isTrue();
            assertThat(JSON.readTree(json)).as(seed).isEqualTo(node);
        }
    }
}
