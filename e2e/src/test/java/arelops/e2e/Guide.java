package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A repository in which a test does what `docs/start.md` tells, as a person at a shell would.
final class Guide {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path repository;
    private final Program program;

    private Guide(Path repository, Program program) {
        this.repository = repository;
        this.program = program;
    }

    /// An empty repository of this name, of a person whom git knows as ana; ARelOps keeps its files beside it.
    static Guide in(Path folder, String name) throws Exception {
        Path repository = Files.createDirectory(folder.resolve(name));
        Files.writeString(folder.resolve("gitconfig"), "[user]\n\tname = ana\n\temail = ana@example.org\n");
        Program program = new Program(
                repository,
                Map.of(
                        "ARELOPS_HOME", folder.resolve("home").toString(),
                        "GIT_CONFIG_GLOBAL", folder.resolve("gitconfig").toString(),
                        "LC_ALL", "C.UTF-8"));
        program.git("init", "-q", "-b", "main");
        return new Guide(repository, program);
    }

    Path file(String name) {
        return repository.resolve(name);
    }

    Program program() {
        return program;
    }

    /// Commits everything there is.
    String commit(String subject) throws Exception {
        program.git("add", ".");
        program.git("commit", "-qm", subject);
        return head();
    }

    String head() throws Exception {
        return program.git("rev-parse", "HEAD");
    }

    /// Runs a command, checks its exit code and that it says this, and returns all that it said.
    String says(int exitCode, String part, String... arguments) throws Exception {
        Program.Ended ended = program.arelops(arguments);
        assertThat(ended.output()).as(String.join(" ", arguments)).contains(part);
        assertThat(ended.exitCode())
                .as(String.join(" ", arguments) + ": " + ended.output())
                .isEqualTo(exitCode);
        return ended.output();
    }

    void as(String token, int exitCode, String... arguments) throws Exception {
        Program.Ended ended = program.arelopsAs(token, arguments);
        assertThat(ended.exitCode())
                .as(String.join(" ", arguments) + ": " + ended.output())
                .isEqualTo(exitCode);
    }

    JsonNode json(int exitCode, String... arguments) throws Exception {
        String[] all = Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new);
        String said = says(exitCode, "{", all);
        // A fault is told on both streams, which are one here; the JSON comes first.
        return JSON.readTree(said);
    }

    JsonNode status() throws Exception {
        return json(0, "status");
    }

    /// Waits until `arelops status` says this of everything; the server is asked meanwhile, as a program that is
    /// started
    /// again and again leaves little of the machine to what it waits for.
    void told(String what, Predicate<JsonNode> status) throws Exception {
        until(what, () -> status.test(asked()));
        until(what, () -> status.test(status()));
    }

    /// What the server answers to `arelops status`; nothing while none runs.
    private JsonNode asked() throws IOException, InterruptedException {
        try (Stream<Path> files =
                Files.find(repository.resolveSibling("home"), 4, (path, _) -> path.endsWith("controller.json"))) {
            Optional<Path> running = files.findFirst();
            if (running.isEmpty()) {
                return MissingNode.getInstance();
            }
            String server =
                    JSON.readTree(Files.readString(running.get())).path("url").asText();
            String token =
                    Files.readString(running.get().resolveSibling("token")).strip();
            HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v1/status"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return JSON.readTree(
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (ConnectException e) {
            return MissingNode.getInstance();
        }
    }

    void settled(String commit) throws Exception {
        told("settled in PRODUCTION: " + commit, status -> {
            JsonNode production = environment(status, "production");
            return production.path("sha").asText().equals(commit)
                    && production.path("settled").asBoolean();
        });
    }

    JsonNode environment(String name) throws Exception {
        // Right after a start apps may answer before the first look.
        told("looked at", status -> !status.at("/apps/0/environments").isEmpty());
        JsonNode found = environment(status(), name);
        assertThat(found.isMissingNode()).as("no environment " + name).isFalse();
        return found;
    }

    private static JsonNode environment(JsonNode status, String name) {
        for (JsonNode one : status.at("/apps/0/environments")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    URI address(String environment) throws Exception {
        return URI.create(environment(environment).path("address").asText());
    }

    /// Tag, status and the app itself name the same commit.
    void agree(String commit, List<String> environments) throws Exception {
        for (String name : environments) {
            assertThat(program.git("rev-parse", name.toUpperCase(Locale.ROOT) + "^{commit}"))
                    .as("tag of " + name)
                    .isEqualTo(commit);
            assertThat(environment(name).path("sha").asText())
                    .as("status of " + name)
                    .isEqualTo(commit);
            assertThat(get(address(name).resolve("/version")))
                    .as("app in " + name)
                    .contains(commit);
        }
    }

    static String get(URI address) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    static boolean answers(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(address.resolve("/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; "
                        + program.arelops("status").output());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
