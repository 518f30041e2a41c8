package arelops.app.up;

import static arelops.app.git.NativeGit.git;
import static arelops.app.git.NativeGit.tried;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import arelops.app.OwnPorts;
import arelops.app.cli.Cli;
import arelops.app.cli.Surroundings;
import arelops.app.fault.Fault;
import arelops.app.people.Person;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository of our own: begun, remembered, pushed to, and followed by the controller.
class HostingTest {
    @TempDir
    private Path folder;

    private Optional<Installation> started = Optional.empty();

    @AfterEach
    void everything_is_stopped() {
        started.ifPresent(one -> new Takedown(one, InstantSource.system(), _ -> {}).apps());
    }

    private Installation installation(Path repository) {
        Installation here = Installation.at(repository, folder.resolve("home"));
        OwnPorts.lead(here.node());
        started = Optional.of(here);
        return here;
    }

    private static Launch launch() {
        return new Launch(Optional.empty(), Optional.empty(), Shop.java(), "c1", 0);
    }

    private Foreground up(Installation here, Launch launch) {
        return Foreground.start(
                here,
                launch,
                Optional.of(new Person(new PersonName("ann"), Role.ADMIN, List.of("ann@example.org"))),
                new SecureRandom(),
                InstantSource.system());
    }

    private Path working() throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve("shop"));
        git(work, "init", "-q", "-b", "trunk");
        Files.writeString(work.resolve("README"), "one");
        git(work, "add", "-A");
        git(work, "commit", "-q", "-m", "one");
        git(work, "tag", "v1");
        git(work, "tag", "BETA");
        git(work, "tag", "release/3");
        git(work, "branch", "other");
        return work;
    }

    private String address(Installation here, Foreground running) throws IOException {
        return running.url().toString().replace("http://", "http://ann:" + token(here) + "@") + "/git/shop.git";
    }

    private static String token(Installation here) throws IOException {
        return Files.readString(here.tokenFile()).strip();
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(Path where, Map<String, String> more, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(Map.of(
                "LANG", "en_US.UTF-8",
                "HOME", folder.toString(),
                "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                "ARELOPS_HOME", folder.resolve("home").toString()));
        environment.putAll(more);
        Surroundings world = new Surroundings(
                environment,
                where,
                new Surroundings.Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                InstantSource.system(),
                ZoneId.of("UTC"),
                _ -> false);
        Machine machine =
                new Machine(where, environment, Shop.java(), List::of, new SecureRandom(), InstantSource.system());
        int code = new Cli(world, "1.2.3", machine).run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("CHG-6: a hosted repository begins with trunk and the tags of people, and genesis adopts its tip")
    void a_hosted_repository_begins_with_trunk_and_tags() throws Exception {
        Path work = working();
        String config = Files.readString(work.resolve(".git/config"));
        Installation here = installation(work);

        try (Foreground running = up(here, launch().hosting(FirstContent.IMPORTED))) {
            String refs = git(work, "ls-remote", address(here, running));
            assertThat(refs)
                    .contains("refs/heads/trunk", "refs/tags/v1")
                    .doesNotContain("refs/heads/other", "refs/tags/BETA", "release/3");
            Patience.until(
                    "genesis",
                    () -> running.engine()
                            .git()
                            .refs()
                            .ref("refs/arelops/ledger")
                            .isPresent());
            Path clone = folder.resolve("clone");
            git(folder, "clone", "-q", address(here, running), clone.toString());
            assertThat(git(clone, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("trunk");
        }

        assertThat(Files.readString(work.resolve(".git/config"))).isEqualTo(config);
        assertThat(git(work, "for-each-ref", "refs/arelops")).isEmpty();
    }

    @Test
    @DisplayName("REL-1: it is remembered, with the port that clones know, and goes on where it was")
    void the_forge_and_its_port_are_remembered() throws Exception {
        Path work = working();
        Installation here = installation(work);
        int port = OwnPorts.free(); // of which nobody makes a connection while it is not listened on
        Launch first = new Launch(Optional.empty(), Optional.empty(), Shop.java(), "c1", port);
        try (Foreground running = up(here, first.hosting(FirstContent.IMPORTED))) {
            assertThat(running.url().getPort()).isEqualTo(port);
            git(work, "push", "-q", address(here, running), "HEAD:refs/heads/mine");
        }

        Launch plain = WorksOn.settled(here, launch(), WorksOn.Change.REFUSED);

        assertThat(plain.forge()).isPresent();
        assertThat(plain.control()).isEqualTo(port);
        try (Foreground running = up(here, plain)) {
            assertThat(running.url().getPort()).isEqualTo(port);
            assertThat(git(work, "ls-remote", address(here, running))).contains("refs/heads/mine");
        }
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> WorksOn.settled(
                        here,
                        new Launch(Optional.of(work.toString()), Optional.empty(), Shop.java(), "c1", 0),
                        WorksOn.Change.REFUSED))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("up.elsewhere"))
                .withMessageContaining("the forge of " + work);
        assertThat(run(work, Map.of(), "", "verify").out()).contains("chain intact");
    }

    @Test
    @DisplayName("CHG-6: an empty folder waits for the first push, and says so with the address")
    void an_empty_folder_waits_for_the_first_push() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("shop"));
        Installation here = installation(empty);
        assertThat(run(empty, Map.of(), "", "status").code()).isNotZero();

        try (Foreground running = up(here, launch().hosting(FirstContent.IMPORTED))) {
            assertThat(Installation.find(
                            empty, Map.of("ARELOPS_HOME", folder.resolve("home").toString())))
                    .contains(here);
            Patience.until(
                    "a first look",
                    () -> running.engine().controller().board().observed().isPresent());
            assertThat(run(empty, Map.of(), "", "status").out())
                    .contains("there is no branch main yet")
                    .contains("First push, by an operator or admin: git push " + running.url()
                            + "/git/shop.git HEAD:refs/heads/main");

            Path work = working();
            git(work, "push", "-q", address(here, running), "HEAD:refs/heads/main");

            Patience.until(
                    "genesis",
                    () -> running.engine()
                            .git()
                            .refs()
                            .ref("refs/arelops/ledger")
                            .isPresent());
            assertThat(tried(work, "push", address(here, running), "HEAD~0:refs/heads/main", "-f")
                            .output())
                    .contains("Everything up-to-date");
        }
    }

    @Test
    @DisplayName("TAG-5: a folder whose repository has a ledger moves to a forge with ledger, people and tags")
    void a_repository_moves_with_its_ledger() throws Exception {
        Path work = working();
        git(work, "tag", "-d", "BETA", "release/3");
        Installation here = installation(work);
        try (Foreground running = up(here, launch())) {
            Patience.until(
                    "genesis",
                    () -> running.engine()
                            .git()
                            .refs()
                            .ref("refs/arelops/ledger")
                            .isPresent());
        }
        String ledger = git(work, "rev-parse", "refs/arelops/ledger");

        Launch moved = WorksOn.settled(here, launch().hosting(FirstContent.IMPORTED), WorksOn.Change.MEANT);
        try (Foreground running = up(here, moved)) {
            assertThat(running.engine().hosted()).isPresent();
            Path bare = here.data().resolve("git/forge.git");
            assertThat(tried(bare, "merge-base", "--is-ancestor", ledger, "refs/arelops/ledger")
                            .code())
                    .isZero();
            assertThat(git(bare, "rev-parse", "refs/arelops/people"))
                    .endsWith(git(work, "rev-parse", "refs/arelops/people"));
        }
    }

    @Test
    void a_shallow_clone_is_not_taken_in_by_half() throws Exception {
        Path work = working();
        git(work, "commit", "-q", "--allow-empty", "-m", "two");
        Path shallow = folder.resolve("shallow");
        git(folder, "clone", "-q", "--depth", "1", "file://" + work, shallow.toString());
        Installation here = installation(shallow);

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> up(here, launch().hosting(FirstContent.IMPORTED)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("forge.import"));
        assertThat(here.data().resolve("git/forge.git")).doesNotExist();
    }

    @Test
    @DisplayName("REL-4: a one-time link gives a token, which arelops login keeps and git gets by arelops credential")
    void a_link_signs_in_commands_and_git() throws Exception {
        Path work = working();
        Installation here = installation(work);
        try (Foreground running = up(here, launch().hosting(FirstContent.IMPORTED))) {
            Ran added = run(work, Map.of(), "", "people", "add", "ben", "--role", "developer");
            assertThat(added.code()).as(added.err()).isZero();
            String link = added.out()
                    .lines()
                    .filter(line -> line.contains("/sign-in/"))
                    .findFirst()
                    .orElseThrow()
                    .strip();
            assertThat(link).startsWith(running.url() + "/sign-in/");

            Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
            Map<String, String> away =
                    Map.of("ARELOPS_HOME", folder.resolve("no-home").toString());
            Ran signed = run(elsewhere, away, "", "login", link);
            assertThat(signed.out()).contains("You are @ben at " + running.url());
            Path kept = folder.resolve("config/arelops/logins.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                    .isEqualTo("rw-------");
            assertThat(run(elsewhere, away, "", "people", "list").out()).contains("@ben");

            String asked = "protocol=http\nhost=127.0.0.1:" + running.url().getPort() + "\n\n";
            Ran told = run(elsewhere, away, asked, "credential", "get");
            assertThat(told.out()).startsWith("username=ben\npassword=arl_");
            assertThat(run(elsewhere, away, "protocol=https\nhost=github.com\n\n", "credential", "get"))
                    .isEqualTo(new Ran(0, "", ""));
            assertThat(run(elsewhere, away, asked, "credential", "store")).isEqualTo(new Ran(0, "", ""));

            assertThat(run(elsewhere, away, "", "login", link).err()).contains("This sign-in link is not good");
        }
    }

    @Test
    @DisplayName("REL-4: first start prints a one-time sign-in link for the first admin")
    void the_first_start_prints_a_link() throws Exception {
        Path work = working();
        // The controller in the background has an environment of its own, and this in common.
        git(work, "config", "arelops.home", folder.resolve("home").toString());
        Installation here = installation(work);
        try {
            Ran first = run(work, Map.of(), "", "up", "--forge");
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out())
                    .containsPattern("http://127.0.0.1:[0-9]+/sign-in/[0-9A-Za-z]{22}")
                    .containsPattern("git remote add arelops http://127.0.0.1:[0-9]+/git/shop.git")
                    .contains("git push arelops HEAD:refs/for/trunk");
            assertThat(Files.readString(here.controllerLog())).doesNotContain("/sign-in/");
            assertThat(run(work, Map.of(), "", "down", "--keep-apps").code()).isZero();
            assertThat(run(work, Map.of(), "", "up").out())
                    .doesNotContain("/sign-in/")
                    .contains("/git/shop.git");
        } finally {
            run(work, Map.of(), "", "down");
        }
    }
}
