package arelops.app.forge;

import static arelops.app.git.NativeGit.git;
import static arelops.app.git.NativeGit.tried;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.forge.RawPush.Line;
import arelops.app.git.NativeGit.Ended;
import arelops.core.release.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a git client would not send, sent all the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileObjectsTest {
    private static final String BRANCH = "refs/heads/evil";

    private final Path folder;
    private ForgeWorld world;
    private int worlds;

    HostileObjectsTest(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.world = begun();
    }

    private ForgeWorld begun() throws IOException, InterruptedException {
        ForgeWorld begun = new ForgeWorld(Files.createDirectory(folder.resolve("world" + worlds++)));
        begun.begun(Role.DEVELOPER);
        return begun;
    }

    /// What was refused has changed nothing, and so the next test finds the same; where something is left, another.
    @AfterEach
    void nothing_is_left() throws IOException, InterruptedException {
        if (world.git().refs().refs().size() > 1 || fsck().contains("error")) {
            world.close();
            world = begun();
        }
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private String push(RawPush push, String head) throws IOException {
        return push.command(RawPush.NOTHING, head, BRANCH).send(world, world.token(Role.DEVELOPER));
    }

    private void mustBeRefused(String answer) throws IOException, InterruptedException {
        assertThat(answer).startsWith("HTTP/1.1 200").contains("Refused: ").contains("Nothing was changed.");
        assertThat(world.git().refs().refs()).hasSize(1);
        assertThat(fsck()).doesNotContain("error");
    }

    private String fsck() throws IOException, InterruptedException {
        return tried(world.folder.resolve("data/git/forge.git"), "fsck", "--strict", "--no-dangling")
                .output();
    }

    static Stream<List<String>> names() {
        return Stream.of(
                List.of("100644", ".git"),
                List.of("100644", ".GIT"),
                List.of("40000", ".git"),
                List.of("120000", ".git"),
                List.of("120000", ".Git"),
                List.of("160000", ".git"),
                List.of("100644", "git~1"),
                List.of("100644", "GIT~1"),
                List.of("100644", ".g\u200cit"),
                List.of("100644", ".git "),
                List.of("100644", ".git."),
                List.of("100644", "."),
                List.of("100644", ".."),
                List.of("120000", ".."),
                List.of("100644", "a/b"),
                List.of("100644", "../../etc/passwd"),
                List.of("100644", ""),
                List.of("100644", "CON"),
                List.of("100644", "a:b"),
                List.of("100644", "a\\b"),
                List.of("100664x", "a"));
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("REL-3: an entry that would do harm in somebody's clone is refused")
    void a_harmful_entry_is_refused(List<String> entry) throws IOException, InterruptedException {
        RawPush push = new RawPush();
        String blob = push.blob("x".getBytes(StandardCharsets.UTF_8));
        String tree = entry.getFirst().equals("40000") ? push.tree(Line.file("hooks", blob)) : blob;
        String root = push.tree(new Line(entry.getFirst(), entry.getLast(), tree));

        mustBeRefused(push(push, push.commit(root)));
    }

    @Test
    @DisplayName("REL-3: two entries of one name, also to a disk that folds case, are refused")
    void duplicate_entries_are_refused() throws IOException, InterruptedException {
        for (List<String> pair : List.of(List.of("a", "a"), List.of("A", "a"))) {
            RawPush push = new RawPush();
            String blob = push.blob("x".getBytes(StandardCharsets.UTF_8));
            String root = push.tree(Line.file(pair.getFirst(), blob), Line.file(pair.getLast(), blob));

            mustBeRefused(push(push, push.commit(root)));
        }
    }

    @Test
    void an_entry_that_names_no_object_is_refused() throws IOException, InterruptedException {
        for (String missing : List.of(RawPush.NOTHING, "1".repeat(40))) {
            RawPush push = new RawPush();
            String root = push.tree(Line.file("a", missing));
            String answer = push(push, push.commit(root));

            assertThat(answer).startsWith("HTTP/1.1 200").contains("unpack error");
            assertThat(world.git().refs().refs()).hasSize(1);
        }
    }

    @Test
    @DisplayName("REL-3: a submodule whose address or path is an option or a command is refused")
    void a_harmful_submodule_is_refused() throws IOException, InterruptedException {
        for (List<String> one : List.of(
                List.of("s", "sub", "-u./payload"), List.of("s", "-sub", "x"), List.of("../../x", "sub", "x"))) {
            RawPush push = new RawPush();
            String blob = push.blob(("[submodule \"" + one.getFirst() + "\"]\n\tpath = " + one.get(1) + "\n\turl = "
                            + one.getLast() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            String root = push.tree(Line.file(".gitmodules", blob));

            assertThat(push(push, push.commit(root)))
                    .contains("Refused: the file .gitmodules names what a clone must not follow.");
            assertThat(world.git().refs().refs()).hasSize(1);
        }
    }

    @Test
    @DisplayName("REL-3: names that are not UTF-8, or not a ref for git, change nothing")
    void names_that_are_not_utf8_are_refused() throws IOException {
        RawPush push = new RawPush();
        String root = push.tree(Line.file("a", push.blob(new byte[] {1})));
        String head = push.commit(root);
        String answer = push.command(
                        RawPush.NOTHING, head, "refs/heads/caf\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                .send(world, world.token(Role.DEVELOPER));

        assertThat(answer).contains("Refused: The names of this push are not UTF-8.");
        assertThat(world.git().refs().refs()).hasSize(1);

        for (String bad :
                List.of("refs/heads/a..b", "refs/heads/a b", "refs/heads/\u0001", "heads/x", "refs/heads/x.lock")) {
            RawPush other = new RawPush();
            String commit = other.commit(other.tree(Line.file("a", other.blob(new byte[] {1}))));
            assertThat(other.command(RawPush.NOTHING, commit, bad).send(world, world.token(Role.DEVELOPER)))
                    .as(bad)
                    .doesNotContain("ok refs");
            assertThat(world.git().refs().refs()).hasSize(1);
        }
    }

    @Test
    @DisplayName("REL-3: a ref that is elsewhere by now holds back the others of its push")
    void a_stale_ref_holds_back_all() throws IOException {
        RawPush push = new RawPush();
        String head = push.commit(push.tree(Line.file("a", push.blob(new byte[] {1}))));
        push(push, head);
        RawPush late = new RawPush();
        String next = late.commit(late.tree(Line.file("a", late.blob(new byte[] {2}))));

        String answer = late.command("2".repeat(40), next, BRANCH)
                .command(RawPush.NOTHING, next, "refs/heads/other")
                .send(world, world.token(Role.DEVELOPER));

        assertThat(answer).contains("ng " + BRANCH).contains("ng refs/heads/other not done, as another ref is refused");
        assertThat(world.git().refs().refs()).hasSize(2).doesNotContainKey("refs/heads/other");
    }

    @Test
    @DisplayName("REL-3: two hundred refs in one push are the most")
    void too_many_refs_are_refused() throws IOException {
        RawPush push = new RawPush();
        String head = push.commit(push.tree(Line.file("a", push.blob(new byte[] {1}))));
        for (int i = 0; i < 201; i++) {
            push.command(RawPush.NOTHING, head, "refs/heads/b" + i);
        }

        assertThat(push.send(world, world.token(Role.DEVELOPER)))
                .contains("One push changes at most 200 refs, and this one 201.");

        RawPush huge = new RawPush();
        for (int i = 0; i < 5_000; i++) {
            huge.command(RawPush.NOTHING, head, "refs/heads/b" + i);
        }
        assertThat(huge.send(world, world.token(Role.DEVELOPER))).doesNotContain("ok refs");
        assertThat(world.git().refs().refs()).hasSize(1);
    }

    @Test
    @DisplayName("REL-3: a file over the limit is refused, with the limit, on the client's screen")
    void a_file_over_the_limit_is_refused() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        try (RandomAccessFile big = new RandomAccessFile(clone.resolve("big").toFile(), "rw")) {
            big.setLength((100L << 20) + 1);
        }
        git(clone, "-c", "core.bigFileThreshold=1m", "add", "big");
        git(clone, "commit", "-q", "-m", "big");

        Ended refused = tried(clone, "push", "arelops", "HEAD:refs/heads/big");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains("remote: Refused: ")
                .contains("A file may have 100 MB, a push 1024 MB")
                .contains("remote unpack failed");
        assertThat(world.git().refs().refs()).hasSize(1);
    }

    @Test
    @DisplayName("REL-3: two gigabytes in two megabytes are stopped at the limit")
    void a_zip_bomb_is_stopped() throws IOException, InterruptedException {
        RawPush honest = new RawPush();
        honest.zeros(2L << 30, 2L << 30);
        mustBeRefused(push(honest, "1".repeat(40)));

        RawPush liar = new RawPush();
        liar.zeros(256L << 20, 10);
        assertThat(push(liar, "1".repeat(40))).contains("unpack error");
        assertThat(world.git().refs().refs()).hasSize(1);
    }

    @Test
    @DisplayName("REL-3: a pack that claims four thousand million objects takes no memory for them")
    void a_boast_is_stopped() throws IOException, InterruptedException {
        for (long count : List.of(1_000_001L, 0x7fff_ffffL, 0xffff_ffffL)) {
            RawPush push = new RawPush().claiming(count);
            mustBeRefused(push(push, push.blob(new byte[] {1})));
        }
    }

    @Test
    @DisplayName("REL-3: large files that are differences of each other are stopped before they fill the memory")
    void a_chain_of_large_differences_is_stopped() throws IOException, InterruptedException {
        int size = 64 << 20;
        RawPush push = new RawPush();
        push.zeros(size, size);
        int base = push.last();
        for (int level = 0; level < 100; level++) {
            // Whichever of the three is looked at first, the one that goes on is not the last.
            int parent = base;
            push.delta(parent, size, 3 * level + 1);
            base = push.delta(parent, size, 3 * level + 2);
            push.delta(parent, size, 3 * level + 3);
        }

        mustBeRefused(push(push, "1".repeat(40)));
    }
}
