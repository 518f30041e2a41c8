package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeCommands;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.Head;
import arelops.core.change.MergeSeen;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The words of a change that come from its newest commit: git lets anything be written there.
class HostileWordsTest {
    private static final long SEED = 20_261_127;
    private static final List<String> PIECES = List.of(
            "Fix",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\0",
            "\u001b[31m",
            "\u009b",
            "\u202e",
            "\u2066",
            "\u2028",
            "\u200b",
            "\ud83d",
            "\ude00",
            "😀",
            new String(Character.toChars(0xE0001)),
            "é",
            "x".repeat(150),
            "\ufeff");

    @Test
    @DisplayName("REL-3: whatever the message of a commit is, of 100,000, a change can be opened with it")
    void any_message_makes_words() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder message = new StringBuilder();
            for (int piece = random.nextInt(9); piece > 0; piece--) {
                message.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (random.nextInt(10_000) == 0) {
                message.append("\n").append("😀 \ud83d".repeat(1 << 18));
            }

            FirstWords first = FirstWords.of(message.toString());

            Words words = new Words(first.title(), first.description(), false, List.of());
            Head head = new Head(new CommitId("1".repeat(40)), Digest.of("patch"));
            assertThat(ChangeCommands.open(
                            new ChangeCommand.Open(new ChangeNumber(1), Source.NONE, words, head),
                            new MergeSeen.Clean(Set.of())))
                    .as("seed " + SEED + ", message " + i)
                    .isInstanceOf(ChangeAnswer.Accepted.class);
        }
    }
}
