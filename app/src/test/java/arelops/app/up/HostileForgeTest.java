package arelops.app.up;

import static arelops.app.git.NativeGit.git;
import static arelops.app.git.NativeGit.tried;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.NativeGit.Ended;
import arelops.app.people.Person;
import arelops.app.up.HostileRepositoriesTest.Evil;
import arelops.app.up.RawObjects.Line;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commits that mean harm, pushed to `refs/for/main` of a forge of our own by the real git program.
class HostileForgeTest {
    /// What git itself cannot send, as it is not whole, or what takes it long.
    private static final List<String> NOT_SENT =
            List.of("without a name", "not there", "that is a file", "thousand fo", "thousand files", "MB", "GB");

    @TempDir
    private Path folder;

    private Optional<Installation> started = Optional.empty();

    @AfterEach
    void everything_is_stopped() {
        started.ifPresent(one -> new Takedown(one, InstantSource.system(), _ -> {}).apps());
    }

    private Path working() throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve("shop"));
        git(work, "init", "-q", "-b", "main");
        Files.writeString(work.resolve(".arelops.yaml"), "run: sleep 600\nchecks: {tests: ls}\n");
        git(work, "add", "-A");
        git(work, "commit", "-q", "-m", "one");
        return work;
    }

    private static String commit(Path work, Evil evil) throws IOException, InterruptedException {
        try (RawObjects objects = new RawObjects(work.resolve(".git"))) {
            List<Line> lines = new ArrayList<>(evil.making().of(objects));
            for (String line : git(work, "ls-tree", "main").lines().toList()) {
                String[] parts = line.split("[ \t]", 4);
                lines.add(new Line(parts[0], parts[3], ObjectId.fromString(parts[2])));
            }
            lines.sort(Line.AS_GIT_SORTS);
            ObjectId parent = ObjectId.fromString(git(work, "rev-parse", "main"));
            return objects.commit(objects.tree(lines), parent).name();
        }
    }

    @Test
    @DisplayName("REL-3, CHG-6: a commit that means harm is refused when it is proposed, or becomes a change that runs"
            + " harmlessly or says why not; others go on")
    void hostile_commits_are_proposed() throws Exception {
        Path work = working();
        Installation here = Installation.at(work, folder.resolve("home"));
        started = Optional.of(here);
        Person ann = new Person(new PersonName("ann"), Role.ADMIN, List.of("ann@example.org"));
        Launch launch = new Launch(Optional.empty(), Optional.empty(), Shop.java(), "c1", 0);
        try (Foreground running = Foreground.start(
                here,
                launch.hosting(FirstContent.IMPORTED),
                Optional.of(ann),
                new SecureRandom(),
                InstantSource.system())) {
            String token = Files.readString(here.tokenFile()).strip();
            String address = running.url().toString().replace("http://", "http://ann:" + token + "@") + "/git/shop.git";
            Patience.until(
                    "genesis",
                    () -> running.engine().controller().board().observed().isPresent());
            int proposed = 0;
            for (Evil evil : evils().toList()) {
                String head = commit(work, evil);

                Ended pushed = tried(work, "push", address, head + ":refs/for/main");

                assertThat(pushed.output()).as(evil.name()).contains("remote: ").doesNotContain("Exception", "\u001b");
                if (pushed.code() == 0) {
                    proposed++;
                } else {
                    assertThat(pushed.output()).as(evil.name()).contains("Refused: ", "Nothing was changed.");
                }
            }
            Files.writeString(work.resolve("good"), "good");
            git(work, "add", "-A");
            git(work, "commit", "-q", "-m", "good");
            int number = proposed + 1;

            String said = git(work, "push", address, "HEAD:refs/for/main");

            assertThat(proposed).isGreaterThan(3);
            assertThat(said).contains("#" + number);
            Patience.until(
                    "the good one waits for people",
                    () -> running.engine().controller().board().changes().entrySet().stream()
                            .anyMatch(one -> one.getKey().value() == number
                                    && one.getValue().decision().because().startsWith("approval")));
            assertThat(running.engine().controller().board().trouble()).isEmpty();
        }
    }

    private static Stream<Evil> evils() {
        return HostileRepositoriesTest.evils().filter(evil -> NOT_SENT.stream().noneMatch(evil.name()::contains));
    }
}
