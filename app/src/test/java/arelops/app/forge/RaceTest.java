package arelops.app.forge;

import static arelops.app.git.NativeGit.git;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitIdentity;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.app.git.RefsSeen;
import arelops.core.id.CommitId;
import arelops.core.release.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People push while the controller writes its records, all in one repository.
class RaceTest {
    private static final String LEDGER = "refs/arelops/ledger";
    private static final String TAG = "refs/tags/BETA";
    private static final int PUSHERS = 4;
    private static final int PUSHES = 50;
    private static final int MOST_ENTRIES = 20_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "REL-2: two hundred pushes of people and the records of the controller at once: nothing is lost or seen late")
    void pushes_and_records_at_once() throws Exception {
        try (ForgeWorld world = new ForgeWorld(folder)) {
            CommitId trunk = new CommitId(git(world.begun(Role.DEVELOPER), "rev-parse", "HEAD"));
            AtomicBoolean pushing = new AtomicBoolean(true);
            List<Future<List<String>>> pushers = new ArrayList<>();
            Future<Integer> records;
            try (ExecutorService threads = Executors.newFixedThreadPool(PUSHERS + 1)) {
                records = threads.submit(() -> recorded(world, trunk, pushing));
                for (int i = 0; i < PUSHERS; i++) {
                    pushers.add(threads.submit(() -> pushed(world)));
                }
                try {
                    for (Future<List<String>> pusher : pushers) {
                        pusher.get();
                    }
                } finally {
                    pushing.set(false);
                }
            }

            RefsSeen seen = world.git().refs();
            int branch = 0;
            for (Future<List<String>> pusher : pushers) {
                for (String tip : pusher.get()) {
                    assertThat(seen.refs()).containsValue(new ObjectId(tip));
                    branch++;
                }
            }
            assertThat(branch).isEqualTo(PUSHERS * PUSHES);
            assertThat(seen.refs()).hasSize(1 + PUSHERS * PUSHES + 2);
            CommitId ledger = new CommitId(seen.ref(LEDGER).orElseThrow().hex());
            assertThat(world.git().firstParents(ledger, Optional.empty()).orElseThrow())
                    .hasSize(records.get());
            assertThat(records.get()).isGreaterThan(PUSHERS);
            assertThat(seen.tag("BETA")).contains(ledger);
            assertThat(git(folder.resolve("data/git/forge.git"), "for-each-ref", "--format=%(refname)")
                            .lines())
                    .filteredOn(line -> line.startsWith("refs/"))
                    .hasSize(seen.refs().size());
        }
    }

    /// Pushes branch after branch, and reads each back at once as the controller does; gives their tips.
    private List<String> pushed(ForgeWorld world) throws Exception {
        Path clone;
        synchronized (this) {
            clone = world.begun(Role.DEVELOPER);
        }
        List<String> tips = new ArrayList<>();
        for (int i = 0; i < PUSHES; i++) {
            String branch = "refs/heads/" + clone.getFileName() + "-" + i;
            git(clone, "commit", "-q", "--allow-empty", "-m", "change " + i);
            String tip = git(clone, "rev-parse", "HEAD");
            git(clone, "push", "-q", "arelops", "HEAD:" + branch);
            assertThat(world.git().refs().ref(branch)).contains(new ObjectId(tip));
            assertThat(world.git().has(new CommitId(tip))).isTrue();
            tips.add(tip);
        }
        return tips;
    }

    /// Moves ledger and tag together, again and again, as the controller does; no other may be in its way.
    private static int recorded(ForgeWorld world, CommitId trunk, AtomicBoolean pushing) {
        Optional<ObjectId> ledger = Optional.empty();
        int entries = 0;
        while (pushing.get() && entries < MOST_ENTRIES) {
            ObjectId next;
            try (NewObjects objects = world.git().newObjects()) {
                ObjectId tree = objects.tree(
                        Map.of("entry.json", objects.blob(("{" + entries + "}").getBytes(StandardCharsets.UTF_8))));
                next = ObjectId.of(objects.commit(
                        tree,
                        ledger.map(id -> List.of(new CommitId(id.hex()))).orElse(List.of()),
                        new GitIdentity("ARelOps", "arelops@localhost"),
                        ForgeWorld.NOW,
                        "entry " + entries + " on " + trunk.brief() + "\n"));
                objects.write();
            }
            PushAnswer answer = world.git()
                    .push(List.of(
                            new RefChange(LEDGER, ledger, Optional.of(next)),
                            new RefChange(TAG, ledger, Optional.of(next))));
            assertThat(answer).isEqualTo(new PushAnswer.Done());
            assertThat(world.git().refs().ref(LEDGER)).contains(next);
            ledger = Optional.of(next);
            entries++;
        }
        return entries;
    }
}
