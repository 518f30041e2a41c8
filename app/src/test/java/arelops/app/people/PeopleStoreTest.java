package arelops.app.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.Authorship;
import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.git.ObjectId;
import arelops.app.git.TrunkCommit;
import arelops.core.evidence.Actor;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("REL-4: accounts are kept in git, with who changed what")
class PeopleStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Actor ROOT = new Actor.Person(new PersonName("root"));
    private static final Person ANN = person("ann", Role.ADMIN, "ann@example.org");

    @TempDir
    Path folder;

    private Path bare;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        bare = folder.resolve("shop.git");
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
    }

    private static Person person(String name, Role role, String... emails) {
        return new Person(new PersonName(name), role, List.of(emails));
    }

    private PeopleStore store() {
        return new PeopleStore(GitRepository.theirs(bare, "main"));
    }

    @Test
    void a_new_repository_has_no_people() {
        assertThat(store().read()).isEqualTo(People.NONE);
    }

    @Test
    void people_are_read_back_by_another_controller() {
        store().add(ANN, ROOT, NOW);

        assertThat(store().read().all()).containsExactly(ANN);
    }

    @Test
    void git_tells_who_changed_what() throws IOException, InterruptedException {
        PeopleStore store = store();
        store.add(ANN, ROOT, NOW);
        store.add(person("ben", Role.VIEWER), new Actor.Person(ANN.name()), NOW);
        store.changeRole(new PersonName("ben"), Role.REVIEWER, new Actor.Person(ANN.name()), NOW);

        assertThat(NativeGit.git(bare, "log", "--format=%s|%b", PeopleStore.REF).lines())
                .filteredOn(line -> !line.isBlank())
                .containsExactly(
                        "make @ben reviewer, was viewer|By: @ann",
                        "add @ben as viewer|By: @ann",
                        "add @ann as admin|By: @root");
        assertThat(NativeGit.git(bare, "show", PeopleStore.REF + ":people.json"))
                .isEqualTo("{\"people\":[{\"emails\":[\"ann@example.org\"],\"name\":\"ann\",\"role\":\"admin\"},"
                        + "{\"emails\":[],\"name\":\"ben\",\"role\":\"reviewer\"}],\"v\":1}");
    }

    @Test
    void the_last_admin_keeps_the_role() {
        PeopleStore store = store();
        store.add(ANN, ROOT, NOW);

        assertThat(store.changeRole(ANN.name(), Role.VIEWER, ROOT, NOW))
                .isInstanceOfSatisfying(
                        Changed.Refused.class,
                        refused -> assertThat(refused.because()).contains("last admin"));
        store.add(person("ben", Role.ADMIN), ROOT, NOW);
        assertThat(store.changeRole(ANN.name(), Role.VIEWER, ROOT, NOW)).isInstanceOf(Changed.Done.class);
    }

    @Test
    void a_name_is_given_once_and_a_stranger_has_no_role_to_change() {
        PeopleStore store = store();
        store.add(ANN, ROOT, NOW);

        assertThat(store.add(person("ann", Role.VIEWER), ROOT, NOW)).isInstanceOf(Changed.Refused.class);
        assertThat(store.changeRole(new PersonName("eve"), Role.ADMIN, ROOT, NOW))
                .isInstanceOf(Changed.Refused.class);
        assertThat(store.read().all()).containsExactly(ANN);
    }

    @Test
    void two_writers_at_once_lose_nothing() throws Exception {
        store().add(ANN, ROOT, NOW);
        List<PeopleStore> stores = List.of(store(), store());

        List<Future<Changed>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                Person person = person("p" + i, Role.VIEWER);
                PeopleStore store = stores.get(i % 2);
                answers.add(threads.submit(() -> store.add(person, ROOT, NOW)));
            }
        }

        for (Future<Changed> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Changed.Done.class);
        }
        assertThat(store().read().all()).hasSize(9);
    }

    @Test
    void refs_that_are_older_than_what_was_written_here_bring_nothing_old_back() {
        GitRepository git = GitRepository.theirs(bare, "main");
        PeopleStore store = new PeopleStore(git);
        store.add(ANN, ROOT, NOW);
        var older = git.fetch();
        store.add(person("ben", Role.VIEWER), ROOT, NOW);

        assertThat(store.at(older).all()).hasSize(2);
    }

    @Test
    void what_is_no_list_of_people_lets_nobody_in() throws IOException, InterruptedException {
        NativeGit.git(folder, "clone", "-q", bare.toString(), "clone");
        Path clone = folder.resolve("clone");
        java.nio.file.Files.writeString(clone.resolve("people.json"), "{\"people\": \"everybody\"}");
        NativeGit.git(clone, "add", ".");
        NativeGit.git(clone, "commit", "-q", "-m", "mine now");
        NativeGit.git(clone, "push", "-q", "origin", "HEAD:" + PeopleStore.REF);

        assertThatThrownBy(() -> store().read())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo("people.damaged"));
    }

    @Test
    void a_commit_is_written_by_its_author_its_committer_and_its_co_authors() {
        People people = new People(
                List.of(ANN, person("ben-lee", Role.VIEWER), person("cyd", Role.VIEWER), person("dan", Role.VIEWER)));
        TrunkCommit commit = new TrunkCommit(
                new CommitId("a".repeat(40)),
                new ObjectId("b".repeat(40)),
                List.of(),
                new Authorship(
                        new GitIdentity("Somebody", "ANN@example.org"),
                        new GitIdentity("Ben Lee", "other@example.org"),
                        List.of(new GitIdentity("C", "cyd@elsewhere.org")),
                        NOW),
                "subject",
                Optional.empty());

        assertThat(new AccountAuthors(() -> people, _ -> people).of(commit))
                .containsExactlyInAnyOrder(ANN.name(), new PersonName("ben-lee"), new PersonName("cyd"));
    }
}
