package arelops.app.ledger;

import static arelops.app.ledger.LedgerWorld.BETA;
import static arelops.app.ledger.LedgerWorld.NOW;
import static arelops.app.ledger.LedgerWorld.SHOP;
import static arelops.app.ledger.LedgerWorld.append;
import static arelops.app.ledger.LedgerWorld.artifact;
import static arelops.app.ledger.LedgerWorld.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.NativeGit;
import arelops.app.git.ObjectId;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.IllegalTransition;
import arelops.core.evidence.Note;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger in git: appended by compare-and-swap, read step by step.
final class LedgerTest {
    @TempDir
    private Path folder;

    private LedgerWorld world;

    @BeforeEach
    void make() throws Exception {
        world = new LedgerWorld(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private String refs() throws Exception {
        return NativeGit.git(world.bare, "for-each-ref");
    }

    @Test
    @DisplayName("TAG-5: the history of a tag is readable with plain git")
    void the_history_is_readable_with_plain_git() throws Exception {
        world.thirtyEntries(world.ours());

        String log = NativeGit.git(world.bare, "log", "--format=%s", Ledger.REF);
        String first = world.commits.get(0).brief();
        String second = world.commits.get(1).brief();
        assertThat(log.lines()).hasSize(30).contains("BETA moved " + first + " → " + second + " (shop)");
        assertThat(log.lines().toList().getLast()).isEqualTo("The ledger begins: main at " + first);
        assertThat(NativeGit.git(world.bare, "log", "-1", "--format=%B", Ledger.REF))
                .contains("because it was time\n\nSeq: 30\nKind: hold\nBy: arelops/c1\nEntry: sha256:");
        assertThat(NativeGit.git(world.bare, "log", "--format=%(trailers:key=Seq,valueonly,separator=%x2C)", Ledger.REF)
                        .lines())
                .startsWith("30", "29")
                .hasSize(30);
        assertThat(NativeGit.git(world.bare, "ls-tree", "-r", "--name-only", Ledger.REF + "~2")
                        .lines())
                .containsExactly("entry.json", "evidence/report.json", "state/shop/BETA.json");
        assertThat(NativeGit.git(world.bare, "fsck", "--strict")).doesNotContain("error");
    }

    @Test
    @DisplayName("TAG-2: another installation reads the same ledger, and only what is new")
    void another_installation_reads_the_same() {
        Ledger ours = world.ours();
        Ledger another = world.another("b");
        append(ours, world.genesis());
        assertThat(another.read().state()).isEqualTo(ours.read().state());

        append(ours, world.approval(0));
        LedgerView last = append(another, world.approval(0));

        assertThat(ours.read()).isEqualTo(last);
        assertThat(last.state().seq()).isEqualTo(3);
        assertThat(ours.newest(last, 2)).extracting(Entry::seq).containsExactly(3L, 2L);
        assertThat(new Ledger(world.repository, new SeenTip(folder.resolve("none"))).read())
                .isEqualTo(last);
    }

    @Test
    @DisplayName("An intent never goes on top of what it did not see; nothing is changed")
    void an_intent_never_rebases() throws Exception {
        Ledger ours = world.ours();
        Ledger another = world.another("b");
        append(ours, world.genesis());
        LedgerView base = append(ours, note(new Fact.Built(SHOP, world.commits.getFirst(), artifact(0))));
        LedgerView moved = append(another, world.approval(0));
        String before = refs();

        Release release = new Release(base.state().seq(), world.commits.getFirst(), artifact(0));
        Note intent = note(new Fact.Intent(BETA, Fact.Purpose.PROMOTE, Optional.of(release)));
        Appended appended = ours.append(base, List.of(intent), List.of(), Rebase.never(), NOW);

        assertThat(appended).isEqualTo(new Appended.Superseded(moved));
        assertThat(refs()).isEqualTo(before);
    }

    @Test
    @DisplayName("TAG-2: a completion goes on top of others' entries while its intent is still the last, with its tag")
    void a_completion_rebases_while_its_intent_stands() throws Exception {
        Ledger ours = world.ours();
        Ledger another = world.another("b");
        append(ours, world.genesis());
        LedgerView built = append(ours, note(new Fact.Built(SHOP, world.commits.getFirst(), artifact(0))));
        Release release = new Release(built.state().seq(), world.commits.getFirst(), artifact(0));
        Note intent = note(new Fact.Intent(BETA, Fact.Purpose.PROMOTE, Optional.of(release)));
        LedgerView open = append(ours, intent);
        long token = open.state().seq();
        append(another, world.approval(0));

        Note moved = note(new Fact.Moved(BETA, token, Optional.empty(), Optional.of(release), token));
        Rebase mine = now -> now.slot(BETA).tokens().last() == token;
        Appended done =
                ours.append(open, List.of(moved), List.of(world.tag(Optional.empty(), release.commit())), mine, NOW);

        assertThat(done).isInstanceOf(Appended.Recorded.class);
        assertThat(NativeGit.git(world.bare, "rev-parse", "BETA"))
                .isEqualTo(release.commit().hex());
        assertThat(another.read().state().slot(BETA).tag()).contains(release.commit());
        assertThat(another.read().state().seq()).isEqualTo(5);
    }

    @Test
    @DisplayName("TAG-2: a completion whose intent was adopted by another is left to that one")
    void a_completion_gives_way_to_an_adopted_intent() throws Exception {
        Ledger ours = world.ours();
        Ledger another = world.another("b");
        append(ours, world.genesis());
        LedgerView built = append(ours, note(new Fact.Built(SHOP, world.commits.getFirst(), artifact(0))));
        Release release = new Release(built.state().seq(), world.commits.getFirst(), artifact(0));
        Note intent = note(new Fact.Intent(BETA, Fact.Purpose.PROMOTE, Optional.of(release)));
        LedgerView open = append(ours, intent);
        long token = open.state().seq();
        append(another, intent);
        String before = refs();

        Note moved = note(new Fact.Moved(BETA, token, Optional.empty(), Optional.of(release), token));
        List<Appended> answers = new ArrayList<>();
        for (Rebase rebase : List.<Rebase>of(now -> now.slot(BETA).tokens().last() == token, _ -> true)) {
            answers.add(ours.append(
                    open, List.of(moved), List.of(world.tag(Optional.empty(), release.commit())), rebase, NOW));
        }

        assertThat(answers).allMatch(Appended.Superseded.class::isInstance);
        assertThat(refs()).isEqualTo(before);
    }

    @Test
    @DisplayName("TAG-2: a tag that is not where it was expected stops the entry too")
    void a_stale_tag_stops_the_entry() throws Exception {
        Ledger ours = world.ours();
        LedgerView base = append(ours, world.genesis());
        NativeGit.git(
                world.bare, "update-ref", "refs/tags/BETA", world.commits.get(7).hex());
        String before = refs();

        Appended appended = ours.append(
                base,
                List.of(world.approval(0)),
                List.of(world.tag(Optional.empty(), world.commits.getFirst())),
                _ -> true,
                NOW);

        assertThat(appended)
                .isEqualTo(new Appended.TagStale("refs/tags/BETA", Optional.of(ObjectId.of(world.commits.get(7)))));
        assertThat(refs()).isEqualTo(before);
    }

    @Test
    @DisplayName("REL-2: six installations append at once: every entry is in, once, in one chain")
    void many_append_at_once() throws Exception {
        append(world.ours(), world.genesis());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Appended>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Ledger one = world.another("n" + i);
                int commit = i;
                answers.add(threads.submit(
                        () -> one.append(one.read(), List.of(world.approval(commit)), List.of(), _ -> true, NOW)));
            }
            for (Future<Appended> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Appended.Recorded.class);
            }
        }
        assertThat(world.ours().read().state().seq()).isEqualTo(7);
        assertThat(world.ours()
                        .verify(world.repository.refs(), TagNames.plain())
                        .exitCode())
                .isZero();
    }

    @Test
    @DisplayName("Threads of one process share one ledger; an older look than its newest append is no alarm")
    void an_older_look_is_no_alarm() {
        Ledger ours = world.ours();
        append(ours, world.genesis());
        var older = world.repository.refs();
        LedgerView newer = append(ours, world.approval(0));

        assertThat(ours.read(older)).isEqualTo(newer);
    }

    @Test
    void a_note_that_contradicts_the_ledger_is_not_written() throws Exception {
        Ledger ours = world.ours();
        LedgerView base = append(ours, world.genesis());
        String before = refs();

        assertThatThrownBy(() -> ours.append(base, List.of(world.genesis()), List.of(), _ -> true, NOW))
                .isInstanceOf(IllegalTransition.class);

        assertThat(refs()).isEqualTo(before);
    }

    @Test
    void a_batch_is_one_push_and_one_pack() throws Exception {
        Ledger ours = world.ours();
        LedgerView base = append(ours, world.genesis());
        long packs = packs();
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            notes.add(world.approval(i % 10));
        }

        Appended appended = ours.append(base, notes, List.of(), _ -> true, NOW);

        assertThat(appended)
                .isInstanceOfSatisfying(
                        Appended.Recorded.class,
                        r -> assertThat(r.entries())
                                .extracting(Entry::seq)
                                .startsWith(2L, 3L)
                                .hasSize(50));
        assertThat(packs() - packs).isEqualTo(1);
        assertThat(NativeGit.git(world.bare, "count-objects")).startsWith("0 objects");
    }

    private long packs() throws Exception {
        try (Stream<Path> files = Files.list(world.bare.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    @Test
    @DisplayName("Where a server refuses refs of our own, the ledger is a branch")
    void a_server_without_custom_refs() throws Exception {
        NativeGit.hook(world.bare, "update", "case \"$1\" in refs/arelops/*) exit 1;; esac; exit 0");
        Ledger another = world.another("b");

        append(another, world.genesis());
        LedgerView last = append(another, world.approval(0));

        assertThat(last.ref()).isEqualTo(Ledger.FALLBACK);
        assertThat(NativeGit.git(world.bare, "rev-list", "--count", Ledger.FALLBACK))
                .isEqualTo("2");
        assertThat(world.another("c").read()).isEqualTo(last);
    }

    @Test
    @DisplayName("A rewritten ledger is noticed, after a restart too, and nothing is read from it")
    void a_rewritten_ledger_is_noticed() throws Exception {
        Ledger ours = world.ours();
        append(ours, world.genesis());
        LedgerView lost = append(ours, world.approval(0));
        NativeGit.git(world.bare, "update-ref", Ledger.REF, Ledger.REF + "~1");

        for (Ledger ledger : List.of(ours, world.ours())) {
            assertThatThrownBy(ledger::read)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo("ledger.rewritten"))
                    .hasMessageContaining(lost.tip().map(CommitId::hex).orElseThrow());
        }
        NativeGit.git(world.bare, "update-ref", "-d", Ledger.REF);
        assertThatThrownBy(() -> world.ours().read()).isInstanceOf(Fault.class);
        NativeGit.git(
                world.bare, "update-ref", Ledger.REF, lost.tip().orElseThrow().hex());
        assertThat(ours.read()).isEqualTo(lost);
    }
}
