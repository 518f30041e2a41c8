package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.app.reconcile.Board;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeState.Phase;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Approvals;
import arelops.core.policy.Check;
import arelops.core.policy.Policy;
import arelops.core.policy.Retry;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes over HTTP: who may say what, what is refused, and what is shown.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NOBODYS = "f".repeat(40);

    private final HandMade engine = new HandMade();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ControlServer server;
    private final URI url;
    private ChangeNumber number = new ChangeNumber(1);

    ChangesApiTest(@TempDir Path folder) throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        SettableClock clock = new SettableClock(HandMade.NOW);
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : Role.values()) {
            PersonName name = new PersonName(RoleText.of(role));
            people.add(new Person(name, role, List.of()), new Actor.Automation("test"), HandMade.NOW);
            tokens.put(role, store.issue(name, Optional.empty()));
        }
        server = new ControlServer(0, engine, new Accounts(people, store), () -> {}, clock);
        url = server.start();
        Check tests = new Check("tests", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE);
        Policy standard = Policy.standard(HandMade.SHOP);
        engine.rules(standard.withChanges(standard.changes().withChecks(Map.of("tests", tests))));
    }

    @BeforeEach
    void one_more_change() {
        number = engine.changes().opened(Role.DEVELOPER, "Show the slot");
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    private record Got(int status, JsonNode body) {
        String code() {
            return body.path("error").path("code").asText();
        }

        String message() {
            return body.path("error").path("message").asText();
        }
    }

    private Got ask(Role role, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.get(role))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Got(response.statusCode(), JSON.readTree(response.body()));
    }

    private Got get(String path) throws IOException, InterruptedException {
        return ask(Role.VIEWER, "GET", path, "");
    }

    private Got say(Role role, String act, String body) throws IOException, InterruptedException {
        return ask(role, "POST", "changes/" + number.value() + "/" + act, body);
    }

    private JsonNode shown() throws IOException, InterruptedException {
        return get("changes/" + number.value()).body();
    }

    private static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    @ParameterizedTest
    @CsvSource({
        // act, body, viewer, developer (whose change it is), qa, reviewer, operator, admin
        "comment, {'text':'hm'}, 200, 200, 200, 200, 200, 200",
        "approve, {}, 403, 403, 403, 200, 200, 200",
        "reject, {'text':'no'}, 403, 403, 403, 200, 200, 200",
        "withdraw, {}, 403, 403, 403, 409, 409, 409",
        "reword, {'title':'Other'}, 403, 200, 403, 200, 200, 200",
        "draft, {}, 403, 200, 403, 200, 200, 200",
        "ready, {}, 403, 200, 403, 200, 200, 200",
        "close, {}, 403, 200, 403, 200, 200, 200",
        "reopen, {}, 409, 409, 409, 409, 409, 409",
        "signoff, {'as':'qa'}, 403, 200, 200, 200, 200, 200",
        "run, {}, 403, 403, 403, 200, 200, 200",
        "merge, {}, 403, 200, 403, 200, 200, 200",
        "merge, {'urgent':true}, 403, 403, 403, 403, 200, 200",
        "revert, {'because':'x'}, 409, 409, 409, 409, 409, 409",
        "explode, {}, 404, 404, 404, 404, 404, 404",
    })
    @DisplayName("REL-4: what each role may say of somebody's change, and what it may not")
    void what_each_role_may_say(
            String act, String body, int viewer, int developer, int qa, int reviewer, int operator, int admin)
            throws IOException, InterruptedException {
        Map<Role, Integer> expected = Map.of(
                Role.VIEWER,
                viewer,
                Role.DEVELOPER,
                developer,
                Role.QA,
                qa,
                Role.REVIEWER,
                reviewer,
                Role.OPERATOR,
                operator,
                Role.ADMIN,
                admin);
        for (Map.Entry<Role, Integer> one : expected.entrySet()) {
            one_more_change();
            if (act.equals("signoff")) {
                engine.changes().inTest(number, engine.changes().tried(number));
            }
            int before = shown().path("history").size();

            Got got = say(one.getKey(), act, body.replace('\'', '"'));

            assertThat(got.status()).as(one + " " + got.body()).isEqualTo(one.getValue());
            assertThat(shown().path("history").size() - before)
                    .as("only what is accepted is recorded")
                    .isEqualTo(one.getValue() == 200 ? 1 : 0);
            if (one.getValue() != 200) {
                assertThat(got.body().path("error").path("mend").asText()).isNotEmpty();
                assertThat(got.body().path("error").path("exit").asInt())
                        .isEqualTo(Map.of(403, 4, 409, 3, 404, 2).get(one.getValue()));
            }
        }
    }

    @Test
    @DisplayName("CHG-2: nobody approves their own change, whatever their role")
    void nobody_approves_their_own_change() throws IOException, InterruptedException {
        number = engine.changes().opened(Role.ADMIN, "My own");

        Got got = say(Role.ADMIN, "approve", "{}");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.message()).isEqualTo("it is your own change, and others approve it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comment {}",
                "comment {\"text\":\"\"}",
                "comment {\"text\":5}",
                "comment {\"text\":[\"a\"]}",
                "comment {\"text\":\"a\",\"colour\":\"red\"}",
                "comment {\"text\":\"a\",\"because\":5}",
                "comment {\"text\":\"\\u001b[31mred\"}",
                "comment {\"text\":\"a\\u202eb\"}",
                "comment {\"text\":\"a\\u0000b\"}",
                "comment {\"text\":\"\\ud800\"}",
                "approve {\"head\":\"zzz\"}",
                "approve {\"head\":\"abc\"}",
                "approve {\"head\":7}",
                "approve {\"text\":true}",
                "approve {\"title\":\"x\"}",
                "approve []",
                "approve {",
                "approve null",
                "reject {}",
                "reject {\"text\":\"  \"}",
                "reword {}",
                "reword {\"title\":null}",
                "reword {\"title\":\"\"}",
                "reword {\"title\":\"two\\nlines\"}",
                "reword {\"title\":\"a\\u2028b\"}",
                "reword {\"title\":\"a\\u2066b\"}",
                "reword {\"labels\":\"bug\"}",
                "reword {\"labels\":[1]}",
                "reword {\"labels\":[\"\\u001b\"]}",
                "reword {\"labels\":[\"\"]}",
                "reword {\"draft\":true}",
                "draft {\"draft\":true}",
                "close {\"now\":true}",
                "signoff {}",
                "signoff {\"as\":\"king\"}",
                "signoff {\"as\":1}",
                "merge {\"urgent\":\"yes\"}",
                "merge {\"urgent\":1}",
                "revert {}",
                "revert {\"because\":\" \"}",
                "revert {\"because\":\"x\",\"to\":\"y\"}"
            })
    @DisplayName("REL-3: what cannot be read or shown is refused as bad input, and changes nothing")
    void bad_input_changes_nothing(String line) throws IOException, InterruptedException {
        int space = line.indexOf(' ');
        int before = shown().path("history").size();

        Got got = say(Role.ADMIN, line.substring(0, space), line.substring(space + 1));

        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.code()).isIn("request.invalid", "command.input");
        assertThat(got.body().path("error").path("exit").asInt()).isEqualTo(2);
        assertThat(shown().path("history").size()).isEqualTo(before);
    }

    @Test
    @DisplayName("REL-3: texts have limits: 64 Ki for a comment, 200 for a title, 20 labels, 500 for a reason")
    void texts_have_limits() throws IOException, InterruptedException {
        String long64 = "a".repeat(64 * 1024);

        assertThat(say(Role.ADMIN, "comment", "{\"text\":" + json(long64) + "}").status())
                .isEqualTo(200);
        assertThat(say(Role.ADMIN, "comment", "{\"text\":" + json(long64 + "a") + "}")
                        .status())
                .isEqualTo(400);
        assertThat(say(Role.ADMIN, "comment", "{\"text\":" + json("a".repeat(1 << 20)) + "}")
                        .status())
                .isEqualTo(413);
        assertThat(say(Role.ADMIN, "approve", "{\"text\":" + json(long64 + "a") + "}")
                        .status())
                .isEqualTo(400);
        assertThat(say(Role.ADMIN, "reword", "{\"title\":" + json("😀".repeat(200)) + "}")
                        .status())
                .isEqualTo(200);
        assertThat(say(Role.ADMIN, "reword", "{\"title\":" + json("😀".repeat(201)) + "}")
                        .status())
                .isEqualTo(400);
        assertThat(say(Role.ADMIN, "reword", "{\"description\":" + json(long64 + "a") + "}")
                        .status())
                .isEqualTo(400);
        List<String> labels = IntStream.range(0, 21).mapToObj(i -> "l" + i).toList();
        assertThat(say(Role.ADMIN, "reword", "{\"labels\":" + json(labels) + "}")
                        .status())
                .isEqualTo(400);
        assertThat(say(Role.ADMIN, "reword", "{\"labels\":" + json(labels.subList(1, 21)) + "}")
                        .status())
                .isEqualTo(200);
        assertThat(say(Role.ADMIN, "merge", "{\"because\":" + json("a".repeat(501)) + "}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, changes/0, 400",
        "GET, changes/-1, 400",
        "GET, changes/abc, 400",
        "GET, changes/01, 400",
        "GET, changes/1000000000, 400",
        "GET, changes/99999999999999999999, 400",
        "GET, changes/999999999, 404",
        "GET, changes/, 400",
        "GET, changes/1/approve, 404",
        "GET, changes?state=many, 400",
        "GET, changes?limit=x, 400",
        "GET, changes?limit=-5, 400",
        "GET, changes?before=x, 400",
        "POST, changes/999999999/approve, 404",
        "POST, changes/999999999/revert, 404",
        "POST, changes/0/approve, 400",
        "POST, changes/abc/close, 400",
        "POST, changes/1, 404",
        "POST, commits/zzzz/revert, 404",
        "POST, commits/9999999/revert, 404",
        "POST, commits/ffffffffffffffffffffffffffffffffffffffff/revert, 409",
        "POST, commits/4d00000/explode, 404",
    })
    @DisplayName("REL-3: numbers that are none are bad input, and changes that are not there are not found")
    void numbers_are_read_strictly(String method, String path, int status) throws IOException, InterruptedException {
        Got got = ask(Role.ADMIN, method, path, path.endsWith("revert") ? "{\"because\":\"x\"}" : "");

        assertThat(got.status()).as(got.body().toString()).isEqualTo(status);
        assertThat(got.message()).isNotEmpty();
    }

    @Test
    @DisplayName("CHG-2: what is said of a head that is not the newest is refused, however it is named")
    void the_head_that_was_seen_counts() throws IOException, InterruptedException {
        String head = shown().path("head").path("sha").asText();

        assertThat(say(Role.REVIEWER, "approve", "{\"head\":\"" + NOBODYS + "\"}")
                        .message())
                .isEqualTo("#" + number.value() + " is at " + head.substring(0, 7) + " now, and you saw fffffff");
        assertThat(say(Role.REVIEWER, "approve", "{\"head\":\"fffffff\"}").status())
                .isEqualTo(409);
        assertThat(say(Role.QA, "signoff", "{\"as\":\"qa\",\"head\":\"fffffff\"}")
                        .status())
                .isEqualTo(409);
        assertThat(say(Role.ADMIN, "run", "{\"head\":\"fffffff\"}").status()).isEqualTo(409);
        assertThat(say(Role.ADMIN, "reject", "{\"text\":\"x\",\"head\":\"fffffff\"}")
                        .status())
                .isEqualTo(409);
        Got got = say(Role.REVIEWER, "approve", "{\"head\":\"" + head.substring(0, 9) + "\",\"text\":\"read it\"}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body().path("sentence").asText())
                .isEqualTo("#" + number.value() + " at " + head.substring(0, 7) + " has your approval");
        assertThat(got.body().path("link").asText()).isEqualTo("changes/" + number.value());
        assertThat(got.body().path("change").path("head").path("sha").asText()).isEqualTo(head);
    }

    @Test
    @DisplayName("CHG-1: a branch is proposed with the words of its newest commit, or with one's own")
    void a_branch_is_proposed() throws IOException, InterruptedException {
        CommitId head =
                engine.changes().branch("topic", "Show it\u001b[31m \u202eat once\r\n\r\nAs people asked.\nTwice.\n");

        Got got = ask(Role.DEVELOPER, "POST", "changes", "{\"branch\":\"refs/heads/topic\"}");

        assertThat(got.status()).isEqualTo(200);
        number = new ChangeNumber(got.body().path("number").asInt());
        assertThat(got.body().path("sentence").asText()).isEqualTo("#" + number.value() + " is open");
        JsonNode shown = shown();
        assertThat(shown.path("title").asText()).isEqualTo("Show it [31m  at once");
        assertThat(shown.path("description").asText()).isEqualTo("As people asked.\nTwice.");
        assertThat(shown.path("branch").asText()).isEqualTo("topic");
        assertThat(shown.path("by").asText()).isEqualTo("@developer");

        Got own = ask(
                Role.VIEWER,
                "POST",
                "changes",
                "{\"commit\":\"" + head.hex() + "\",\"title\":\"Mine\",\"description\":\"\",\"draft\":true,"
                        + "\"labels\":[\"b\",\"a\"]}");
        number = new ChangeNumber(own.body().path("number").asInt());
        assertThat(shown().path("title").asText()).isEqualTo("Mine");
        assertThat(shown().path("description").asText()).isEmpty();
        assertThat(shown().path("draft").asBoolean()).isTrue();
        assertThat(shown().path("labels").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(shown().has("branch")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 400",
        "{'branch':'nowhere'}, 404",
        "{'branch':5}, 400",
        "{'commit':'abc'}, 400",
        "{'commit':'ffffffffffffffffffffffffffffffffffffffff'}, 400",
        "'{''branch'':''topic'',''commit'':''x''}', 400",
        "'{''branch'':''topic'',''head'':''x''}', 400",
        "'{''branch'':''topic'',''draft'':''yes''}', 400",
        "'{''branch'':''topic'',''labels'':{}}', 400",
        "'{''branch'':''topic'',''title'':''a\\u0007b''}', 400",
        "'{''branch'':''topic'',''reverts'':''ffffffffffffffffffffffffffffffffffffffff''}', 400",
    })
    @DisplayName("REL-3: what cannot be proposed is answered with what is wrong")
    void what_cannot_be_proposed(String body, int status) throws IOException, InterruptedException {
        engine.changes().branch("topic", "Topic");
        int before = engine.changes().seen().all().size();

        Got got = ask(Role.ADMIN, "POST", "changes", body.replace('\'', '"'));

        assertThat(got.status()).as(got.body().toString()).isEqualTo(status);
        assertThat(got.body().path("error").path("mend").asText()).isNotEmpty();
        assertThat(engine.changes().seen().all()).hasSize(before);
    }

    @Test
    @DisplayName("CHG-2: a change shows what people said, whether it counts, its trials with the jobs, and its gates")
    void a_change_shows_all_that_is_known() throws IOException, InterruptedException {
        CommitId tested = engine.changes().tried(number);
        engine.changes().checked(number, tested, "tests", Fact.Outcome.FAILED, 1);
        engine.changes().checked(number, tested, "tests", Fact.Outcome.PASSED, 2);
        engine.changes().inTest(number, tested);
        say(Role.REVIEWER, "approve", "{\"text\":\"line one\\nline two\"}");
        say(Role.QA, "signoff", "{\"as\":\"qa\"}");
        say(Role.ADMIN, "comment", "{\"text\":\"wait\"}");

        JsonNode shown = shown();

        assertThat(shown.path("opinions").path(0).path("counts").asBoolean()).isTrue();
        assertThat(shown.path("opinions").path(0).path("sentence").asText()).startsWith("@reviewer approved ");
        assertThat(shown.path("signOffs").path(0).path("as").asText()).isEqualTo("qa");
        JsonNode results = shown.path("trials").path(0).path("results");
        assertThat(results.path(0).path("outcome").asText()).isEqualTo("failed");
        String job = results.path(1).path("job").asText();
        assertThat(job).isEqualTo("check-tests-" + tested.hex().substring(0, 16) + "-2");
        assertThat(get("jobs/" + job + "/output").status()).isEqualTo(200);
        JsonNode check = shown.path("gates").path(1);
        assertThat(check.path("id").asText()).isEqualTo("check tests");
        assertThat(check.path("link").asText()).isEqualTo("jobs/" + job + "/output");
        assertThat(shown.path("decision").path("until").path("kind").asText()).isEqualTo("person");
        assertThat(shown.path("brief").asText()).isEqualTo("needs 1 approval");
        assertThat(shown.path("sentence").asText())
                .startsWith("Everything else is green. It needs 1 more approval by people who did not write it →"
                        + " @admin or @operator: arelops approve " + number.value() + ".");
        JsonNode last = shown.path("history").path(shown.path("history").size() - 1);
        assertThat(last.path("text").asText()).isEqualTo("wait");
        JsonNode review = shown.path("history").path(6);
        assertThat(review.path("verdict").asText()).isEqualTo("approved");
        assertThat(review.path("text").asText()).isEqualTo("line one\nline two");
        assertThat(review.path("sentence").asText()).contains("line one line two");
    }

    @Test
    @DisplayName("CHG-2: an approval that does not count says so at once")
    void an_approval_that_does_not_count_says_so() throws IOException, InterruptedException {
        engine.changes().wrote(number, Role.OPERATOR);
        assertThat(say(Role.OPERATOR, "approve", "{}").body().path("note").asText())
                .isEqualTo("the approval of @operator does not count: @operator wrote a commit of it");
        assertThat(say(Role.REVIEWER, "approve", "{}").body().has("note")).isFalse();
        say(Role.REVIEWER, "reject", "{\"text\":\"no, wait\"}");

        assertThat(shown().path("opinions").path(1).path("sentence").asText())
                .isEqualTo("the approval of @reviewer does not count: @reviewer asked for changes after it");
        assertThat(shown().path("brief").asText()).isEqualTo("check tests not started");
        assertThat(say(Role.REVIEWER, "withdraw", "{}").status()).isEqualTo(200);
        assertThat(shown().path("opinions").path(1).path("counts").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("CHG-7: a revert is first in the queue of ordinary changes, and after urgent ones")
    void a_revert_is_first_of_the_ordinary() {
        HandMade other = new HandMade();
        Policy standard = Policy.standard(HandMade.SHOP);
        other.rules(new Policy(
                standard.apps(),
                standard.changes().withApprovals(new Approvals(0, List.of(), false)),
                standard.line(),
                Optional.empty(),
                standard.observation(),
                List.of()));
        HandMadeChanges changes = other.changes();
        ChangeNumber first = changes.opened(Role.DEVELOPER, "First");
        ChangeNumber urgent = changes.opened(Role.DEVELOPER, "Urgent");
        ChangeNumber revert = changes.reverting("Revert");
        for (ChangeNumber one : List.of(first, urgent, revert)) {
            changes.tried(one);
            changes.says(one, Role.ADMIN, new ChangeEvent.Queued(one.equals(urgent)));
        }

        Stream<String> places = Stream.of(urgent, revert, first)
                .map(one -> Optional.ofNullable(other.board().changes().get(one))
                        .orElseThrow()
                        .decision()
                        .because());

        assertThat(places)
                .satisfiesExactly(
                        urgents -> assertThat(urgents).startsWith("the checks passed on "),
                        reverts -> assertThat(reverts).contains(" and lands if " + urgent + " leaves"),
                        ordinary ->
                                assertThat(ordinary).contains(" and lands if " + urgent + ", " + revert + " leaves"));
    }

    @Test
    @DisplayName("CHG-7: what landed is taken back by its number, or by its commit with the title of its change")
    void what_landed_is_taken_back() throws IOException, InterruptedException {
        engine.changes().landed(number);

        Got byNumber = say(Role.DEVELOPER, "revert", "{\"because\":\"it is wrong\"}");
        Got byCommit = ask(Role.DEVELOPER, "POST", "commits/4d00000/revert", "{\"because\":\"it is wrong\"}");

        for (Got got : List.of(byNumber, byCommit)) {
            assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
            assertThat(got.body().path("change").path("title").asText()).isEqualTo("Revert \"Show the slot\"");
            number = new ChangeNumber(got.body().path("number").asInt());
            assertThat(shown().path("reverts").path("short").asText()).isEqualTo("4d00000");
        }
        assertThat(say(Role.ADMIN, "revert", "{\"because\":\"x\"}").message())
                .isEqualTo("#" + number.value() + " has not landed, so there is nothing to take back");
    }

    @Test
    void a_change_that_is_over_says_how_it_ended() throws IOException, InterruptedException {
        say(Role.DEVELOPER, "close", "{}");
        assertThat(shown().path("state").asText()).isEqualTo("closed");
        assertThat(shown().path("sentence").asText()).isEqualTo("It was closed by @developer.");
        assertThat(say(Role.ADMIN, "approve", "{}").status()).isEqualTo(409);
        assertThat(say(Role.DEVELOPER, "reopen", "{}").status()).isEqualTo(200);
        engine.changes().ejected(number, "check tests failed twice");
        assertThat(shown().path("ejected").path("because").asText()).isEqualTo("check tests failed twice");
        engine.changes().landed(number);
        assertThat(engine.changes().state(number).work().phase()).isInstanceOf(Phase.Landed.class);
        assertThat(shown().path("landed").path("short").asText()).isEqualTo("4d00000");
        assertThat(shown().path("brief").asText()).isEqualTo("landed as 4d00000");
        assertThat(shown().has("decision")).isFalse();
        assertThat(say(Role.ADMIN, "merge", "{}").status()).isEqualTo(409);
    }

    @Test
    @DisplayName("CHG-1: lists are the newest first, by state, person, label and words, and go on where they ended")
    void lists_are_the_newest_first() throws IOException, InterruptedException {
        HandMadeChanges changes = engine.changes();
        ChangeNumber bug = changes.opened(Role.QA, new Words("Mend the Till", "cash", false, List.of("bug", "till")));
        ChangeNumber over = changes.opened(Role.QA, new Words("Close me", "", true, List.of()));
        changes.says(over, Role.QA, new ChangeEvent.Closed());
        ChangeNumber asked = changes.opened(Role.QA, new Words("Newest", "", false, List.of("bug")));
        changes.says(asked, Role.ADMIN, new ChangeEvent.Commented("hm"));
        changes.conflicts(asked, "App.java");

        assertThat(numbers("changes?by=qa")).containsExactly(asked.value(), bug.value());
        assertThat(numbers("changes?by=@qa&state=all")).containsExactly(asked.value(), over.value(), bug.value());
        assertThat(numbers("changes?by=qa&state=closed")).containsExactly(over.value());
        assertThat(numbers("changes?label=till")).containsExactly(bug.value());
        assertThat(numbers("changes?q=CASH+till")).containsExactly(bug.value());
        assertThat(numbers("changes?q=cash+tills")).isEmpty();
        assertThat(numbers("changes?label=bug&before=" + asked.value())).containsExactly(bug.value());
        JsonNode page = get("changes?label=bug&limit=1").body();
        assertThat(page.path("next").asInt()).isEqualTo(asked.value());
        assertThat(page.path("changes").path(0).path("brief").asText()).isEqualTo("conflicts");
        assertThat(page.path("changes").path(0).path("gate").path("id").asText())
                .isEqualTo("conflict");
        assertThat(get("changes?label=bug&before=" + bug.value()).body().has("next"))
                .isFalse();
        JsonNode status = get("status").body().path("changes");
        assertThat(status.path("open").asLong()).isEqualTo(changes.seen().open().count());
        assertThat(status.path("first").size()).isLessThanOrEqualTo(10);
    }

    private List<Integer> numbers(String path) throws IOException, InterruptedException {
        List<Integer> numbers = new java.util.ArrayList<>();
        get(path)
                .body()
                .path("changes")
                .forEach(one -> numbers.add(one.path("number").asInt()));
        return numbers;
    }

    @Test
    @DisplayName("REL-1: a change whose history cannot be read is named, and the others go on")
    void a_damaged_change_is_named() throws IOException, InterruptedException {
        engine.changes().damaged(new ChangeNumber(88_888), "entry 3 is out of order");

        assertThat(get("changes").body().path("damaged").path(0).path("because").asText())
                .isEqualTo("entry 3 is out of order");
        assertThat(get("changes/88888").message())
                .isEqualTo("The history of #88888 cannot be read: entry 3 is out of order");
        assertThat(get("changes/" + number.value()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("REL-3: what others wrote comes as it was written, as JSON, and nothing of it is lost")
    void texts_come_as_they_were_written() throws IOException, InterruptedException {
        String text = "a\tb\n<script>alert(1)</script>\n\"'&\\ 日本 é";
        say(Role.ADMIN, "comment", "{\"text\":" + json(text) + "}");

        JsonNode history = shown().path("history");

        assertThat(history.path(history.size() - 1).path("text").asText()).isEqualTo(text);
    }

    @Test
    @DisplayName("CHG-1: of ten thousand changes a page is read without asking git about any")
    void ten_thousand_changes() {
        HandMade many = new HandMade();
        for (int i = 1; i <= 10_000; i++) {
            ChangeNumber one = many.changes().opened(Role.QA, "Change of day " + i);
            if (i % 100 != 0) {
                many.changes().says(one, Role.QA, new ChangeEvent.Closed());
            }
        }
        Board board = many.board();

        JsonNode open = list(board, Map.of("limit", "1000"));
        JsonNode old = list(board, Map.of("state", "all", "before", "5001", "limit", "2"));
        JsonNode found = list(board, Map.of("state", "closed", "q", "day 77 "));

        assertThat(open.path("changes")).hasSize(100);
        assertThat(open.has("next")).isFalse();
        assertThat(old.path("changes").path(1).path("number").asInt()).isEqualTo(4_999);
        assertThat(old.path("next").asInt()).isEqualTo(4_999);
        assertThat(found.path("changes").path(0).path("number").asInt()).isEqualTo(9_977);
    }

    private static JsonNode list(Board board, Map<String, String> parameters) {
        Person viewer = new Person(new PersonName("viewer"), Role.VIEWER, List.of());
        return new ChangesPage(board, Endpoints.observed(board))
                .list(new Question(viewer, "GET", List.of("changes"), parameters, JSON.createObjectNode()));
    }
}
