package arelops.app.forge;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeCommands;
import arelops.core.change.ChangeEvent;
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

/// What `git push -o` may say.
class HostileOptionsTest {
    private static final long SEED = 20_261_127;
    private static final int PUSHES = 100_000;
    private static final List<String> NAMES = List.of(
            "title=",
            "description=",
            "draft",
            "change=",
            "label=",
            "urgent",
            "urgent=",
            "draft=1",
            "TITLE=",
            "",
            "=",
            "-",
            "--title=",
            "title",
            "label",
            "change=1",
            "change=#7",
            "change=-1",
            "change=99999999999999999999");
    private static final List<String> PIECES = List.of(
            "a",
            " ",
            "\0",
            "\n",
            "\r",
            "\u001b[2J",
            "\u009b",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u2028",
            "\ud800",
            "😀",
            "é",
            "../",
            "@{",
            ".lock",
            "\"",
            "\\",
            "<b>",
            "$(id)",
            "1",
            "x".repeat(120));

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(
                    random.nextInt(10) == 0
                            ? Character.toString(random.nextInt(0x11_0000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return random.nextInt(20_000) == 0 ? "m".repeat(1 << 20) + text : text.toString();
    }

    private static boolean isShown(String text) {
        return text.equals(PushScreen.safe(text));
    }

    @Test
    @DisplayName("REL-3: of 100,000 pushes with options each is understood or refused with a line fit for a screen, and"
            + " what is understood a change takes or refuses in words")
    void options_are_understood_or_refused() {
        Random random = new Random(SEED);
        int understood = 0;
        for (int i = 0; i < PUSHES; i++) {
            String seed = "seed " + SEED + ", push " + i;
            List<String> options = random.ints(1 + random.nextInt(3), 0, NAMES.size())
                    .mapToObj(name -> NAMES.get(name) + text(random))
                    .toList();
            try {
                Wishes wishes = PushOptions.read(options).wishes();
                understood++;
                assertThat(wishes.title().map(HostileOptionsTest::isShown).orElse(true))
                        .as(seed)
                        .isTrue();
                assertThat(wishes.labels()).as(seed).allMatch(HostileOptionsTest::isShown);
                mustBeTakenOrRefused(wishes, seed);
            } catch (IllegalArgumentException refused) {
                String said = String.valueOf(refused.getMessage());
                PushScreen screen = new PushScreen();
                screen.refused(said, "");
                assertThat(screen.lines()).as(seed).allMatch(HostileOptionsTest::isShown);
            }
        }
        assertThat(understood).isGreaterThan(PUSHES / 50);
    }

    private static void mustBeTakenOrRefused(Wishes wishes, String seed) {
        ChangeEvent.Words words = new ChangeEvent.Words(
                wishes.title().orElse("Title"), wishes.description().orElse(""), wishes.draft(), wishes.labels());
        Head head = new Head(new CommitId("1".repeat(40)), Digest.of("patch"));
        ChangeAnswer answer = ChangeCommands.open(
                new ChangeCommand.Open(new ChangeNumber(1), ChangeEvent.Source.NONE, words, head),
                new MergeSeen.Clean(Set.of()));
        if (answer instanceof ChangeAnswer.Refused refused) {
            assertThat(isShown(refused.because() + refused.mend())).as(seed).isTrue();
        }
    }
}
