package arelops.app.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRule;
import arelops.core.traffic.anonymise.HideRuleText;
import arelops.core.traffic.anonymise.HideRules;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final String JANE =
            "{\"name\":\"Jane Doe\",\"email\":\"jane@doe.test\",\"card\":\"4111 1111 1111 1111\",\"note\":\"call me\"}";

    private static final Slot PRODUCTION = new Slot(new AppName("shop"), EnvironmentName.PRODUCTION);

    @TempDir
    private Path folder;

    private Recordings recordings() {
        return new Recordings(folder.resolve("traffic"));
    }

    private Recording created() {
        byte[] key = new byte[32];
        key[0] = 7;
        return recordings().create("shop", NOW, key, NOW.plus(Duration.ofDays(14)));
    }

    private static RecordingNote recorded(Recording recording, HideRules rules, Exchange... exchanges) {
        Recorder recorder = new Recorder(recording, rules);
        for (Exchange exchange : exchanges) {
            recorder.take(exchange);
        }
        return recorder.end("a test", NOW, NOW.plus(Duration.ofDays(14)), Map.of("no time", 2L));
    }

    private static String stored(Recording recording) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path segment : recording.segments()) {
            try (InputStream in = new ZstdInputStream(Files.newInputStream(segment))) {
                all.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static Exchange asking(int number, String path) {
        return new Exchange(
                new SessionId("s" + number),
                number * 1_000_000L,
                3_000_000,
                HttpMessage.whole(Bytes.of("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n"), Bytes.NONE),
                Optional.empty());
    }

    @Test
    @DisplayName("TRF-1: what looks like an id in a path and is stored as it came is told with the rule that hides it,"
            + " never the value")
    void ids_in_paths_that_no_rule_names() throws IOException {
        Exchange[] exchanges = new Exchange[12];
        for (int i = 0; i < exchanges.length; i += 4) {
            exchanges[i] = asking(i, "/users/u47" + (10 + i) + "/orders/" + (7_000 + i) + "/u471" + i);
            exchanges[i + 1] = asking(i + 1, "/users/" + (4_711 + i));
            exchanges[i + 2] = asking(i + 2, "/files/sha256/v2/app." + i + "3f2a1.js");
            exchanges[i + 3] = asking(i + 3, "//it's/c-000" + i + "/");
        }
        Recording recording = created();

        RecordingNote told = recorded(recording, HideRules.standard(), exchanges);
        Recording another = recordings().create("more", NOW, new byte[32], NOW.plus(Duration.ofDays(14)));
        RecordingNote hidden =
                recorded(another, RuleTexts.rules(List.copyOf(told.pathIds().keySet()), List.of()), exchanges);

        assertThat(told.pathIds())
                .containsExactlyInAnyOrderEntriesOf(Map.of("/users/*", 3L, "/users/*/orders/*/*", 3L));
        assertThat(recording.note()).hasValue(told);
        assertThat(stored(recording)).contains("/users/u4710").doesNotContain("/7000/", "/4711");
        assertThat(hidden.pathIds()).isEmpty();
        assertThat(stored(another)).doesNotContain("/users/u4710");
    }

    @Test
    @DisplayName("TRF-1: a rule that is told has words of the route in it, and no names of persons")
    void names_in_paths() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            exchanges.add(asking(2 * i, "/users/jane.doe" + i % 10 + "/orders/o-100" + i));
            exchanges.add(asking(2 * i + 1, "/people/" + "abcdefghij".charAt(i % 10) + "lice/orders/o-200" + i));
        }

        RecordingNote told = recorded(created(), HideRules.standard(), exchanges.toArray(Exchange[]::new));

        assertThat(told.pathIds())
                .containsExactlyInAnyOrderEntriesOf(Map.of("/users/*/orders/*", 30L, "/people/*/orders/*", 30L));
    }

    @Test
    @DisplayName("TRF-1: what is stored has pseudonyms for all that was hidden, and says what was hidden")
    void nothing_is_stored_as_it_was() throws IOException {
        Recording recording = created();

        RecordingNote note =
                recorded(recording, HideRules.standard(), Samples.exchange(1, JANE), Samples.exchange(2, JANE));

        assertThat(stored(recording))
                .contains("POST /orders", "\"email\":\"u", ".example\"")
                .doesNotContain("Jane", "Doe", "doe.test", "4111 1111", "call me");
        assertThat(note.kept().exchanges()).isEqualTo(2);
        assertThat(note.kept().stored())
                .isEqualTo(Files.size(recording.segments().getFirst()));
        assertThat(note.hidden()).containsKeys("*.email", "*.card", "*.name");
        assertThat(note.left()).containsEntry("no time", 2L);
        assertThat(note.scan().missed()).isEmpty();
        assertThat(note.scan().planted()).isEqualTo(100);
        assertThat(recording.note()).hasValue(note);
    }

    @Test
    @DisplayName("TRF-1: a segment in which an original survived is stored nowhere, and the note names the rule alone")
    void a_leak_is_not_kept() throws IOException {
        Recording recording = created();
        HideRule keep = ((HideRuleText.Parsed.Rule) HideRuleText.parse("$.note")).rule();
        HideRules rules = new HideRules(List.of(), List.of(keep), HideRules.Bodies.ALLOW_LIST);

        RecordingNote note = recorded(
                recording, rules, Samples.exchange(1, JANE), Samples.exchange(2, "{\"note\":\"Jane Doe was here\"}"));

        assertThat(recording.segments()).isEmpty();
        assertThat(note.kept().exchanges()).isZero();
        assertThat(note.refused().exchanges()).isEqualTo(2);
        assertThat(note.scan().missed()).containsEntry("*.name", 1L);
        assertThat(Files.readString(recording.folder().resolve("recording.json")))
                .doesNotContain("Jane", "Doe");
    }

    @Test
    void a_long_recording_has_several_segments_and_gives_all_of_it_again() {
        Recording recording = created();
        Recorder recorder = new Recorder(recording, HideRules.standard());
        List<Exchange> exchanges = Samples.many(30_000);

        exchanges.forEach(recorder::take);
        RecordingNote note = recorder.end("a test", NOW, NOW, Map.of());

        List<Long> offsets = new ArrayList<>();
        Recording.Read read = recording.read(exchange -> offsets.add(exchange.offset()));
        assertThat(note.kept().segments()).isEqualTo(2);
        assertThat(recording.size()).isEqualTo(30_000);
        assertThat(read).isEqualTo(new Recording.Read(30_000, 0));
        assertThat(offsets).isEqualTo(exchanges.stream().map(Exchange::offset).toList());
        assertThat(note.length()).isEqualTo(Duration.ofMillis(29_999));
    }

    @Test
    void a_segment_is_in_the_order_of_time_whenever_answers_came() {
        Recording recording = created();

        recorded(recording, HideRules.standard(), Samples.exchange(9, "{}"), Samples.exchange(2, "{}"));

        List<Long> offsets = new ArrayList<>();
        recording.read(exchange -> offsets.add(exchange.offset()));
        assertThat(offsets).containsExactly(2_000_000L, 9_000_000L);
    }

    @Test
    void the_key_and_all_else_is_for_one_user_alone() throws IOException {
        Recording recording = created();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording.folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording.keyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    @DisplayName("TRF-1: when its time is over a recording is deleted with its key, and others stay")
    void retention() {
        Recording old = created();
        recorded(old, HideRules.standard(), Samples.exchange(1, JANE));
        Recording younger = recordings().create("other", NOW, new byte[32], NOW.plus(Duration.ofDays(15)));

        assertThat(recordings().tidy(NOW.plus(Duration.ofDays(13)))).isEmpty();
        assertThat(recordings().tidy(NOW.plus(Duration.ofDays(14)))).containsExactly(old.id());

        assertThat(recordings().all()).containsExactly(younger);
        assertThat(Files.exists(old.folder())).isFalse();
    }

    @Test
    @DisplayName("TRF-1: a recording whose recorder died is deleted at the same time as if it had ended")
    void retention_of_what_never_ended() {
        Recording unended = created();

        assertThat(recordings().tidy(NOW.plus(Duration.ofDays(13)))).isEmpty();
        assertThat(recordings().tidy(NOW.plus(Duration.ofDays(14)))).containsExactly(unended.id());
        assertThat(Files.exists(unended.keyFile())).isFalse();
    }

    @Test
    void a_recording_is_named_by_the_beginning_of_its_name() {
        Recording first = created();
        Recording second = recordings().create("shop", NOW, new byte[32], NOW.plus(Duration.ofDays(14)));

        assertThat(second.id()).isEqualTo(first.id() + "-2");
        assertThat(recordings().named(first.id())).isEqualTo(first);
        assertThatThrownBy(() -> recordings().named("shop-"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("2 recordings begin with 'shop-'");
        assertThatThrownBy(() -> recordings().named("none"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("There is no recording 'none'");
        assertThatThrownBy(() -> recordings().create("../etc", NOW, new byte[32], NOW))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("cannot be called");
    }

    @Test
    @DisplayName("TRF-2: a replay gets all exchanges by the time of their requests, also where segments overlap")
    void overlapping_segments_are_merged() {
        Recording recording = created();
        Recorder recorder = new Recorder(recording, HideRules.standard());
        List<Exchange> exchanges = new ArrayList<>(Samples.many(30_000));
        exchanges.add(29_500, exchanges.remove(100));
        exchanges.add(exchanges.remove(5_000));

        exchanges.forEach(recorder::take);
        recorder.end("a test", NOW, NOW, Map.of());

        List<Long> offsets = new ArrayList<>();
        try (OrderedExchanges all = OrderedExchanges.of(recording)) {
            all.forEachRemaining(exchange -> offsets.add(exchange.offset()));
        }
        assertThat(offsets).hasSize(30_000).isSorted();
    }

    private Recording ofTheLine(int hour, int exchanges) {
        Instant began = NOW.plus(Duration.ofHours(hour));
        Recording recording = recordings().create("production", began, new byte[32], NOW.plus(Duration.ofDays(14)));
        Recordings.mark(recording, new LineMark(PRODUCTION, "rules", began));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        Samples.many(exchanges).forEach(recorder::take);
        recorder.end("a test", began, NOW.plus(Duration.ofDays(14)), Map.of());
        return recording;
    }

    @Test
    @DisplayName("TRF-1: the oldest of the line's go first when they take too much, and one to send stays")
    void the_oldest_go_first() {
        Recording byHand = created();
        recorded(byHand, HideRules.standard(), Samples.exchange(1, JANE));
        Recording first = ofTheLine(1, 500);
        Recording second = ofTheLine(2, 500);
        Recording empty = ofTheLine(3, 0);
        long stored = second.stored();

        assertThat(recordings().makeRoom(4 * stored, stored, Set.of())).isEmpty();
        assertThat(recordings().makeRoom(2 * stored, stored, Set.of())).containsExactly(first.id());
        assertThat(recordings().makeRoom(stored, stored, Set.of())).containsExactly(empty.id());
        assertThat(recordings().all()).containsExactly(byHand, second);
    }

    @Test
    @DisplayName("TRF-1: a gate gets the newest whole recording: ended, with requests, none refused by the scan")
    void whole_ones_alone() {
        Recording whole = ofTheLine(1, 10);
        ofTheLine(2, 0);
        Recording leaky = recordings().create("production", NOW.plus(Duration.ofHours(3)), new byte[32], NOW);
        HideRule keep = ((HideRuleText.Parsed.Rule) HideRuleText.parse("$.note")).rule();
        recorded(
                leaky,
                new HideRules(List.of(), List.of(keep), HideRules.Bodies.ALLOW_LIST),
                Samples.exchange(1, JANE),
                Samples.exchange(2, "{\"note\":\"Jane Doe was here\"}"));
        Recording unended = recordings().create("production", NOW.plus(Duration.ofHours(4)), new byte[32], NOW);
        Recordings.mark(unended, new LineMark(PRODUCTION, "rules", NOW.plus(Duration.ofHours(4))));

        assertThat(recordings().newest("production")).contains(whole);
        assertThat(recordings().newest("beta")).isEmpty();
        assertThat(recordings().lastOfTheLine(PRODUCTION, Set.of())).contains(unended);
        assertThat(recordings().lastOfTheLine(PRODUCTION, Set.of(unended.id())))
                .map(Recording::id)
                .isNotEqualTo(Optional.of(unended.id()));
    }

    @Test
    @DisplayName("TRF-1: a recording is sealed at its size, and goes little beyond it")
    void its_size() {
        Recording recording = created();
        long size = 1_000_000;
        Recorder recorder = new Recorder(recording, HideRules.standard(), size);
        int taken = 0;
        Iterator<Exchange> all = Samples.upTo(200_000).iterator();
        while (!recorder.isFull() && all.hasNext()) {
            recorder.take(all.next());
            taken++;
        }
        RecordingNote note = recorder.end("a test", NOW, NOW.plus(Duration.ofDays(1)), Map.of());

        assertThat(taken).isLessThan(200_000);
        assertThat(note.kept().exchanges()).isEqualTo(taken);
        assertThat(note.kept().stored()).isBetween(size / 2, size + 10_000);
        assertThat(recording.isWhole()).isTrue();
    }

    @Test
    @DisplayName("TRF-1: where a segment cannot be written nothing half-made stays, and the message says what to do")
    void a_disk_that_takes_nothing() throws IOException {
        Recording recording = created();
        Files.createDirectory(recording.segment(1));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        recorder.take(Samples.exchange(1, JANE));

        assertThatThrownBy(() -> recorder.end("a test", NOW, NOW, Map.of()))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault).hasMessageContaining("cannot be written");
                    assertThat(fault.mend()).contains("Make room on the disk");
                });
        assertThat(recording.note()).isEmpty();
        assertThat(recordings().newest("shop")).isEmpty();
    }

    @Test
    @DisplayName("TRF-1: a note that cannot be written leaves no half of one")
    void a_note_that_cannot_be_written() throws IOException {
        Recording recording = created();
        Files.createDirectory(recording.folder().resolve("recording.json"));
        Files.createFile(recording.folder().resolve("recording.json").resolve("in-the-way"));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        recorder.take(Samples.exchange(1, JANE));

        assertThatThrownBy(() -> recorder.end("a test", NOW, NOW, Map.of())).isInstanceOf(Fault.class);

        assertThat(recording.note()).isEmpty();
        assertThat(Files.exists(recording.folder().resolve("recording.json.new")))
                .isFalse();
    }
}
