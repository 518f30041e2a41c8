package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/start.md` tells for a Node.js app, done as written with `examples/hello-node`.
class GuideForNodeTest {
    private static final Path EXAMPLE =
            Path.of("..", "examples", "hello-node").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> LINE = List.of("beta", "passive", "production");

    @TempDir
    Path folder;

    private Path site;
    private Program program;

    @BeforeEach
    void a_fresh_repository_with_the_example() throws Exception {
        assumeTrue(hasNode(), "node is not installed");
        site = Files.createDirectory(folder.resolve("my-site"));
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = site.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(folder.resolve("gitconfig"), "[user]\n\tname = ana\n\temail = ana@example.org\n");
        program = new Program(
                site,
                Map.of(
                        "ARELOPS_HOME", folder.resolve("home").toString(),
                        "GIT_CONFIG_GLOBAL", folder.resolve("gitconfig").toString(),
                        "LC_ALL", "C.UTF-8"));
        program.git("init", "-q", "-b", "main");
        Files.move(site.resolve(".arelops.yaml"), folder.resolve("example.yaml"));
        program.git("add", ".");
        program.git("commit", "-qm", "A shop");
    }

    @AfterEach
    void everything_is_stopped() throws Exception {
        if (program != null) {
            program.arelops("down");
        }
    }

    private static boolean hasNode() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @DisplayName(
            "REL-3, TAG-1, TAG-5, CHG-2, CHG-6, PRO-2, PRO-3, REL-1, REL-4: the guide for a Node.js app does what it"
                    + " says, with the exit codes that it says")
    void the_guide_works_as_written() throws Exception {
        setting_up();
        String first = head();
        settled(first);
        looking(first);
        String second = the_next_commit();
        going_back(first, second);
        stopping_and_starting(first);
    }

    private void setting_up() throws Exception {
        says(5, "arelops up", "status");
        assertThat(says(0, "package.json", "init", "--people", "ana,ben,cleo")).contains("npm", "team: small");
        says(2, "is there already", "init");
        Files.writeString(site.resolve(".arelops.yaml"), "soaks: 1h\n");
        says(2, ".arelops.yaml:1", "config", "check");
        Files.writeString(
                site.resolve(".arelops.yaml"),
                Files.readString(folder.resolve("example.yaml")) + "team: small\npeople: [ana, ben, cleo]\n");
        says(0, "can be used", "config", "check");
        program.git("add", ".arelops.yaml");
        program.git("commit", "-qm", "Release with ARelOps");
        says(0, "controller", "up");
        says(0, "runs already", "up");
    }

    private void looking(String commit) throws Exception {
        assertThat(status().path("needsYou").asBoolean()).isFalse();
        agree(commit, LINE);
        says(0, "Nothing needs you.", "status");
        says(0, "PRODUCTION", "--plain", "why");
        says(0, "PRODUCTION runs", "why", "production");
        says(0, "moved nothing", "log", "production");
        says(0, "PRODUCTION runs it", "show", "HEAD");
        says(0, "at the same commit", "diff");
        says(0, "listens", "logs", "production");
        says(0, "check tests", "logs", "HEAD");
        says(2, "neither an environment nor a commit", "why", "nowhere");
        says(2, "no environment 'nowhere'", "log", "nowhere");
        assertThat(json(2, "show", "nowhere").at("/error/exit").asInt()).isEqualTo(2);
    }

    private String the_next_commit() throws Exception {
        Path shop = site.resolve("shop.js");
        Files.writeString(shop, Files.readString(shop).replace("Hello from", "Hello again from"));
        program.git("commit", "-qam", "Greet those who come back");
        String commit = head();
        until("it is seen", () -> status().path("sentence").asText().contains(commit.substring(0, 7)));
        says(0, "2 more approvals", "why");
        says(3, "was not built", "promote", "HEAD", "--to", "production");
        String ben = json(0, "people", "add", "ben", "--role", "reviewer")
                .path("token")
                .asText();
        String cleo = json(0, "people", "add", "cleo", "--role", "reviewer")
                .path("token")
                .asText();
        says(3, "Refused", "approve", "HEAD", "-m", "my own");
        as("no-such-token", 4, "approve", "HEAD");
        as(ben, 4, "hold", "production", "-m", "I may not");
        as(ben, 0, "approve", "HEAD", "-m", "looked at it");
        as(cleo, 0, "approve", "HEAD", "-m", "me too", "--wait=4m");
        says(8, "is asked for", "promote", "HEAD", "--to", "production");
        says(0, "PRODUCTION runs", "promote", "HEAD", "--to", "production", "--wait=4m");
        settled(commit);
        agree(commit, LINE);
        return commit;
    }

    private void going_back(String first, String second) throws Exception {
        says(2, "-m=REASON", "hold", "production");
        says(0, "is held", "hold", "production", "-m", "fair on Friday");
        says(0, "fair on Friday", "status");
        says(0, "goes on", "resume", "production");
        says(0, "is held", "rollback", "production", "--yes", "-m", "cards failing");
        agree(first, List.of("production"));
        agree(second, List.of("beta", "passive"));
        says(0, "cards failing", "log", "production");
        says(0, second.substring(0, 7), "error", "list");
        says(0, "goes on", "resume", "production");
        says(0, "chain intact", "verify");

        Path clone = folder.resolve("clone");
        program.git("clone", "-q", "--no-tags", site.toString(), clone.toString());
        Program elsewhere = new Program(
                clone,
                Map.of(
                        "LC_ALL",
                        "C.UTF-8",
                        "ARELOPS_HOME",
                        folder.resolve("other").toString()));
        assertThat(elsewhere.arelops("setup-clone").exitCode()).isZero();
        elsewhere.git("fetch", "-q");
        assertThat(elsewhere.git("rev-parse", "PRODUCTION^{commit}")).isEqualTo(first);
        assertThat(elsewhere.arelops("verify").exitCode()).isZero();
    }

    private void stopping_and_starting(String production) throws Exception {
        until("it is at rest", () -> status().path("sentence").asText().startsWith("Nothing moves"));
        URI address = address("production");
        long entries = json(0, "verify").path("entries").asLong();

        says(0, "apps stopped", "down");
        assertThat(answers(address)).as("somebody still answers").isFalse();
        says(0, "no node runs", "down");
        says(5, "arelops up", "status");
        says(0, "controller", "up");

        until("PRODUCTION answers", () -> answers(address));
        agree(production, List.of("production"));
        assertThat(status().path("sentence").asText()).startsWith("Nothing moves");
        assertThat(json(0, "verify").path("entries").asLong()).isEqualTo(entries);
        says(0, "apps stopped", "down");
    }

    private String head() throws Exception {
        return program.git("rev-parse", "HEAD");
    }

    /// Runs a command, checks its exit code and that it says this, and returns all that it said.
    private String says(int exitCode, String part, String... arguments) throws Exception {
        Program.Ended ended = program.arelops(arguments);
        assertThat(ended.output()).as(String.join(" ", arguments)).contains(part);
        assertThat(ended.exitCode())
                .as(String.join(" ", arguments) + ": " + ended.output())
                .isEqualTo(exitCode);
        return ended.output();
    }

    private void as(String token, int exitCode, String... arguments) throws Exception {
        Program.Ended ended = program.arelopsAs(token, arguments);
        assertThat(ended.exitCode())
                .as(String.join(" ", arguments) + ": " + ended.output())
                .isEqualTo(exitCode);
    }

    private JsonNode json(int exitCode, String... arguments) throws Exception {
        String[] all = Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new);
        String said = says(exitCode, "{", all);
        // A fault is told on both streams, which are one here; the JSON comes first.
        return JSON.readTree(said);
    }

    private JsonNode status() throws Exception {
        return json(0, "status");
    }

    private void settled(String commit) throws Exception {
        until("settled in PRODUCTION: " + commit, () -> {
            JsonNode production = environment("production");
            return production.path("sha").asText().equals(commit)
                    && production.path("settled").asBoolean();
        });
    }

    private JsonNode environment(String name) throws Exception {
        for (JsonNode one : status().at("/apps/0/environments")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no environment " + name);
    }

    private URI address(String environment) throws Exception {
        return URI.create(environment(environment).path("address").asText());
    }

    /// Tag, status and the app itself name the same commit.
    private void agree(String commit, List<String> environments) throws Exception {
        for (String name : environments) {
            assertThat(program.git("rev-parse", name.toUpperCase(java.util.Locale.ROOT) + "^{commit}"))
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

    private static String get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static boolean answers(URI address) throws IOException, InterruptedException {
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

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void until(String what, Condition condition) throws Exception {
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
