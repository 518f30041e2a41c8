package arelops.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import arelops.core.id.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TAG-5, EVD-1: entries are sealed in one canonical text and read back exactly.
class EntryTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00.123456Z");

    private static List<Fact> facts() {
        return Facts.all();
    }

    private static Entry entry(Fact fact) {
        TreeMap<String, String> documents = new TreeMap<>();
        documents.put("junit.xml", "<testsuite/>");
        Note note = new Note(
                fact,
                new Actor.Automation("a"),
                "because \"it\" must: \u20ac \ud83d\ude00\n",
                Optional.of(Facts.DIGEST),
                documents);
        return Entry.seal(note, Optional.of(first()), NOW);
    }

    private static Entry first() {
        return Entry.seal(
                new Note(new Fact.Genesis("main", Facts.commit(0)), new Actor.Person(Facts.ANN), "begin"),
                Optional.empty(),
                NOW);
    }

    @ParameterizedTest
    @MethodSource("facts")
    @DisplayName("every kind of fact is read back as it was written")
    void every_fact_comes_back(Fact fact) {
        Entry entry = entry(fact);

        assertThat(Entry.parse(entry.canonical())).isEqualTo(entry);
        assertThat(entry.follows(first())).isTrue();
        assertThat(first().follows(entry)).isFalse();
    }

    @Test
    void every_kind_of_fact_is_tried() {
        Set<Class<?>> kinds = Arrays.stream(Fact.class.getPermittedSubclasses())
                .flatMap(kind -> kind.isInterface()
                        ? Arrays.stream(kind.getPermittedSubclasses())
                        : Arrays.stream(new Class<?>[] {kind}))
                .collect(Collectors.toSet());
        Set<Class<?>> tried = new HashSet<>();
        facts().forEach(fact -> tried.add(fact.getClass()));

        assertThat(tried).isEqualTo(kinds);
        assertThat(facts().stream().map(FactCodec::kind).distinct()).hasSameSizeAs(kinds);
    }

    @Test
    void an_entry_is_written_in_one_known_way() {
        assertThat(first().canonical())
                .isEqualTo(
                        "{\"actor\":\"@ann\",\"at\":\"2026-06-01T10:00:00.123Z\",\"because\":\"begin\",\"kind\":\"genesis\","
                                + "\"seq\":1,\"to\":\"" + Facts.commit(0) + "\",\"trunk\":\"main\",\"v\":1}");
        assertThat(entry(new Fact.Held(Facts.SLOT)).canonical())
                .contains("\"because\":\"because \\\"it\\\" must: \u20ac \ud83d\ude00\\n\"")
                .contains("\"evidence\":[{\"digest\":\"" + Digest.of("<testsuite/>")
                        + "\",\"name\":\"junit.xml\",\"size\":12}]")
                .contains("\"prev\":\"" + first().digest() + "\"");
    }

    @Test
    @DisplayName("TAG-5: any other byte in an entry's text is refused, or changes its digest")
    void every_byte_counts() {
        for (Fact fact : List.of(
                new Fact.Moved(Facts.SLOT, 7, Optional.of(Facts.commit(1)), Optional.of(Facts.release(2)), 7),
                new Fact.Settled(Facts.SLOT, Facts.release(2), 60, 3_600))) {
            Entry entry = entry(fact);
            byte[] bytes = entry.canonical().getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                for (int flip = 1; flip < 256; flip <<= 1) {
                    bytes[i] ^= (byte) flip;
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    bytes[i] ^= (byte) flip;
                    assertThat(isRefusedOrOther(text, entry)).as(text).isTrue();
                }
            }
        }
    }

    private static boolean isRefusedOrOther(String text, Entry entry) {
        try {
            return !Entry.parse(text).digest().equals(entry.digest());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"v\":2}",
                "{\"v\":\"1\"}",
                "{\"at\":\"yesterday\",\"actor\":\"@ann\",\"because\":\"b\",\"kind\":\"hold\",\"app\":\"app\",\"env\":\"beta\",\"seq\":1,\"v\":1}",
                "{\"at\":\"2026-06-01T10:00:00Z\",\"actor\":\"ann\",\"because\":\"b\",\"kind\":\"hold\",\"app\":\"app\",\"env\":\"beta\",\"seq\":1,\"v\":1}",
                "{\"at\":\"2026-06-01T10:00:00Z\",\"actor\":\"@ann\",\"because\":\"b\",\"kind\":\"joy\",\"app\":\"app\",\"env\":\"beta\",\"seq\":1,\"v\":1}",
                "{\"at\":\"2026-06-01T10:00:00Z\",\"actor\":\"@ann\",\"because\":\"b\",\"kind\":\"hold\",\"app\":\"app\",\"env\":\"beta\",\"seq\":0,\"v\":1}",
                "{\"at\":\"2026-06-01T10:00:00Z\",\"actor\":\"@ann\",\"because\":\"b\",\"kind\":\"hold\",\"app\":\"app\",\"env\":\"beta\",\"seq\":2,\"v\":1}",
                "{\"at\":\"2026-06-01T10:00:00Z\",\"actor\":\"@ann\",\"because\":\"b\",\"kind\":\"hold\",\"app\":\"app\",\"env\":\"beta\",\"seq\":1,\"v\":1,\"more\":1}"
            })
    @DisplayName("REL-3: what is not exactly an entry is refused")
    void what_is_no_entry_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Entry.parse(text));
    }

    @Test
    void an_entry_has_whole_milliseconds_and_a_place_in_the_chain() {
        Entry.Content content = first().content();
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(1, Optional.empty(), NOW, content));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Entry(1, Optional.of(Facts.DIGEST), first().at(), content));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(2, Optional.empty(), first().at(), content));
    }
}
