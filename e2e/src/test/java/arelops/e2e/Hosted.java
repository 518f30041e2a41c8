package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.testkit.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// A repository that ARelOps hosts for a folder, as its admin sees it.
///
/// @param server the address of its controller
/// @param address the address for git
/// @param node the folder of its node
record Hosted(Somebody admin, String server, String address, Path node) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final Duration PATIENCE = Duration.ofMinutes(4);

    /// Starts ARelOps in the folder where the admin works.
    static Hosted by(Somebody admin, String... options) throws IOException, InterruptedException {
        List<String> up = new ArrayList<>(List.of("up", "--forge"));
        up.addAll(Arrays.asList(options));
        JsonNode started = admin.json(up.toArray(String[]::new));
        String server = started.path("url").asText();
        admin.lendsGitTheToken(server, " -r " + admin.folder());
        return new Hosted(
                admin,
                server,
                started.path("git").asText(),
                Path.of(started.path("node").asText()));
    }

    /// Adds an account; its one-time link.
    String invitation(String name, String role) throws IOException, InterruptedException {
        JsonNode added = admin.json("people", "add", name, "--role", role, "--email", name + "@example.org");
        return server + added.path("invitation").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> answer(String path) throws IOException, InterruptedException {
        String token = Files.readString(node.resolveSibling("token")).strip();
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode change(int number) throws IOException, InterruptedException {
        return get("changes/" + number);
    }

    /// Waits until a page of the API is like this, and returns it. It is that of the last look, which may not know yet
    /// what was pushed a moment ago.
    JsonNode until(String what, String path, Predicate<JsonNode> holds) {
        JsonNode[] last = {JSON.nullNode()};
        try {
            Patience.until(what, PATIENCE, () -> {
                last[0] = asked(path);
                return holds.test(last[0]);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the last answer was " + brief(last[0]), e);
        }
        return last[0];
    }

    private static String brief(JsonNode answer) {
        String text = answer.toString();
        return text.substring(0, Math.min(text.length(), 2_000));
    }

    private JsonNode asked(String path) {
        try {
            return JSON.readTree(answer(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until the TEST environment of a change serves; the change then.
    JsonNode tested(int number) {
        return until(
                "TEST of #" + number + " serves",
                "changes/" + number,
                change -> change.at("/test/state").asText().equals("serves"));
    }

    /// Waits until an environment runs this commit.
    void runs(String environment, String commit) {
        until(environment + " runs " + commit, "status", status -> {
            for (JsonNode one : status.at("/apps/0/environments")) {
                if (one.path("name").asText().equals(environment)) {
                    return one.path("sha").asText().equals(commit);
                }
            }
            return false;
        });
    }
}
