package arelops.app.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.id.CommitId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// History, files and clean copies, read from what the real git program wrote.
final class GitReadingTest {
    @TempDir
    private Path folder;

    private Path work;

    @BeforeEach
    void make() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        NativeGit.git(work, "init", "-q", "-b", "main");
    }

    private CommitId commit(String message) throws Exception {
        NativeGit.git(work, "add", "-A");
        NativeGit.git(work, "commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    private CommitId head() throws Exception {
        return new CommitId(NativeGit.git(work, "rev-parse", "HEAD"));
    }

    private CommitId write(String file, String text, String message) throws Exception {
        Files.writeString(work.resolve(file), text);
        return commit(message);
    }

    private GitRepository open() {
        return GitRepository.theirs(work, "main");
    }

    @Test
    void trunk_is_the_first_parent_history_with_its_people() throws Exception {
        CommitId first = write("a", "1", "First");
        NativeGit.git(work, "checkout", "-q", "-b", "side");
        CommitId side = write("b", "1", "Side work\n\nCo-authored-by: Bob B <bob@example.org>\nco-authored-by: <c@d>");
        NativeGit.git(work, "checkout", "-q", "main");
        CommitId second = write("c", "1", "Second");
        NativeGit.git(work, "merge", "-q", "--no-ff", "-m", "Merge side", "side");
        CommitId merge = head();

        try (GitRepository repository = open()) {
            List<TrunkCommit> trunk = repository.trunk(merge, 10);

            assertThat(trunk).extracting(TrunkCommit::id).containsExactly(first, second, merge);
            assertThat(trunk.getLast().parents()).containsExactly(second, side);
            assertThat(trunk.getLast().subject()).isEqualTo("Merge side");
            assertThat(trunk.getFirst().authorship().author()).isEqualTo(ServedRepository.ANN);
            assertThat(repository.trunk(side, 1).getFirst().authorship().coAuthors())
                    .containsExactly(new GitIdentity("Bob B", "bob@example.org"), new GitIdentity("", "c@d"));
            assertThat(repository.trunk(merge, 2)).extracting(TrunkCommit::id).containsExactly(second, merge);
            assertThat(repository.refs().trunk()).contains(merge);
        }
    }

    @Test
    @DisplayName("GATE-5: an exact inverse is recognised as a revert by its diff, whatever its message says")
    void a_revert_is_known_by_its_diff() throws Exception {
        write("a", "1", "First");
        CommitId bad = write("a", "2", "Bad change");
        write("b", "1", "Something else");
        CommitId revert = write("a", "1", "An honest improvement");
        CommitId again = write("a", "2", "Again");
        CommitId revertAgain = write("a", "1", "Revert \"Something else\"");
        CommitId liar = write("c", "1", "Revert \"Bad change\"\n\nThis reverts commit " + bad + ".");

        try (GitRepository repository = open()) {
            List<TrunkCommit> trunk = repository.trunk(liar, 100);

            assertThat(trunk.stream().filter(c -> c.reverts().isPresent()).map(TrunkCommit::id))
                    .containsExactly(revert, again, revertAgain);
            assertThat(reverts(trunk, revert)).contains(bad);
            assertThat(reverts(trunk, again)).contains(revert);
            assertThat(reverts(trunk, revertAgain)).contains(again);
            assertThat(reverts(repository.trunk(revert, 1), revert)).contains(bad);
            assertThat(reverts(repository.trunk(revertAgain, 1), revertAgain)).contains(again);
        }
    }

    @Test
    @DisplayName("GATE-5: half an inverse, an inverse of modes forgotten, and an empty commit are no reverts")
    void an_inexact_inverse_is_no_revert() throws Exception {
        write("a", "1", "First");
        Files.writeString(work.resolve("a"), "2");
        Files.writeString(work.resolve("b"), "2");
        assertThat(work.resolve("a").toFile().setExecutable(true)).isTrue();
        commit("Two files and a mode");
        Files.delete(work.resolve("b"));
        commit("Half of it back");
        write("a", "1", "The content back, not the mode");
        commit("Empty one");
        CommitId last = commit("Empty two");

        try (GitRepository repository = open()) {
            assertThat(repository.trunk(last, 100)).allMatch(c -> c.reverts().isEmpty());
        }
    }

    private static Optional<CommitId> reverts(List<TrunkCommit> trunk, CommitId commit) {
        return trunk.stream().filter(c -> c.id().equals(commit)).findFirst().flatMap(TrunkCommit::reverts);
    }

    @Test
    @DisplayName("TAG-7: a rewritten trunk no longer contains the commit that was seen on it")
    void contains_follows_ancestry() throws Exception {
        CommitId first = write("a", "1", "First");
        CommitId lost = write("a", "2", "Lost");
        NativeGit.git(work, "reset", "-q", "--hard", first.hex());
        CommitId other = write("a", "3", "Other");

        try (GitRepository repository = open()) {
            assertThat(repository.contains(first, other)).isTrue();
            assertThat(repository.contains(other, other)).isTrue();
            assertThat(repository.contains(lost, other)).isFalse();
            assertThat(repository.contains(other, first)).isFalse();
            assertThat(repository.contains(new CommitId("1".repeat(40)), other)).isFalse();
            assertThat(repository.has(lost)).isTrue();
            assertThat(repository.has(new CommitId("1".repeat(40)))).isFalse();
        }
    }

    @Test
    void a_file_is_read_up_to_its_limit() throws Exception {
        Files.createSymbolicLink(work.resolve("link"), Path.of("a"));
        Files.createDirectory(work.resolve("d"));
        Files.writeString(work.resolve("d/e"), "deep");
        CommitId commit = write("a", "12345", "First");

        try (GitRepository repository = open()) {
            assertThat(repository.file(commit, "a", 5).map(b -> new String(b, StandardCharsets.UTF_8)))
                    .contains("12345");
            assertThat(repository.file(commit, "none", 5)).isEmpty();
            assertThatThrownBy(() -> repository.file(commit, "a", 4))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("5 bytes");
            assertThatThrownBy(() -> repository.file(commit, "link", 100)).isInstanceOf(Fault.class);
            assertThatThrownBy(() -> repository.file(commit, "d", 100)).isInstanceOf(Fault.class);
            assertThat(repository.paths(commit)).containsExactlyInAnyOrder("a", "d/e", "link");
        }
    }

    @Test
    void a_clean_copy_is_byte_for_byte_with_programs_and_harmless_links() throws Exception {
        Files.writeString(work.resolve(".gitattributes"), "*.txt eol=crlf\n*.bin filter=evil\na.txt export-ignore\n");
        Files.createDirectory(work.resolve("bin"));
        Files.writeString(work.resolve("bin/run"), "#!/bin/sh\n");
        assertThat(work.resolve("bin/run").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(work.resolve("bin/up"), Path.of("../a.txt"));
        Files.createSymbolicLink(work.resolve("dangling"), Path.of("not/there"));
        Files.writeString(work.resolve("a.txt"), "line\n");
        NativeGit.git(work, "config", "filter.evil.smudge", "touch " + folder.resolve("pwned"));
        CommitId commit = write("x.bin", "raw", "First");
        Path target = folder.resolve("copy");

        try (GitRepository repository = open()) {
            repository.export(commit, target, ExportLimits.USUAL);
        }

        assertThat(Files.readString(target.resolve("a.txt"))).isEqualTo("line\n");
        assertThat(Files.readString(target.resolve("x.bin"))).isEqualTo("raw");
        assertThat(target.resolve("bin/run").toFile().canExecute()).isTrue();
        assertThat(Files.readString(target.resolve("bin/up"))).isEqualTo("line\n");
        assertThat(Files.readSymbolicLink(target.resolve("dangling"))).isEqualTo(Path.of("not/there"));
        assertThat(folder.resolve("pwned")).doesNotExist();
        assertThat(target.resolve(".git")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "d/../../x", "d/..", "..", "../../x", ""})
    @DisplayName("REL-5: a symbolic link that may lead out is refused, and nothing is written")
    void a_link_that_leads_out_is_refused(String link) throws Exception {
        assertRefused(tree("evil", FileMode.SYMLINK, link));
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".GIT", "..", ".", ".g\u200cit", "git~1"})
    @DisplayName("REL-5: a name that git forbids is refused, and nothing is written")
    void a_forbidden_name_is_refused(String name) throws Exception {
        assertRefused(tree(name, FileMode.REGULAR_FILE, "x"));
        assertRefused(folderNamed(name));
    }

    @Test
    void a_file_that_is_also_a_link_cannot_lead_a_write_elsewhere() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        try (Repository raw = raw();
                ObjectInserter inserter = raw.newObjectInserter()) {
            TreeFormatter inner = new TreeFormatter();
            inner.append("pwned", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {1}));
            TreeFormatter top = new TreeFormatter();
            top.append(
                    "a", FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, "b".getBytes(StandardCharsets.UTF_8)));
            top.append("a", FileMode.TREE, inserter.insert(inner));
            assertRefusedOrEmpty(commit(inserter, top));
        }
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void sizes_over_the_limits_are_refused_before_anything_is_written() throws Exception {
        Files.writeString(work.resolve("a"), "12345");
        CommitId commit = write("b", "12345", "First");
        try (GitRepository repository = open()) {
            for (ExportLimits limits :
                    List.of(new ExportLimits(1, 10, 100), new ExportLimits(5, 4, 100), new ExportLimits(5, 10, 9))) {
                assertThatThrownBy(() -> repository.export(commit, folder.resolve("copy"), limits))
                        .isInstanceOf(Fault.class)
                        .hasMessageContaining("limit");
                assertThat(folder.resolve("copy")).doesNotExist();
            }
        }
    }

    @Test
    void a_submodule_becomes_an_empty_folder() throws Exception {
        NativeGit.git(work, "update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",sub");
        NativeGit.git(work, "commit", "-q", "-m", "Submodule");
        try (GitRepository repository = open()) {
            repository.export(head(), folder.resolve("copy"), ExportLimits.USUAL);
        }
        assertThat(folder.resolve("copy/sub")).isEmptyDirectory();
    }

    private void assertRefused(CommitId commit) throws Exception {
        Path target = folder.resolve("copy");
        try (GitRepository repository = open()) {
            assertThatThrownBy(() -> repository.export(commit, target, ExportLimits.USUAL))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("not copied");
        }
        assertThat(target).doesNotExist();
    }

    private void assertRefusedOrEmpty(CommitId commit) throws Exception {
        Path target = folder.resolve("copy");
        try (GitRepository repository = open()) {
            assertThatThrownBy(() -> repository.export(commit, target, ExportLimits.USUAL))
                    .isInstanceOf(Fault.class);
        }
        try (Stream<Path> links = Files.walk(target)) {
            assertThat(links.filter(Files::isSymbolicLink)).isEmpty();
        }
    }

    private Repository raw() throws Exception {
        return new FileRepositoryBuilder()
                .setGitDir(work.resolve(".git").toFile())
                .build();
    }

    /// A commit of one entry, written past every check.
    private CommitId tree(String name, FileMode mode, String content) throws Exception {
        try (Repository raw = raw();
                ObjectInserter inserter = raw.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            tree.append(name, mode, inserter.insert(Constants.OBJ_BLOB, bytes));
            return commit(inserter, tree);
        }
    }

    private CommitId folderNamed(String name) throws Exception {
        try (Repository raw = raw();
                ObjectInserter inserter = raw.newObjectInserter()) {
            TreeFormatter inner = new TreeFormatter();
            inner.append("config", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {1}));
            TreeFormatter tree = new TreeFormatter();
            tree.append(name, FileMode.TREE, inserter.insert(inner));
            return commit(inserter, tree);
        }
    }

    private static CommitId commit(ObjectInserter inserter, TreeFormatter tree) throws Exception {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        PersonIdent eve = new PersonIdent("Eve", "eve@example.org", ServedRepository.AT, java.time.ZoneOffset.UTC);
        commit.setAuthor(eve);
        commit.setCommitter(eve);
        commit.setMessage("Evil");
        CommitId id = ObjectId.commit(inserter.insert(commit));
        inserter.flush();
        return id;
    }
}
