package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// REL-3: whatever people write about changes is taken as it is, or refused; nothing comes back as something else.
class HostileTextsTest {
    private static final long SEED = 20_261_127;
    private static final int TEXTS = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-27T05:00:00Z");
    private static final Actor ANN = new Actor.Person(new PersonName("ann"));
    private static final Head HEAD = new Head(new CommitId("1".repeat(40)), Digest.of("patch"));

    private static ChangeAnswer open(Words words) {
        ChangeCommand.Open open = new ChangeCommand.Open(new ChangeNumber(1), Source.NONE, words, HEAD);
        return ChangeCommands.open(open, new MergeSeen.Clean(Set.of()));
    }

    private static ChangeHistory history() {
        Words words = new Words("Title", "", false, List.of());
        return ChangeHistory.open(new ChangeEvent.Opened(new ChangeNumber(1), Source.NONE, words, HEAD), ANN, "", NOW);
    }

    private static boolean isHarmful(int point, boolean lines) {
        int type = Character.getType(point);
        boolean breaks = point == '\n' || point == '\r' || point == '\t';
        return (type == Character.CONTROL && !(lines && breaks))
                || type == Character.SURROGATE
                || (!lines && (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR))
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static void mustBeHarmless(String text, boolean lines, int longest, String seed) {
        assertThat(text.codePoints().noneMatch(one -> isHarmful(one, lines)))
                .as(seed)
                .isTrue();
        assertThat(text.codePointCount(0, text.length())).as(seed).isLessThanOrEqualTo(longest);
    }

    @Test
    @DisplayName(
            "REL-3: of 100,000 titles, descriptions and labels none is taken that breaks a line, a page or a screen")
    void words_are_taken_or_refused() {
        HostileTexts texts = new HostileTexts(SEED);
        int taken = 0;
        for (int i = 0; i < TEXTS; i++) {
            String seed = "seed " + SEED + ", text " + i;
            Words words = new Words(texts.next(), texts.next(), texts.number(2) == 0, List.of(texts.next()));
            switch (open(texts.number(2) == 0 ? words : new Words("Title", words.description(), false, List.of()))) {
                case ChangeAnswer.Accepted accepted -> {
                    taken++;
                    Words said = ((ChangeEvent.Opened) accepted.events().getFirst()).words();
                    mustBeHarmless(said.title(), false, 200, seed);
                    mustBeHarmless(said.description(), true, 64 * 1024, seed);
                    said.labels().forEach(label -> mustBeHarmless(label, false, 50, seed));
                    mustComeBack(accepted.events().getFirst(), seed);
                }
                case ChangeAnswer.Refused refused -> {
                    assertThat(refused.reason()).as(seed).isEqualTo(Answer.Reason.INPUT);
                    mustBeHarmless(refused.because() + refused.mend(), false, 500, seed);
                }
            }
        }
        assertThat(taken).isGreaterThan(TEXTS / 20);
    }

    private static void mustComeBack(ChangeEvent event, String seed) {
        ChangeEntry entry = ChangeEntry.seal(event, ANN, "", Optional.empty(), NOW);
        String line = entry.canonical();
        assertThat(line.indexOf('\n')).as(seed).isNegative();
        assertThat(ChangeEntry.parse(line)).as(seed).isEqualTo(entry);
    }

    @Test
    @DisplayName(
            "REL-3: of 100,000 comments, reviews and titles of commits each is taken and comes back byte for byte, or"
                    + " refused")
    void texts_are_taken_or_refused() {
        HostileTexts texts = new HostileTexts(SEED + 1);
        ChangeHistory history = history();
        ChangeCommands commands = new ChangeCommands(history.state(), new PersonName("rev"), Role.REVIEWER);
        for (int i = 0; i < TEXTS; i++) {
            String seed = "seed " + (SEED + 1) + ", text " + i;
            String text = texts.next();
            ChangeCommand command = switch (texts.number(3)) {
                case 0 -> new ChangeCommand.Comment(text);
                case 1 -> new ChangeCommand.Review(Verdict.CHANGES_REQUESTED, Optional.empty(), text);
                default ->
                    new ChangeCommand.Reword(
                            Optional.of(Words.title(text)), Optional.empty(), Optional.empty(), Optional.empty());
            };
            switch (commands.answer(command)) {
                case ChangeAnswer.Accepted accepted -> {
                    ChangeEvent event = accepted.events().getFirst();
                    ChangeHistory longer = history.with(event, ANN, "", NOW);
                    assertThat(ChangeHistory.parse(longer.lines()).entries())
                            .as(seed)
                            .isEqualTo(longer.entries());
                    if (event instanceof ChangeEvent.Commented comment) {
                        mustBeHarmless(comment.text(), true, 64 * 1024, seed);
                    }
                }
                case ChangeAnswer.Refused refused -> {
                    assertThat(command).as(seed).isNotInstanceOf(ChangeCommand.Reword.class);
                    mustBeHarmless(refused.because() + refused.mend(), false, 500, seed);
                }
            }
        }
    }

    @Test
    @DisplayName("REL-3, S8: a line of a history with one character changed, left out, doubled or cut off is refused")
    void corrupted_lines_are_refused() {
        HostileTexts texts = new HostileTexts(SEED + 2);
        ChangeHistory history = history()
                .with(new ChangeEvent.Commented("line one\nline \"two\" \\ é 😀"), ANN, "why", NOW)
                .with(new ChangeEvent.Reworded(new Words("Other", "text", true, List.of("a", "b"))), ANN, "", NOW);
        List<String> lines = history.lines();
        for (int i = 0; i < TEXTS; i++) {
            String seed = "seed " + (SEED + 2) + ", line " + i;
            String line = lines.get(i % lines.size());
            int at = texts.number(line.length());
            String bad = switch (texts.number(4)) {
                case 0 -> line.substring(0, at) + (char) texts.number(0x10000) + line.substring(at + 1);
                case 1 -> line.substring(0, at) + line.substring(at + 1);
                case 2 -> line.substring(0, at) + line.charAt(at) + line.substring(at);
                default -> line.substring(0, at);
            };
            try {
                ChangeEntry parsed = ChangeEntry.parse(bad);
                assertThat(parsed.canonical()).as(seed).isEqualTo(bad);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).as(seed).isNotBlank();
            } catch (RuntimeException bug) {
                fail(seed + ": " + bug, bug);
            }
        }
        List<String> changed = List.of(lines.get(0), lines.get(1).replace("one", "ONE"), lines.get(2));
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeHistory.parse(changed));
    }

    @Test
    @DisplayName("REL-3: of 100,000 patterns and lines of CODEOWNERS each is read or refused, and none takes long")
    void patterns_are_read_or_refused() {
        HostileTexts texts = new HostileTexts(SEED + 3);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String seed = "seed " + (SEED + 3) + ", pattern " + i;
            String path = texts.next();
            try {
                PathPattern pattern = PathPattern.parse(texts.next());
                pattern.matches(path);
                pattern.names(path);
                read++;
            } catch (IllegalArgumentException refused) {
                mustBeHarmless(String.valueOf(refused.getMessage()), false, 500, seed);
            } catch (RuntimeException bug) {
                fail(seed + ": " + bug, bug);
            }
            CodeOwners file = CodeOwners.parse(texts.next() + " @ana " + texts.next() + "\n" + texts.next());
            file.rule(path);
            file.namedFor(path);
            file.problems().forEach(problem -> mustBeHarmless(problem.sentence(), false, 500, seed));
        }
        assertThat(read).isGreaterThan(TEXTS / 4);
    }

    @Test
    @DisplayName("REL-3: a history that is long takes no more texts, and one that is full can only be closed")
    void histories_have_an_end() {
        ChangeHistory history = history();
        PersonName person = new PersonName("rev");
        ChangeHistory.Length many = new ChangeHistory.Length(ChangeHistory.LONG, 10);
        ChangeHistory.Length large = new ChangeHistory.Length(10, ChangeHistory.LARGE);
        ChangeHistory.Length full = new ChangeHistory.Length(2 * ChangeHistory.LONG, 10);
        ChangeCommand comment = new ChangeCommand.Comment("hm");
        ChangeCommand approve = new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), "");
        ChangeCommand reject = new ChangeCommand.Review(Verdict.CHANGES_REQUESTED, Optional.empty(), "no");

        for (ChangeHistory.Length length : List.of(many, large)) {
            ChangeCommands commands = new ChangeCommands(history.state(), person, Role.REVIEWER, length);
            assertThat(commands.answer(comment)).isInstanceOf(ChangeAnswer.Refused.class);
            assertThat(commands.answer(reject)).isInstanceOf(ChangeAnswer.Refused.class);
            assertThat(commands.answer(approve)).isInstanceOf(ChangeAnswer.Accepted.class);
        }
        ChangeCommands commands = new ChangeCommands(history.state(), person, Role.REVIEWER, full);
        assertThat(commands.answer(approve))
                .isInstanceOfSatisfying(
                        ChangeAnswer.Refused.class,
                        refused -> assertThat(refused.because())
                                .isEqualTo("the history of #1 has 4000 entries, and takes no more of this"));
        assertThat(commands.answer(new ChangeCommand.Close())).isInstanceOf(ChangeAnswer.Accepted.class);
        assertThat(history.length().bytes())
                .isEqualTo(String.join("\n", history.lines()).getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                        + 1);
    }
}
