package arelops.app.git;

import static arelops.app.git.ServedRepository.BETA;
import static arelops.app.git.ServedRepository.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.ServedRepository.Way;
import arelops.core.id.CommitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every way to a repository keeps: refs move by compare-and-swap, all or none. What is left when a server is
/// killed in the middle is in [KilledGitServerTest].
final class GitRepositoryContractTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @DisplayName("TAG-2: of eight that move one tag from the same value, one wins and seven are told who is there")
    void one_of_eight_racers_wins(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<GitRepository> racers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                racers.add(served.connect());
            }
            CyclicBarrier line = new CyclicBarrier(racers.size());

            List<Future<PushAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < racers.size(); i++) {
                GitRepository racer = racers.get(i);
                RefChange change = served.beta(0, i + 1);
                answers.add(threads.submit(() -> {
                    line.await();
                    return racer.push(List.of(change));
                }));
            }

            int won = -1;
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).get() instanceof PushAnswer.Done) {
                    assertThat(won).as("winner").isEqualTo(-1);
                    won = i;
                }
            }
            assertThat(won).as("winner").isNotEqualTo(-1);
            ObjectId winner = served.object(won + 1);
            assertThat(served.actual(BETA)).isEqualTo(winner.hex());
            for (int i = 0; i < answers.size(); i++) {
                if (i != won) {
                    assertThat(answers.get(i).get()).isEqualTo(new PushAnswer.Stale(BETA, Optional.of(winner)));
                }
            }
            racers.forEach(GitRepository::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("TAG-2: a ledger entry and a tag travel together, and others can read them")
    void ledger_and_tag_move_together(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect();
                GitRepository other = served.connect()) {
            ObjectId entry = served.nextEntry(mine, "entry 1");

            PushAnswer answer = mine.push(List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5)));

            assertThat(answer).isEqualTo(new PushAnswer.Done());
            RefsSeen seen = other.fetch();
            assertThat(seen.ref(LEDGER)).contains(entry);
            assertThat(seen.tag("BETA")).contains(served.commit(5));
            assertThat(seen.trunk()).contains(served.commit(19));
            assertThat(seen.defaultBranch()).contains("main");
            assertThat(other.file(new CommitId(entry.hex()), "entry.json", 1000).map(String::new))
                    .contains("entry 1");
            assertThat(NativeGit.git(served.bare, "fsck", "--strict")).doesNotContain("error");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("TAG-2: if one of two refs is not where it was expected, neither moves")
    void one_stale_ref_stops_both(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            ObjectId entry = served.nextEntry(mine, "entry 1");

            PushAnswer answer = mine.push(List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(3, 5)));

            assertThat(answer).isEqualTo(new PushAnswer.Stale(BETA, Optional.of(served.object(0))));
            assertThat(served.actual(LEDGER)).isEqualTo(served.firstEntry.hex());
            assertThat(served.actual(BETA)).isEqualTo(served.commit(0).hex());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("TAG-2: a tag moves backwards by compare-and-swap, and a stale value is refused all the same")
    void a_rollback_is_no_force(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            assertThat(mine.push(List.of(served.beta(0, 9)))).isEqualTo(new PushAnswer.Done());

            assertThat(mine.push(List.of(served.beta(9, 2)))).isEqualTo(new PushAnswer.Done());
            assertThat(mine.push(List.of(served.beta(9, 1))))
                    .isEqualTo(new PushAnswer.Stale(BETA, Optional.of(served.object(2))));

            assertThat(served.actual(BETA)).isEqualTo(served.commit(2).hex());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "TAG-2: a ref that already is where the push would put it is no success if the expected value is stale")
    void the_right_value_from_the_wrong_one_is_stale(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            assertThat(mine.push(List.of(served.beta(7, 0))))
                    .isEqualTo(new PushAnswer.Stale(BETA, Optional.of(served.object(0))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refs_are_made_and_deleted_only_from_what_was_expected(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            String canary = "refs/tags/BETA-canary";

            assertThat(mine.push(List.of(RefChange.create(BETA, served.object(4)))))
                    .isEqualTo(new PushAnswer.Stale(BETA, Optional.of(served.object(0))));
            assertThat(mine.push(List.of(RefChange.create(canary, served.object(4)))))
                    .isEqualTo(new PushAnswer.Done());
            assertThat(mine.push(List.of(RefChange.delete(canary, served.object(3)))))
                    .isEqualTo(new PushAnswer.Stale(canary, Optional.of(served.object(4))));
            assertThat(mine.push(List.of(RefChange.delete(canary, served.object(4)))))
                    .isEqualTo(new PushAnswer.Done());
            assertThat(mine.push(List.of(RefChange.delete(canary, served.object(4)))))
                    .isEqualTo(new PushAnswer.Stale(canary, Optional.empty()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("TAG-3: an annotated release tag is seen as itself and as its commit")
    void an_annotated_tag_is_peeled(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect();
                NewObjects objects = mine.newObjects()) {
            ObjectId tag = objects.annotatedTag(
                    "release/7", served.commit(6), ServedRepository.ANN, ServedRepository.AT, "Release 7\n");
            objects.write();

            assertThat(mine.push(List.of(RefChange.create("refs/tags/release/7", tag))))
                    .isEqualTo(new PushAnswer.Done());

            RefsSeen seen = mine.fetch();
            assertThat(seen.ref("refs/tags/release/7")).contains(tag);
            assertThat(seen.tag("release/7")).contains(served.commit(6));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL")
    @DisplayName("TAG-2: the server itself compares: a tag that moves after the refs were shown is not overwritten")
    void the_server_compares_too(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            String intruder = served.commit(13).hex();
            NativeGit.hook(
                    served.bare, "pre-receive", "unset GIT_QUARANTINE_PATH; git update-ref " + BETA + " " + intruder);
            served.jgitHook.set(() -> {
                served.moveByHand(BETA, intruder);
                return Optional.empty();
            });
            ObjectId entry = served.nextEntry(mine, "entry 1");

            PushAnswer answer = mine.push(List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5)));

            assertThat(answer).isEqualTo(new PushAnswer.Stale(BETA, Optional.of(served.object(13))));
            assertThat(served.actual(LEDGER)).isEqualTo(served.firstEntry.hex());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL")
    @DisplayName("REL-2: what a server's hook says is passed on, and nothing moved")
    void a_hook_refuses_with_its_reason(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            NativeGit.hook(served.bare, "pre-receive", "exit 1");
            served.jgitHook.set(() -> Optional.of("pre-receive hook declined"));

            PushAnswer answer = mine.push(List.of(served.beta(0, 5)));

            assertThat(answer).isEqualTo(new PushAnswer.Refused(BETA, "pre-receive hook declined"));
            assertThat(served.actual(BETA)).isEqualTo(served.commit(0).hex());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "REL-2: a lock that a killed writer left on the second ref stops both, and is named where it is ours to see")
    void a_left_lock_stops_both(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            ObjectId entry = served.nextEntry(mine, "entry 1");
            List<RefChange> move = List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5));
            Path lock = Files.createFile(
                    Files.createDirectories(served.bare.resolve("refs/tags")).resolve("BETA.lock"));

            if (way == Way.LOCAL) {
                assertThatThrownBy(() -> mine.push(move))
                        .isInstanceOf(Fault.class)
                        .hasMessageContaining(lock.toString());
            } else {
                assertThat(mine.push(move)).isInstanceOf(PushAnswer.Refused.class);
            }

            assertThat(served.actual(LEDGER)).isEqualTo(served.firstEntry.hex());
            Files.delete(lock);
            assertThat(mine.push(move)).isEqualTo(new PushAnswer.Done());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "HTTP_NATIVE", "SSH_NATIVE"})
    @DisplayName(
            "REL-2: a server that breaks between two refs leaves the ledger moved and the tag not, and says so when asked again")
    void a_server_that_breaks_between_two_refs_leaves_an_unfinished_move(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            NativeGit.git(served.bare, "pack-refs", "--all");
            // At "prepared" every lock is held and every value compared; then the tag's file cannot be put in place.
            NativeGit.hook(
                    served.bare,
                    "reference-transaction",
                    "test \"$1\" = prepared && grep -q BETA && mkdir -p refs/tags/BETA && touch refs/tags/BETA/.blocked; exit 0");
            ObjectId entry = served.nextEntry(mine, "entry 1");

            PushAnswer answer = mine.push(List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5)));

            assertThat(answer).isInstanceOf(PushAnswer.Unanswered.class);
            RefsSeen seen = mine.fetch();
            assertThat(seen.ref(LEDGER)).contains(entry);
            assertThat(seen.tag("BETA")).contains(served.commit(0));
            Files.delete(served.bare.resolve("hooks/reference-transaction"));
            Files.delete(served.bare.resolve("refs/tags/BETA/.blocked"));
            assertThat(mine.push(List.of(served.beta(0, 5)))).isEqualTo(new PushAnswer.Done());
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_objects_of_one_push_are_one_pack(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            Path objects =
                    way == Way.LOCAL ? served.bare.resolve("objects") : folder.resolve("data/mirror-1.git/objects");
            long before = files(objects);

            try (NewObjects batch = mine.newObjects()) {
                List<CommitId> parents = List.of(new CommitId(served.firstEntry.hex()));
                for (int i = 1; i <= 30; i++) {
                    parents = List.of(ServedRepository.entry(batch, "entry " + i, parents));
                }
                batch.write();
                assertThat(mine.push(
                                List.of(RefChange.move(LEDGER, served.firstEntry, ObjectId.of(parents.getFirst())))))
                        .isEqualTo(new PushAnswer.Done());
            }

            assertThat(files(objects) - before).as("a pack and its index").isLessThanOrEqualTo(2);
            assertThat(NativeGit.git(served.bare, "rev-list", "--count", LEDGER))
                    .isEqualTo("31");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_push_that_makes_no_sense_is_refused_before_it_starts(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                GitRepository mine = served.connect()) {
            RefChange ledger = RefChange.move(LEDGER, served.firstEntry, served.object(3));

            assertThatThrownBy(() -> served.beta(1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> mine.push(List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> mine.push(List.of(served.beta(0, 1), served.beta(0, 2))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> mine.push(List.of(served.beta(0, 1), ledger)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("first");
        }
    }

    private static long files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
