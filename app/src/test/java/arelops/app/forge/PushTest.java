package arelops.app.forge;

import static arelops.app.git.NativeGit.git;
import static arelops.app.git.NativeGit.tried;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.NativeGit.Ended;
import arelops.core.id.ChangeNumber;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The real git program against the forge.
class PushTest {
    @TempDir
    private Path folder;

    private ForgeWorld world;

    @BeforeEach
    void start() {
        world = new ForgeWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Map<String, arelops.app.git.ObjectId> refs() {
        return world.git().refs().refs();
    }

    @Test
    @DisplayName("CHG-1: a branch is pushed, fetched by others, rewritten and deleted with plain git")
    void a_branch_is_pushed_fetched_rewritten_and_deleted() throws IOException, InterruptedException {
        Path ann = world.begun(Role.DEVELOPER);
        git(ann, "checkout", "-q", "-b", "slot");
        ForgeWorld.commit(ann, "slot.txt", "show the slot");

        Ended pushed = tried(ann, "push", "arelops", "slot");

        assertThat(pushed.code()).isZero();
        assertThat(pushed.output())
                .contains("remote: To propose it for main: arelops change open slot")
                .contains("git push " + world.plain() + " slot:refs/for/main")
                .doesNotContain(world.token(Role.DEVELOPER));
        assertThat(world.nudges).hasValue(2);
        Path ben = world.begun(Role.REVIEWER);
        assertThat(git(ben, "rev-parse", "arelops/slot")).isEqualTo(git(ann, "rev-parse", "slot"));

        git(ann, "commit", "-q", "--amend", "-m", "show the delivery slot");
        assertThat(tried(ann, "push", "arelops", "slot").code()).isEqualTo(1);
        git(ann, "push", "-q", "--force-with-lease", "arelops", "slot");
        git(ben, "fetch", "-q");
        assertThat(git(ben, "rev-parse", "arelops/slot")).isEqualTo(git(ann, "rev-parse", "slot"));

        git(ann, "push", "-q", "arelops", ":slot");
        assertThat(refs()).doesNotContainKey("refs/heads/slot");
    }

    @Test
    @DisplayName("CHG-6: the first push makes trunk, once, for operators and admins")
    void the_first_push_makes_trunk_once() throws IOException, InterruptedException {
        Path ann = world.work(Role.DEVELOPER);
        Path olga = world.work(Role.OPERATOR);

        Ended developer = tried(ann, "push", "arelops", "main");
        assertThat(developer.code()).isEqualTo(1);
        assertThat(developer.output())
                .contains("remote: Refused: There is no main yet, and its first push is not for every role.")
                .contains("an operator or admin makes it by the first push: git push " + world.plain());
        assertThat(refs()).isEmpty();

        Ended first = tried(olga, "push", "arelops", "main");
        assertThat(first.code()).isZero();
        assertThat(first.output()).contains("remote: main is made.");
        String tip = git(olga, "rev-parse", "main");

        ForgeWorld.commit(olga, "README", "second");
        for (String how : List.of("main", "+main", ":main", "+HEAD^{tree}:main")) {
            Ended second = tried(olga, "push", "arelops", how);
            assertThat(second.code()).as(how).isEqualTo(1);
        }
        assertThat(git(olga, "ls-remote", "arelops", "refs/heads/main")).startsWith(tip);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"DEVELOPER", "REVIEWER", "QA", "OPERATOR", "ADMIN"})
    @DisplayName("CHG-6: The embedded forge refuses pushes to trunk, ledger, pull, release and environment refs")
    void what_is_not_for_people_is_refused_for_every_role(Role role) throws IOException, InterruptedException {
        Path clone = world.begun(role);
        ForgeWorld.commit(clone, "README", "mine");
        Map<String, arelops.app.git.ObjectId> before = refs();

        for (String ref : List.of(
                "refs/heads/main",
                "refs/arelops/ledger",
                "refs/arelops/people",
                "refs/heads/arelops/ledger",
                "refs/pull/1/head",
                "refs/changes/01/1/1",
                "refs/tags/BETA",
                "refs/tags/beta",
                "refs/tags/PRODUCTION",
                "refs/tags/PRODUCTION-canary",
                "refs/tags/shop/PASSIVE",
                "refs/tags/later-app/BETA",
                "refs/tags/BETA/x",
                "refs/tags/release",
                "refs/tags/release/7",
                "refs/tags/shop/release/7",
                "refs/tags/TEST/pr-1",
                "refs/heads/Main",
                "refs/heads/main/deeper",
                "refs/heads/BETA",
                "refs/notes/commits",
                "refs/stash",
                "refs/for/other")) {
            Ended refused = tried(clone, "push", "arelops", "HEAD:" + ref);

            assertThat(refused.code()).as(ref).isEqualTo(1);
            assertThat(refused.output())
                    .as(ref)
                    .contains("remote: Refused: ")
                    .contains("Nothing was changed.")
                    .contains("remote:   Instead: ")
                    .contains("[remote rejected]");
        }
        assertThat(refs()).isEqualTo(before);
    }

    @Test
    @DisplayName("REL-3: a refused push says why and what to do instead")
    void a_refused_push_says_what_to_do_instead() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");

        Ended refused = tried(clone, "push", "arelops", "main");

        assertThat(refused.output())
                .contains(
                        "remote: Refused: Main is trunk: nobody pushes to it; changes are proposed, checked and merged."
                                + " Nothing was changed.")
                .contains("remote:   Instead: git push " + world.plain() + " HEAD:refs/for/main");
    }

    @Test
    @DisplayName("REL-3: if one ref of a push is refused, none changes, also without --atomic")
    void one_refused_ref_holds_back_all() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");
        Map<String, arelops.app.git.ObjectId> before = refs();

        for (List<String> how : List.of(List.<String>of(), List.of("--atomic"))) {
            Ended refused = tried(
                    clone,
                    Stream.of(
                                    List.of("push"),
                                    how,
                                    List.of(
                                            "arelops",
                                            "HEAD:refs/heads/fine",
                                            "HEAD:refs/tags/BETA",
                                            "HEAD:refs/tags/v1"))
                            .flatMap(List::stream)
                            .toArray(String[]::new));

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output()).contains("fine (not done, as refs/tags/BETA is refused: all or none)");
            assertThat(refs()).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("REL-4: developers make tags, operators move and delete them")
    void tags_are_made_by_developers_and_moved_by_operators() throws IOException, InterruptedException {
        Path dev = world.begun(Role.DEVELOPER);
        git(dev, "tag", "-a", "v1", "-m", "one");
        git(dev, "push", "-q", "arelops", "v1");
        ForgeWorld.commit(dev, "README", "two");

        for (String how : List.of("+HEAD:refs/tags/v1", ":refs/tags/v1")) {
            Ended refused = tried(dev, "push", "arelops", how);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("A tag that is there is moved or deleted by operators and admins only.");
        }

        git(dev, "remote", "set-url", "arelops", world.address(Role.OPERATOR));
        git(dev, "push", "-q", "arelops", "+HEAD:refs/tags/v1");
        git(dev, "push", "-q", "arelops", ":refs/tags/v1");
        assertThat(refs()).doesNotContainKey("refs/tags/v1");
    }

    @Test
    @DisplayName("REL-4: a viewer clones and fetches, and pushes no branch")
    void a_viewer_only_reads() throws IOException, InterruptedException {
        Path clone = world.begun(Role.VIEWER);

        Ended push = tried(clone, "push", "arelops", "HEAD:refs/heads/mine");

        assertThat(push.code()).isNotZero();
        assertThat(push.output()).contains("a viewer pushes no branches and tags");
        git(clone, "fetch", "-q", "arelops");
    }

    @Test
    @DisplayName("REL-4: git gets nothing without a token that is known, in time, and of the account that it names")
    void git_gets_nothing_without_a_token() throws IOException, InterruptedException {
        world.begun(Role.DEVELOPER);
        String over = world.tokens.issue(
                ForgeWorld.name(Role.DEVELOPER), Optional.of(ForgeWorld.NOW.plus(Duration.ofHours(1))));
        git(folder, "ls-remote", world.address("developer", over));
        world.clock.move(Duration.ofHours(2));
        String revoked = world.tokens.issue(ForgeWorld.name(Role.QA), Optional.empty());
        world.tokens.revoke(ForgeWorld.name(Role.QA));

        for (String address : List.of(
                world.plain(),
                world.address("developer", "arl_wrong"),
                world.address("developer", over),
                world.address("qa", revoked),
                world.address("admin", world.token(Role.DEVELOPER)))) {
            Ended refused = tried(folder, "ls-remote", address);
            assertThat(refused.code()).as(address).isEqualTo(128);
            assertThat(refused.output()).doesNotContain("refs/heads");
        }
        assertThat(tried(folder, "ls-remote", world.address("developer", "arl_wrong"))
                        .output())
                .contains("Authentication failed");

        assertThat(git(
                        folder,
                        "-c",
                        "http.extraHeader=Authorization: Bearer " + world.token(Role.VIEWER),
                        "ls-remote",
                        world.plain()))
                .contains("refs/heads/main");
    }

    @Test
    @DisplayName("CHG-1: a push to refs/for/main proposes a change, says its link, and makes no such ref")
    void a_magic_push_proposes() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");
        String head = git(clone, "rev-parse", "HEAD");
        world.answering.set(proposal -> {
            assertThat(world.git().has(proposal.head())).isTrue();
            return new Reply.Opened(
                    new ChangeNumber(7), "http://127.0.0.1:1/changes/7", "Change #7 is open: needs 2 approvals.");
        });

        Ended pushed = tried(
                clone,
                "push",
                "-o",
                "title=Show the slot",
                "-o",
                "description=As asked.",
                "-o",
                "draft",
                "-o",
                "label=ui",
                "-o",
                "urgent",
                "arelops",
                "HEAD:refs/for/main/slot");

        assertThat(pushed.code()).as(pushed.output()).isZero();
        assertThat(pushed.output())
                .contains("remote: Change #7 is open: needs 2 approvals.")
                .contains("remote:   http://127.0.0.1:1/changes/7");
        assertThat(world.proposals)
                .containsExactly(new Proposal(
                        ForgeWorld.name(Role.DEVELOPER),
                        Role.DEVELOPER,
                        new arelops.core.id.CommitId(head),
                        Optional.of("slot"),
                        Optional.empty(),
                        new Wishes(
                                Optional.of("Show the slot"),
                                Optional.of("As asked."),
                                true,
                                List.of("ui", "urgent"))));
        assertThat(refs()).doesNotContainKey("refs/for/main/slot").hasSize(1);

        world.answering.set(_ -> new Reply.Updated(new ChangeNumber(7), "http://127.0.0.1:1/changes/7", "Updated."));
        git(clone, "push", "-q", "-o", "change=7", "arelops", "HEAD:refs/for/main");
        assertThat(world.proposals.getLast().change()).contains(new ChangeNumber(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title=", "color=red", "change=x", "change=0", "draft=yes", "label=\u0007bell"})
    @DisplayName("REL-3: a push option that is not known or makes no sense is refused")
    void a_bad_push_option_is_refused(String option) throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");

        Ended refused = tried(clone, "push", "-o", option, "arelops", "HEAD:refs/for/main");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains("remote: Refused: ")
                .contains("Instead: git push -o with one of title=TEXT, description=TEXT, draft, change=N");
        assertThat(world.proposals).isEmpty();
    }

    @Test
    void a_refused_proposal_shows_the_reason_and_the_mend() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");
        world.answering.set(_ -> new Reply.Refused("it conflicts with main", "git rebase arelops/main"));

        Ended refused = tried(clone, "push", "arelops", "HEAD:refs/for/main");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains("remote: Refused: It conflicts with main. Nothing was changed.")
                .contains("remote:   Instead: git rebase arelops/main")
                .contains("[remote rejected] HEAD -> refs/for/main (it conflicts with main)");
    }

    @Test
    void a_proposal_is_pushed_alone() throws IOException, InterruptedException {
        Path clone = world.begun(Role.DEVELOPER);
        ForgeWorld.commit(clone, "README", "mine");

        Ended refused = tried(clone, "push", "arelops", "HEAD:refs/for/main", "HEAD:refs/heads/mine");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("A proposal is pushed alone");
        assertThat(world.proposals).isEmpty();
        assertThat(refs()).hasSize(1);
    }

    @Test
    @DisplayName("REL-2: of two pushes to one branch at once, one wins, and the other is told")
    void of_two_pushes_at_once_one_wins() throws Exception {
        List<Path> clones = List.of(world.begun(Role.DEVELOPER), world.begun(Role.QA));
        git(clones.getFirst(), "push", "-q", "arelops", "HEAD:refs/heads/slot");
        for (Path clone : clones) {
            git(clone, "fetch", "-q");
            ForgeWorld.commit(clone, "README", "of " + clone.getFileName());
        }

        List<Future<Ended>> pushes = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Path clone : clones) {
                pushes.add(threads.submit(() -> {
                    go.await();
                    return tried(clone, "push", "arelops", "HEAD:slot");
                }));
            }
            go.countDown();
        }

        List<Integer> codes = new ArrayList<>();
        for (Future<Ended> push : pushes) {
            codes.add(push.get().code());
        }
        assertThat(codes).containsExactlyInAnyOrder(0, 1);
        Path winner = clones.get(codes.indexOf(0));
        assertThat(git(winner, "ls-remote", "arelops", "refs/heads/slot")).startsWith(git(winner, "rev-parse", "HEAD"));
    }

    @Test
    void shallow_and_partial_clones_work() throws IOException, InterruptedException {
        Path work = world.work(Role.ADMIN);
        ForgeWorld.commit(work, "README", "second");
        ForgeWorld.commit(work, "README", "third");
        git(work, "push", "-q", "arelops", "main");

        git(folder, "clone", "-q", "--depth", "1", world.address(Role.VIEWER), "shallow");
        assertThat(git(folder.resolve("shallow"), "rev-list", "--count", "HEAD"))
                .isEqualTo("1");
        git(folder, "clone", "-q", "--filter=blob:none", world.address(Role.VIEWER), "partial");
        assertThat(git(folder.resolve("partial"), "show", "HEAD~2:README")).isEqualTo("first");
    }

    @Test
    void the_records_and_the_heads_of_changes_are_fetched_by_everybody() throws IOException, InterruptedException {
        Path clone = world.begun(Role.VIEWER);
        String tip = git(clone, "rev-parse", "HEAD");
        git(folder.resolve("data/git/forge.git"), "update-ref", "refs/pull/1/head", tip);
        git(folder.resolve("data/git/forge.git"), "update-ref", "refs/arelops/ledger", tip);
        git(folder.resolve("data/git/forge.git"), "update-ref", "refs/hidden/x", tip);

        assertThat(git(clone, "ls-remote", "arelops"))
                .contains("refs/pull/1/head", "refs/arelops/ledger", "HEAD")
                .doesNotContain("refs/hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "/git/other.git/info/refs?service=git-upload-pack, 404",
        "/git/shop.git/HEAD, 404",
        "/git/shop.git/objects/info/packs, 404",
        "/git/shop.git/config, 404",
        "/git/shop.git/../shop.git/HEAD, 404",
        "/git/, 404",
    })
    @DisplayName("REL-4: the files of the repository are not for anybody to read as they are")
    void nothing_but_the_protocol_is_served(String path, int status) throws IOException, InterruptedException {
        world.begun(Role.DEVELOPER);

        assertThat(RawHttp.get(world.port(), path, world.token(Role.ADMIN), "127.0.0.1:" + world.port()))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("ref: refs/heads");
    }

    @Test
    @DisplayName("REL-4: git is not served under another name that leads here")
    void another_host_name_is_turned_away() throws IOException {
        assertThat(RawHttp.get(
                        world.port(),
                        "/git/shop.git/info/refs?service=git-upload-pack",
                        world.token(Role.ADMIN),
                        "evil.example"))
                .startsWith("HTTP/1.1 421");
    }
}
