package arelops.app.git;

import static arelops.app.git.ServedRepository.BETA;
import static arelops.app.git.ServedRepository.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.ServedRepository.Way;
import arelops.app.node.Eventually;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every git server, killed in the middle of one atomic push of two refs. No answer comes, and the next look tells the
/// truth: both moved, or neither, or the ledger alone, which is a move to be finished.
final class KilledGitServerTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"FILE", "HTTP_NATIVE", "SSH_NATIVE"})
    @DisplayName("REL-2: git killed when it has asked about the first ref and asks about the second: neither moved")
    void git_is_killed_between_the_questions(Way way) throws Exception {
        try (Push push = new Push(way)) {
            // An `update` hook runs once for each ref, before any of them is locked. Its parent is receive-pack.
            NativeGit.hook(push.served.bare, "update", "case $1 in *BETA) kill -9 $PPID;; esac");

            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);

            push.saw(false, false);
            Files.delete(push.served.bare.resolve("hooks/update"));
            assertThat(push.once()).isEqualTo(new PushAnswer.Done());
            push.saw(true, true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "HTTP_NATIVE", "SSH_NATIVE"})
    @DisplayName(
            "REL-2: git killed when it holds both locks: neither moved; what is in the way is named, then it works")
    void git_is_killed_with_both_refs_locked(Way way) throws Exception {
        try (Push push = new Push(way)) {
            NativeGit.hook(push.served.bare, "reference-transaction", "test \"$1\" != prepared || kill -9 $PPID");

            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);

            push.saw(false, false);
            Files.delete(push.served.bare.resolve("hooks/reference-transaction"));
            assertThat(push.once())
                    .isInstanceOfSatisfying(
                            PushAnswer.Refused.class,
                            refused -> assertThat(refused.reason()).contains("ledger.lock"));
            Files.delete(push.served.bare.resolve(LEDGER + ".lock"));
            Files.delete(push.served.bare.resolve(BETA + ".lock"));
            assertThat(push.once()).isEqualTo(new PushAnswer.Done());
            push.saw(true, true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "HTTP_NATIVE", "SSH_NATIVE"})
    @DisplayName(
            "REL-2: git killed when the ledger has moved and the tag has not: the move is unfinished, and is finished")
    void git_is_killed_between_two_refs(Way way) throws Exception {
        try (Push push = new Push(way)) {
            // Git writes the log of a ref before it puts the ref in place, one ref after the other. It waits for ever
            // to write into a pipe that nobody reads: then the first ref is in its place and the second is not.
            Path log = push.served.bare.resolve("logs").resolve(BETA);
            Files.createDirectories(log.getParent());
            assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor())
                    .isZero();
            Path pid = folder.resolve("pid");
            NativeGit.hook(push.served.bare, "reference-transaction", "test \"$1\" != prepared || echo $PPID > " + pid);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> push.killedOnceTheLedgerMoved(pid));

            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);

            killing.join();
            push.saw(true, false);
            Files.delete(log);
            Files.delete(push.served.bare.resolve("hooks/reference-transaction"));
            assertThat(push.finish())
                    .isInstanceOfSatisfying(
                            PushAnswer.Refused.class,
                            refused -> assertThat(refused.reason()).contains("BETA.lock"));
            push.saw(true, false);
            Files.delete(push.served.bare.resolve(BETA + ".lock"));
            assertThat(push.finish()).isEqualTo(new PushAnswer.Done());
            push.saw(true, true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "HTTP_NATIVE", "SSH_NATIVE"})
    @DisplayName("REL-2: git killed when both refs have moved and nothing is reported yet: both moved")
    void git_is_killed_before_its_report(Way way) throws Exception {
        try (Push push = new Push(way)) {
            NativeGit.hook(push.served.bare, "reference-transaction", "test \"$1\" != committed || kill -9 $PPID");

            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);

            push.saw(true, true);
            assertThat(push.once()).isInstanceOf(PushAnswer.Stale.class);
        }
    }

    /// JGit replaces one file for all refs: between its locks and its report there is only before and after.
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_REFS", "AFTER_THE_REFS"})
    @DisplayName("REL-2: a JGit server gone before or after it writes: both moved or neither, and the next push works")
    void a_jgit_server_is_gone_before_or_after_it_writes(JGitServer.Cut cut) throws Exception {
        boolean written = cut == JGitServer.Cut.AFTER_THE_REFS;
        try (Push push = new Push(Way.HTTP_JGIT)) {
            push.served.jgitCut.set(cut);

            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);

            push.saw(written, written);
            push.served.jgitCut.set(JGitServer.Cut.NEVER);
            if (written) {
                assertThat(push.once()).isInstanceOf(PushAnswer.Stale.class);
            } else {
                assertThat(push.once()).isEqualTo(new PushAnswer.Done());
            }
            push.saw(true, true);
        }
    }

    /// JGit holds a lock for each ref first, then that of the file which holds all refs.
    @ParameterizedTest
    @ValueSource(strings = {LEDGER + ".lock " + BETA + ".lock", "packed-refs.lock"})
    @DisplayName("REL-2: what a JGit server locked when it was killed stops both refs; without it the push works")
    void locks_of_a_killed_jgit_server_stop_both(String locks) throws Exception {
        List<String> left = List.of(locks.split(" ", -1));
        try (Push push = new Push(Way.HTTP_JGIT)) {
            for (String file : left) {
                Files.createFile(push.served.bare.resolve(file));
            }
            push.served.jgitCut.set(JGitServer.Cut.BEFORE_THE_REFS);
            assertThat(push.once()).isInstanceOf(PushAnswer.Unanswered.class);
            push.served.jgitCut.set(JGitServer.Cut.NEVER);

            assertThat(push.once()).isInstanceOf(PushAnswer.Refused.class);

            push.saw(false, false);
            for (String file : left) {
                Files.delete(push.served.bare.resolve(file));
            }
            assertThat(push.once()).isEqualTo(new PushAnswer.Done());
            push.saw(true, true);
        }
    }

    /// A ledger entry and a tag that are to move together, and what has become of them.
    private final class Push implements AutoCloseable {
        private final ServedRepository served;
        private final GitRepository mine;
        private final ObjectId entry;

        Push(Way way) throws Exception {
            served = ServedRepository.start(way, folder);
            // So that a ref has a file of its own only once it has moved.
            NativeGit.git(served.bare, "pack-refs", "--all");
            Files.createDirectories(served.bare.resolve("refs/arelops"));
            mine = served.connect();
            entry = served.nextEntry(mine, "entry 1");
        }

        PushAnswer once() {
            return mine.push(List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5)));
        }

        /// What the next look does about a ledger that is ahead of its tag.
        PushAnswer finish() {
            return mine.push(List.of(served.beta(0, 5)));
        }

        void saw(boolean ledgerMoved, boolean tagMoved) throws IOException, InterruptedException {
            RefsSeen seen = mine.fetch();
            CommitId tag = served.commit(tagMoved ? 5 : 0);
            assertThat(seen.ref(LEDGER)).contains(ledgerMoved ? entry : served.firstEntry);
            assertThat(seen.tag("BETA")).contains(tag);
            assertThat(served.actual(BETA)).isEqualTo(tag.hex());
            assertThat(NativeGit.git(served.bare, "fsck", "--strict")).doesNotContain("error");
        }

        void killedOnceTheLedgerMoved(Path pid) {
            Eventually.until("the ledger has moved", () -> Files.exists(served.bare.resolve(LEDGER)));
            try {
                long receivePack = Long.parseLong(Files.readString(pid).strip());
                ProcessHandle.of(receivePack).orElseThrow().destroyForcibly();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            mine.close();
            served.close();
        }
    }
}
