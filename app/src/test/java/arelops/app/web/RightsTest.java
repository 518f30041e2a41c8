package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// REL-4: every path that has to do with changes or with traffic by hand, and those that give rights, for every role,
/// for a bot, and for
/// nobody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private final HandMade engine = new HandMade();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ControlServer server;
    private final URI url;

    RightsTest(@TempDir Path folder) throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        SettableClock clock = new SettableClock(HandMade.NOW);
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        tokens.put("nobody", "");
        tokens.put("void", "arl_0000000000000000000000000000000000000000");
        for (Role role : List.of(Role.VIEWER, Role.DEVELOPER, Role.QA, Role.REVIEWER, Role.OPERATOR, Role.ADMIN)) {
            PersonName name = new PersonName(RoleText.of(role));
            people.add(new Person(name, role, List.of()), new Actor.Automation("test"), HandMade.NOW);
            tokens.put(name.text(), store.issue(name, Optional.empty()));
        }
        PersonName bot = new PersonName("bot");
        people.add(
                new Person(bot, Role.DEVELOPER, List.of(), Person.Kind.BOT),
                new Actor.Automation("test"),
                HandMade.NOW);
        tokens.put("bot", store.issue(bot, Optional.empty()));
        server = new ControlServer(0, engine, new Accounts(people, store), () -> {}, clock);
        url = server.start();
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    private int ask(String token, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        // path, body, viewer, developer, qa, reviewer, operator, admin, bot (a developer's; the change is a person's)
        "GET, changes, '', 200, 200, 200, 200, 200, 200, 200",
        "GET, changes/N, '', 200, 200, 200, 200, 200, 200, 200",
        "POST, changes, '{''branch'':''B''}', 200, 200, 200, 200, 200, 200, 200",
        "POST, changes/N/comment, '{''text'':''x''}', 200, 200, 200, 200, 200, 200, 200",
        "POST, changes/N/approve, '{}', 403, 403, 403, 200, 200, 200, 403",
        "POST, changes/N/reject, '{''text'':''x''}', 403, 403, 403, 200, 200, 200, 403",
        "POST, changes/N/withdraw, '{}', 403, 403, 403, 409, 409, 409, 403",
        "POST, changes/N/reword, '{''title'':''x''}', 403, 200, 403, 200, 200, 200, 403",
        "POST, changes/N/draft, '{}', 403, 200, 403, 200, 200, 200, 403",
        "POST, changes/N/ready, '{}', 403, 200, 403, 200, 200, 200, 403",
        "POST, changes/N/close, '{}', 403, 200, 403, 200, 200, 200, 403",
        "POST, changes/N/reopen, '{}', 409, 409, 409, 409, 409, 409, 409",
        "POST, changes/N/test, '{}', 403, 200, 200, 200, 200, 200, 200",
        "POST, changes/N/signoff, '{''as'':''qa''}', 403, 200, 200, 200, 200, 200, 200",
        "POST, changes/N/run, '{}', 403, 403, 403, 200, 200, 200, 403",
        "POST, changes/N/merge, '{}', 403, 200, 403, 200, 200, 200, 403",
        "POST, changes/N/merge, '{''urgent'':true}', 403, 403, 403, 403, 200, 200, 403",
        "POST, changes/N/revert, '{''because'':''x''}', 409, 409, 409, 409, 409, 409, 409",
        "POST, commits/4d00000/explode, '{}', 404, 404, 404, 404, 404, 404, 404",
        "DELETE, changes/N, '', 404, 404, 404, 404, 404, 404, 404",
        "PUT, changes/N/approve, '{}', 404, 404, 404, 404, 404, 404, 404",
        "POST, traffic/ask, '{''act'':''delete''}', 403, 403, 403, 403, 200, 200, 403",
        "POST, traffic/ask, '{''act'':''replay'',''environments'':[''beta'']}', 403, 403, 403, 403, 200, 200, 403",
        "POST, traffic/ask, '{''act'':''replay'',''environments'':[''pr-7'']}', 403, 200, 200, 200, 200, 200, 200",
        "POST, traffic/ask, '{''act'':''replay'',''environments'':[''production'']}', 403, 403, 403, 403, 409, 409, 403",
        "POST, traffic, '{''act'':''delete'',''recording'':''a'',''outcome'':''begun'',''run'':''0123456789''}',"
                + " 403, 403, 403, 403, 200, 200, 403",
        "GET, people, '', 200, 200, 200, 200, 200, 200, 200",
        "POST, people, '{''name'':''P'',''role'':''admin''}', 403, 403, 403, 403, 403, 200, 403",
        "POST, people/viewer/role, '{''role'':''viewer''}', 403, 403, 403, 403, 403, 200, 403",
        "POST, people/reviewer/invite, '{}', 403, 403, 403, 200, 403, 200, 403",
    })
    @DisplayName(
            "REL-4: every path of changes, and those that give rights, answers each role as it must; without a good"
                    + " token nobody is answered")
    void every_path_answers_each_role_as_it_must(
            String method,
            String path,
            String body,
            int viewer,
            int developer,
            int qa,
            int reviewer,
            int operator,
            int admin,
            int bot)
            throws IOException, InterruptedException {
        Map<String, Integer> expected = new LinkedHashMap<>(Map.of(
                "nobody", 401,
                "void", 401,
                "viewer", viewer,
                "developer", developer,
                "qa", qa,
                "reviewer", reviewer,
                "operator", operator,
                "admin", admin,
                "bot", bot));
        Map<String, Integer> got = new LinkedHashMap<>();
        for (String who : expected.keySet()) {
            ChangeNumber number = engine.changes().opened(Role.DEVELOPER, "Somebody's");
            engine.changes().inTest(number, engine.changes().tried(number));
            engine.changes().branch("b-" + who, "Words");
            String said = body.replace('\'', '"')
                    .replace(":\"B\"", ":\"b-" + who + "\"")
                    .replace(":\"P\"", ":\"p-" + who + "\"");

            got.put(who, ask(String.valueOf(tokens.get(who)), method, path.replace("N", number.value() + ""), said));

            if (List.of(401, 403, 404, 409).contains(got.get(who)) && path.contains("N")) {
                assertThat(engine.changes()
                                .seen()
                                .of(number)
                                .orElseThrow()
                                .state()
                                .votes()
                                .opinions())
                        .isEmpty();
            }
        }
        assertThat(got).isEqualTo(expected);
    }
}
