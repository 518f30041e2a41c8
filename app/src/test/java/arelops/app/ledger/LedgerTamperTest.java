package arelops.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.NativeGit;
import arelops.app.git.RefsSeen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TAG-5: `verify` sees whatever is done to a ledger, and says what kind of thing it is by its exit code.
final class LedgerTamperTest {
    /// The entry that most changes are tried on: `moved`, with a verified one after it that has a document.
    private static final int MOVED = 12;

    private static final int VERIFIED = MOVED + 1;

    @TempDir
    private Path folder;

    private LedgerWorld world;
    private RawLedger raw;

    @BeforeEach
    void make() throws Exception {
        world = new LedgerWorld(folder);
        world.thirtyEntries(world.ours());
        raw = new RawLedger(world.bare);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private int verified(SeenTip memory) {
        return verification(memory).exitCode();
    }

    private Verification verification(SeenTip memory) {
        return new Ledger(world.repository, memory).verify(world.repository.refs(), TagNames.plain());
    }

    private SeenTip forgetful() {
        return new SeenTip(folder.resolve("nothing-remembered"));
    }

    private SeenTip remembering() {
        return new SeenTip(folder.resolve("data/tip"));
    }

    private record Tamper(String name, UnaryOperator<List<RawLedger.Commit>> how) {}

    private static Tamper text(String from, String to) {
        return new Tamper(from + " becomes " + to, all -> {
            List<RawLedger.Commit> changed = new ArrayList<>(all);
            RawLedger.Commit commit = changed.get(MOVED);
            String before = commit.text("entry.json");
            String after = before.replaceFirst(from, to);
            assertThat(after).as(from).isNotEqualTo(before);
            changed.set(MOVED, commit.with("entry.json", after.getBytes(StandardCharsets.UTF_8)));
            return changed;
        });
    }

    private static Tamper at(int index, String name, UnaryOperator<RawLedger.Commit> how) {
        return new Tamper(name, all -> {
            List<RawLedger.Commit> changed = new ArrayList<>(all);
            changed.set(index, how.apply(changed.get(index)));
            return changed;
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Tamper> breaksChain() {
        List<Tamper> kinds = new ArrayList<>(List.of(
                text("arelops/c1", "arelops/c2"),
                text("\"actor\":\"arelops/c1\"", "\"actor\":\"@ann\""),
                text("2026-01-02T03", "2026-01-02T04"),
                text("it was time", "it was late"),
                text("\"app\":\"shop\"", "\"app\":\"shup\""),
                text("\"env\":\"beta\"", "\"env\":\"production\""),
                text("\"kind\":\"moved\"", "\"kind\":\"adopted\""),
                text("\"kind\":\"moved\"", "\"kind\":\"unheard\""),
                text("\"seq\":13", "\"seq\":14"),
                text("\"seq\":13", "\"seq\":99999999999999999999"),
                text("\"prev\":\"sha256:.", "\"prev\":\"sha256:g"),
                text("\"prev\":\"sha256:..", "\"prev\":\"sha256:00"),
                text("\"v\":1", "\"v\":2"),
                text("\"intent\":12", "\"intent\":5"),
                text("\"deployment\":12", "\"deployment\":13"),
                text("\"from\":\"..", "\"from\":\"00"),
                text("\"commit\":\"..", "\"commit\":\"00"),
                text("\"artifact\":\"sha256:..", "\"artifact\":\"sha256:00"),
                text("\\{\"actor\"", "{ \"actor\""),
                text("\\{\"actor\"", "{\"zzz\":1,\"actor\""),
                text("\\{\"actor\"", "{\"actor\":\"arelops/c1\",\"actor\""),
                text("}$", "}\n"),
                text("^.*$", "[]"),
                text("^.*$", "")));
        kinds.addAll(List.of(
                at(MOVED, "no entry.json", c -> c.without("entry.json")),
                at(MOVED, "no UTF-8", c -> c.with("entry.json", new byte[] {(byte) 0xff, 1})),
                at(MOVED, "another state", c -> c.with("state/shop/BETA.json", bytes("{}"))),
                at(MOVED, "no state", c -> c.without("state/shop/BETA.json")),
                at(MOVED, "a file more", c -> c.with("more", bytes("x"))),
                at(MOVED, "a document more", c -> c.with("evidence/more", bytes("x"))),
                at(MOVED, "another message", c -> c.saying(c.message().replace("BETA", "PRODUCTION"))),
                at(MOVED, "another author", c -> c.by("Eve")),
                at(MOVED, "another time", c -> c.later()),
                at(MOVED, "a second parent", c -> c.merged()),
                new Tamper("an entry left out", all -> {
                    List<RawLedger.Commit> changed = new ArrayList<>(all);
                    changed.remove(MOVED);
                    return changed;
                }),
                new Tamper("an entry twice", all -> {
                    List<RawLedger.Commit> changed = new ArrayList<>(all);
                    changed.add(MOVED, all.get(MOVED));
                    return changed;
                }),
                new Tamper("two entries swapped", all -> {
                    List<RawLedger.Commit> changed = new ArrayList<>(all);
                    changed.set(MOVED, all.get(VERIFIED));
                    changed.set(VERIFIED, all.get(MOVED));
                    return changed;
                }),
                new Tamper("the beginning cut off", all -> all.subList(1, all.size()))));
        return kinds;
    }

    @Test
    @DisplayName("TAG-5: 38 kinds of tampering each break the chain: exit 12; and the reader refuses such a ledger")
    void tampering_breaks_the_chain() throws Exception {
        assertThat(breaksChain()).hasSizeGreaterThanOrEqualTo(30);
        for (Tamper tamper : breaksChain()) {
            raw.write(tamper.how.apply(raw.commits()));

            assertThat(verified(forgetful())).as(tamper.name).isEqualTo(12);
            assertThatThrownBy(() -> new Ledger(world.repository, forgetful()).read())
                    .as(tamper.name)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo("ledger.invalid"));
            assertThat(verified(remembering())).as(tamper.name).isEqualTo(13);
        }
    }

    @Test
    @DisplayName("TAG-5: a document that is missing or differs: exit 11")
    void evidence_that_is_gone() throws Exception {
        for (Tamper tamper : List.of(
                at(VERIFIED, "gone", c -> c.without("evidence/report.json")),
                at(VERIFIED, "differs", c -> c.with("evidence/report.json", bytes("{\"passed\":7}"))),
                at(VERIFIED, "longer", c -> c.with("evidence/report.json", bytes("{\"passed\":1} "))))) {
            raw.write(tamper.how.apply(raw.commits()));

            assertThat(verified(forgetful())).as(tamper.name).isEqualTo(11);
        }
    }

    @Test
    @DisplayName("TAG-5: since an entry or a time, documents before it are not read, and the chain is checked whole")
    void documents_since_an_entry() throws Exception {
        RefsSeen seen = world.repository.refs();
        Ledger ledger = new Ledger(world.repository, forgetful());
        assertThat(ledger.verify(seen, TagNames.plain(), new Since.Seq(21)))
                .isEqualTo(new Verification(30, 10, List.of()));
        assertThat(ledger.verify(seen, TagNames.plain(), new Since.Moment(LedgerWorld.NOW.plusSeconds(1))))
                .isEqualTo(new Verification(30, 0, List.of()));
        assertThat(ledger.verify(seen, TagNames.plain(), new Since.Moment(LedgerWorld.NOW)))
                .isEqualTo(new Verification(30, 30, List.of()));

        raw.write(at(VERIFIED, "differs", c -> c.with("evidence/report.json", bytes("{\"passed\":7}")))
                .how
                .apply(raw.commits()));
        RefsSeen differs = world.repository.refs();
        Since entry = new Since.Seq(VERIFIED + 1);
        Since later = new Since.Seq(VERIFIED + 2);
        assertThat(ledger.verify(differs, TagNames.plain(), entry).exitCode()).isEqualTo(11);
        assertThat(ledger.verify(differs, TagNames.plain(), later).exitCode()).isZero();
        raw.write(text("BETA|beta", "gamma").how.apply(raw.commits()));
        assertThat(ledger.verify(world.repository.refs(), TagNames.plain(), later)
                        .exitCode())
                .isEqualTo(12);
    }

    @Test
    @DisplayName(
            "TAG-5: a ledger cut short, or whose last entry was exchanged whole, is noticed by who saw it: exit 13")
    void what_only_memory_can_notice() throws Exception {
        raw.write(raw.commits().subList(0, 20));
        assertThat(verified(remembering())).isEqualTo(13);

        NativeGit.git(world.bare, "update-ref", "-d", Ledger.REF);
        assertThat(verified(remembering())).isEqualTo(13);
    }

    @Test
    @DisplayName("TAG-4: a tag elsewhere than the ledger says, or a release tag that moved: exit 10")
    void tags_that_drifted() throws Exception {
        assertThat(verified(remembering())).isZero();
        String third = world.commits.get(3).hex();

        NativeGit.git(
                world.bare, "update-ref", "refs/tags/BETA", world.commits.get(8).hex());
        assertThat(verified(remembering())).isEqualTo(10);
        NativeGit.git(world.bare, "update-ref", "-d", "refs/tags/BETA");
        assertThat(verified(remembering())).isEqualTo(10);
        NativeGit.git(world.bare, "update-ref", "refs/tags/BETA", third);
        assertThat(verified(remembering())).isZero();
        NativeGit.git(world.bare, "update-ref", "refs/tags/release/4", third);
        assertThat(verified(remembering())).isEqualTo(10);
    }

    @Test
    @DisplayName("TAG-5: one flipped bit anywhere in any of thirty entries is detected")
    void a_flipped_bit_is_detected() throws Exception {
        Random random = new Random(20260102);
        List<RawLedger.Commit> good = raw.commits();
        assertThat(good).hasSize(30);
        for (int entry = 0; entry < good.size(); entry++) {
            byte[] content = bytes(good.get(entry).text("entry.json"));
            for (int flip = 0; flip < 4; flip++) {
                byte[] flipped = content.clone();
                int position = random.nextInt(flipped.length);
                flipped[position] ^= (byte) (1 << random.nextInt(8));
                List<RawLedger.Commit> bad = new ArrayList<>(good);
                bad.set(entry, good.get(entry).with("entry.json", flipped));

                raw.write(bad);

                Verification verification = verification(forgetful());
                assertThat(verification.exitCode())
                        .as("entry %s, byte %s: %s", entry + 1, position, new String(flipped, StandardCharsets.UTF_8))
                        .isBetween(11, 12);
                assertThat(verification.entries()).isEqualTo(entry);
            }
        }
    }

    @Test
    @DisplayName("TAG-5: verify writes nothing")
    void verify_writes_nothing() throws Exception {
        RefsSeen seen = world.repository.refs();
        Map<String, Long> before = files();

        Verification verification = new Ledger(world.repository, forgetful()).verify(seen, TagNames.plain());

        assertThat(verification).isEqualTo(new Verification(30, List.of()));
        assertThat(files()).isEqualTo(before);
    }

    private Map<String, Long> files() throws Exception {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return found;
    }
}
