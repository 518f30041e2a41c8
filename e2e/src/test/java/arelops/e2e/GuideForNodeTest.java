package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final List<String> LINE = List.of("beta", "passive", "production");

    @TempDir
    Path folder;

    private Guide guide;

    @BeforeEach
    void a_fresh_repository_with_the_example() throws Exception {
        assumeTrue(hasNode(), "node is not installed");
        guide = Guide.in(folder, "my-site");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = guide.file(EXAMPLE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.move(guide.file(".arelops.yaml"), folder.resolve("example.yaml"));
        guide.commit("A shop");
    }

    @AfterEach
    void everything_is_stopped() throws Exception {
        if (guide != null) {
            guide.program().arelops("down");
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
        String first = guide.head();
        guide.settled(first);
        looking(first);
        String second = the_next_commit();
        going_back(first, second);
        stopping_and_starting(first);
    }

    private void setting_up() throws Exception {
        guide.says(5, "arelops up", "status");
        assertThat(guide.says(0, "package.json", "init", "--people", "ana,ben,cleo"))
                .contains("npm", "approvals: 2");
        guide.says(2, "is there already", "init");
        Files.writeString(guide.file(".arelops.yaml"), "soaks: 1h\n");
        guide.says(2, ".arelops.yaml:1", "config", "check");
        Files.writeString(
                guide.file(".arelops.yaml"),
                Files.readString(folder.resolve("example.yaml")) + "team: small\npeople: [ana, ben, cleo]\n");
        guide.says(0, "can be used", "config", "check");
        guide.commit("Release with ARelOps");
        guide.says(0, "controller", "up");
        guide.says(0, "runs already", "up");
    }

    private void looking(String commit) throws Exception {
        assertThat(guide.status().path("needsYou").asBoolean()).isFalse();
        guide.agree(commit, LINE);
        guide.says(0, "Nothing needs you.", "status");
        guide.says(0, "PRODUCTION", "--plain", "why");
        guide.says(0, "PRODUCTION runs", "why", "production");
        guide.says(0, "moved nothing", "log", "production");
        guide.says(0, "PRODUCTION  runs it", "show", "HEAD");
        guide.says(0, "at the same commit", "diff");
        guide.says(0, "listens", "logs", "production");
        guide.says(0, "BETA accept-before", "logs", "HEAD");
        guide.says(2, "neither an environment nor a commit", "why", "nowhere");
        guide.says(2, "no environment 'nowhere'", "log", "nowhere");
        assertThat(guide.json(2, "show", "nowhere").at("/error/exit").asInt()).isEqualTo(2);
    }

    private String the_next_commit() throws Exception {
        Path shop = guide.file("shop.js");
        Files.writeString(shop, Files.readString(shop).replace("Hello from", "Hello again from"));
        String commit = guide.commit("Greet those who come back");
        guide.told("it is seen", status -> status.path("sentence").asText().contains(commit.substring(0, 7)));
        guide.says(0, "2 more approvals", "why");
        guide.says(3, "was not built", "promote", "HEAD", "--to", "production");
        String ben = guide.json(0, "people", "add", "ben", "--role", "reviewer")
                .path("token")
                .asText();
        String cleo = guide.json(0, "people", "add", "cleo", "--role", "reviewer")
                .path("token")
                .asText();
        guide.says(3, "Refused", "approve", "HEAD", "-m", "my own");
        guide.as("no-such-token", 4, "approve", "HEAD");
        guide.as(ben, 4, "hold", "production", "-m", "I may not");
        guide.as(ben, 0, "approve", "HEAD", "-m", "looked at it");
        guide.as(cleo, 0, "approve", "HEAD", "-m", "me too", "--wait=4m");
        guide.says(8, "is asked for", "promote", "HEAD", "--to", "production");
        guide.says(0, "PRODUCTION runs", "promote", "HEAD", "--to", "production", "--wait=4m");
        guide.settled(commit);
        guide.agree(commit, LINE);
        return commit;
    }

    private void going_back(String first, String second) throws Exception {
        guide.says(2, "-m=REASON", "hold", "production");
        guide.says(0, "is held", "hold", "production", "-m", "fair on Friday");
        guide.says(0, "fair on Friday", "status");
        guide.says(0, "goes on", "resume", "production");
        guide.says(0, "is held", "rollback", "production", "--yes", "-m", "cards failing");
        guide.agree(first, List.of("production"));
        guide.agree(second, List.of("beta", "passive"));
        guide.says(0, "cards failing", "log", "production");
        guide.says(0, second.substring(0, 7), "error", "list");
        guide.says(0, "goes on", "resume", "production");
        guide.says(0, "chain intact", "verify");

        Path clone = folder.resolve("clone");
        guide.program().git("clone", "-q", "--no-tags", guide.file(".").toString(), clone.toString());
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
        assertThat(elsewhere.arelops("verify").exitCode())
                .as("the ledger is not here")
                .isEqualTo(6);
        elsewhere.git("fetch", "-q", "origin", "+refs/arelops/*:refs/arelops/*");
        assertThat(elsewhere.arelops("verify").exitCode()).isZero();
    }

    private void stopping_and_starting(String production) throws Exception {
        guide.settled(production);
        String sentence = guide.status().path("sentence").asText();
        URI address = guide.address("production");
        long entries = guide.json(0, "verify").path("entries").asLong();

        guide.says(0, "apps stopped", "down");
        assertThat(Guide.answers(address)).as("somebody still answers").isFalse();
        guide.says(0, "no node runs", "down");
        guide.says(5, "arelops up", "status");
        guide.says(0, "controller", "up");

        guide.until("PRODUCTION answers", () -> Guide.answers(address));
        guide.agree(production, List.of("production"));
        guide.told("it is as before", status -> status.path("sentence").asText().equals(sentence));
        assertThat(guide.json(0, "verify").path("entries").asLong()).isEqualTo(entries);
        guide.says(0, "apps stopped", "down");
    }
}
