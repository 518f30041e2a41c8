package arelops.app.up;

import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.app.run.Isolation;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The control API of a shop's engine, and the tokens of its three people.
final class ShopApi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ControlServer server;
    private final URI url;
    private final Map<PersonName, String> tokens = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private ShopApi(Shop shop) {
        PeopleStore people = new PeopleStore(shop.engine().git());
        TokenStore store = new TokenStore(
                shop.installation().data().resolve("tokens-of-a-test.json"),
                new SecureRandom(),
                InstantSource.system());
        Map.of(Shop.AUTHOR, Role.DEVELOPER, Shop.REVIEWER, Role.REVIEWER, Shop.OTHER, Role.ADMIN)
                .forEach((name, role) -> {
                    people.add(new Person(name, role, List.of()), new Actor.Automation("test"), Instant.EPOCH);
                    tokens.put(name, store.issue(name, Optional.empty()));
                });
        server = new ControlServer(
                0,
                arelops.app.web.Engine.of(
                        shop.engine().controller(),
                        Isolation.NONE,
                        Optional.empty(),
                        shop.engine().forge()),
                new Accounts(people, store),
                Optional.empty(),
                () -> {},
                InstantSource.system());
        url = server.start();
    }

    static ShopApi of(Shop shop) {
        return new ShopApi(shop);
    }

    URI url() {
        return url;
    }

    String token(PersonName who) {
        return String.valueOf(tokens.get(who));
    }

    record Got(int status, JsonNode body) {
        String sentence() {
            return status < 400
                    ? body.path("sentence").asText()
                    : body.path("error").path("message").asText();
        }
    }

    Got get(PersonName who, String path) throws IOException, InterruptedException {
        return ask(who, "GET", path, "");
    }

    Got post(PersonName who, String path, String body) throws IOException, InterruptedException {
        return ask(who, "POST", path, body);
    }

    private Got ask(PersonName who, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.get(who))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Got(answer.statusCode(), JSON.readTree(answer.body()));
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
