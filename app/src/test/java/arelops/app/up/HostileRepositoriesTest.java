package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.fault.Fault;
import arelops.app.reconcile.ChangeDesk;
import arelops.app.up.RawObjects.Line;
import arelops.core.change.ChangeAnswer;
import arelops.core.evidence.Fact;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commits that mean harm, on branches of a plain repository, where nothing but ARelOps itself looks at them.
///
/// The engine goes on through all of them: each stays open while the next one comes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRepositoriesTest {
    private static final String NONE = "a folder in it is none that git would write";

    private final Path folder;
    private Optional<ChangeShop> started = Optional.empty();
    private int good;

    HostileRepositoriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void a_shop() throws IOException, InterruptedException {
        ChangeShop shop = ChangeShop.in(folder, ChangeShop.PLAIN);
        started = Optional.of(shop);
        shop.start();
    }

    @AfterAll
    void everything_is_stopped() {
        started.ifPresent(ChangeShop::close);
    }

    private ChangeShop shop() {
        return started.orElseThrow();
    }

    interface Making {
        List<Line> of(RawObjects objects) throws IOException;
    }

    /// What is in the tree besides trunk's files, and what comes of it; `runs` where the check passes.
    record Evil(String name, String outcome, Making making) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Evil link(String name, String target) {
        return new Evil("a link to " + target, "may lead out", in -> List.of(Line.link(name, in.blob(target))));
    }

    private static Evil file(String shown, String name, String outcome) {
        return new Evil("a file " + shown, outcome, in -> List.of(Line.file(name, in.blob("x"))));
    }

    static Stream<Evil> evils() {
        return Stream.of(
                link("out", "/etc/passwd"),
                link("out", "../../../../data/token"),
                link("out", "a/../../x"),
                new Evil(
                        "a link, and a file through it",
                        "runs",
                        in -> List.of(Line.link("tmp", in.blob("notes")), Line.file("tmp2", in.blob("x")))),
                new Evil(
                        "a link and a folder of one name",
                        NONE,
                        in -> List.of(
                                Line.link("one", in.blob("/tmp")),
                                Line.folder("one", in.tree(List.of(Line.file("evil", in.blob("x"))))))),
                file(".git", ".git", NONE),
                file(".GIT", ".GIT", NONE),
                file(".git with a space", ".git ", NONE),
                file("with an invisible character in .git", ".g\u200cit", "git itself forbids"),
                file("git~1", "git~1", NONE),
                new Evil(
                        "a folder .git with a hook",
                        NONE,
                        in -> List.of(Line.folder(".git", in.tree(List.of(Line.file("config", in.blob("[core]"))))))),
                file("..", "..", NONE),
                file("../evil", "../evil", NONE),
                file("a/../../evil", "a/../../evil", NONE),
                file("/tmp/evil", "/tmp/arelops-evil", NONE),
                file("without a name", "", NONE),
                file("-rf", "-rf", "runs"),
                file("with control characters", "\u001b[31mred\u0007\nline", "runs"),
                file("of 256 bytes", "n".repeat(256), "more than 255 bytes"),
                file("of 5,000 bytes", "n".repeat(5_000), "more than 255 bytes"),
                new Evil(
                        "names that differ in case",
                        "runs",
                        in -> List.of(Line.file("README", in.blob("1")), Line.file("readme", in.blob("2")))),
                new Evil(
                        "one name twice",
                        NONE,
                        in -> List.of(Line.file("twice", in.blob("1")), Line.file("twice", in.blob("2")))),
                new Evil(
                        "a submodule",
                        "runs",
                        in -> List.of(
                                Line.file(".gitmodules", in.blob("[submodule \"s\"]\n path = sub\n url = -u./evil\n")),
                                new Line("160000", "sub", ObjectId.fromString("1".repeat(40))))),
                new Evil("a strange mode", NONE, in -> List.of(new Line("140000", "odd", in.blob("x")))),
                new Evil(
                        "a file that is not there",
                        "Missing blob",
                        in -> List.of(Line.file("gone", ObjectId.fromString("2".repeat(40))))),
                new Evil(
                        "a folder that is not there",
                        "Missing tree",
                        in -> List.of(Line.folder("gone", ObjectId.fromString("3".repeat(40))))),
                new Evil(
                        "a folder that is a file",
                        "not a tree",
                        in -> List.of(Line.folder("file", in.blob("no tree")))),
                new Evil(
                        "ten thousand million files of ten objects",
                        "more than 200000 files",
                        in -> List.of(Line.folder("bomb", in.bomb(10, in.blob("x"))))),
                new Evil(
                        "two thousand folders in each other",
                        "more than 500 deep",
                        in -> List.of(Line.folder("d", in.deep("d", 1_990, in.blob("x"))))),
                new Evil(
                        "four hundred folders in each other",
                        "too long",
                        in -> List.of(Line.folder("d", in.deep("ninechars", 398, in.blob("x"))))),
                new Evil(
                        "a path of eight thousand bytes",
                        "a path of more than 4000 bytes",
                        in -> List.of(Line.folder("d", in.deep("n".repeat(20), 400, in.blob("x"))))),
                new Evil(
                        "fifty thousand folders in each other",
                        "more than 500 deep",
                        in -> List.of(Line.folder("d", in.deep("d", 50_000, in.blob("x"))))),
                new Evil(
                        "twenty thousand files in one folder",
                        "runs",
                        in -> List.of(Line.folder("many", in.tree(many(20_000, in.blob("")))))),
                new Evil(
                        "more files than are copied",
                        "more than 200000 files",
                        in -> List.of(Line.folder("many", in.tree(many(200_001, in.blob("")))))),
                new Evil("200 MB of zeros", "runs", in -> List.of(Line.file("zeros", in.zeros(200 << 20)))),
                new Evil(
                        "a file over the limit",
                        "more than the limit",
                        in -> List.of(Line.file("zeros", in.zeros((256 << 20) + 1)))),
                new Evil("6 GB in one object that has many names", "bytes in all", in -> {
                    ObjectId zeros = in.zeros(200 << 20);
                    List<Line> lines = new ArrayList<>();
                    for (int i = 10; i < 40; i++) {
                        lines.add(Line.file("zeros" + i, zeros));
                    }
                    return lines;
                }));
    }

    private static List<Line> many(int count, ObjectId file) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(Line.file(String.format("f%06d", i), file));
        }
        return lines;
    }

    private void others_go_on() throws IOException, InterruptedException {
        ChangeNumber next = shop().file("good-" + good, "good-" + good++ + ".txt", "good");
        shop().shop()
                .stepUntil(
                        "the next change is checked",
                        () -> shop().results(next).stream().anyMatch(one -> one.outcome() == Fact.Outcome.PASSED));
        assertThat(shop().shop().board().trouble()).isEmpty();
    }

    @Test
    @DisplayName("REL-3: a branch that turns hostile while a change follows it stops this change alone, which says why")
    void a_branch_that_turns_hostile() throws Exception {
        GitCommand git = shop().shop().git();
        for (Evil evil : evils().filter(one ->
                        List.of(NONE, "more than 200000 files", "Missing tree", "not a tree", "500 deep").stream()
                                .anyMatch(why -> one.outcome().endsWith(why)))
                .toList()) {
            String branch = "turns-" + good++;
            ChangeNumber number = shop().file(branch, branch + ".txt", "good");
            shop().shop()
                    .stepUntil("it waits for people", () -> shop().why(number).startsWith("approval"));

            git.run("update-ref", "refs/heads/" + branch, commit(evil).hex());
            shop().shop()
                    .stepUntil("it is told: " + evil, () -> shop().why(number).startsWith("conflict"));

            assertThat(shop().why(number))
                    .startsWith("conflict: nobody knows whether it merges: ")
                    .contains(evil.outcome());
            git.run("update-ref", "-d", "refs/heads/" + branch);
        }
        others_go_on();
    }

    private CommitId commit(Evil evil) throws IOException, InterruptedException {
        GitCommand git = shop().shop().git();
        try (RawObjects objects = new RawObjects(shop().shop().repository().resolve(".git"))) {
            List<Line> lines = new ArrayList<>(evil.making().of(objects));
            for (String line : git.run("ls-tree", "main").lines().toList()) {
                String[] parts = line.split("[ \t]", 4);
                lines.add(new Line(parts[0].replaceFirst("^0", ""), parts[3], ObjectId.fromString(parts[2])));
            }
            lines.sort(Line.AS_GIT_SORTS);
            ObjectId parent = ObjectId.fromString(git.run("rev-parse", "main"));
            return new CommitId(objects.commit(objects.tree(lines), parent).name());
        }
    }

    /// What came of a change: why it is refused or waits, or `runs`.
    private String outcome(CommitId head) {
        ChangeDesk.Told told;
        try {
            told = shop().tried("branch-" + head.brief(), head);
        } catch (Fault fault) {
            return fault.getMessage() + " " + fault.mend();
        }
        if (told.answer() instanceof ChangeAnswer.Refused refused) {
            return refused.because();
        }
        ChangeNumber number = told.change().orElseThrow().state().number();
        shop().shop()
                .stepUntil(number + " came to something", () -> !settled(number).isEmpty());
        return settled(number);
    }

    /// The end of it, empty while it goes on.
    private String settled(ChangeNumber number) {
        String why = shop().why(number);
        boolean passed = shop().results(number).stream().anyMatch(one -> one.outcome() == Fact.Outcome.PASSED);
        boolean waits = why.startsWith("conflict") || why.contains("could not") || why.contains("failed twice");
        return passed ? "runs" : waits ? why : "";
    }

    @ParameterizedTest
    @MethodSource("evils")
    @DisplayName("REL-3: a commit that means harm ends with a clear refusal or runs harmlessly, and others go on")
    void a_hostile_commit_does_no_harm(Evil evil) throws Exception {
        int before = shop().seen().size();
        CommitId head = commit(evil);

        String outcome = outcome(head);
        if (shop().seen().size() > before) {
            others_go_on();
        }

        assertThat(outcome)
                .contains(evil.outcome())
                .doesNotContain("bug", "Exception")
                .hasSizeLessThan(1_000);
        assertThat(outcome.codePoints()
                        .noneMatch(one -> Character.isISOControl(one) || Character.getType(one) == Character.FORMAT))
                .isTrue();
        assertThat(shop().shop().board().trouble()).isEmpty();
        for (Path place : List.of(folder, folder.resolve("work"), Path.of("/tmp"), folder.resolve("shop"))) {
            try (Stream<Path> there = Files.list(place)) {
                assertThat(there.map(one -> one.getFileName().toString())).noneMatch(name -> name.contains("evil"));
            }
        }
    }
}
