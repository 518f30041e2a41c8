package arelops.app.alerts.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.OwnPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Alertmanager of the test's own, on the loopback, which tells nobody.
public final class AlertmanagerServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Debian calls it otherwise than its makers do.
    private static final List<String> PROGRAMS = List.of("prometheus-alertmanager", "alertmanager");

    /// An alert `Outage` of an environment inhibits all others of it.
    private static final String CONFIG = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            inhibit_rules:
              - source_matchers: ['alertname="Outage"']
                target_matchers: ['alertname!="Outage"']
                equal: [env]
            """;

    private final Process process;
    private final URI url;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    public AlertmanagerServer(Path folder) throws IOException, InterruptedException {
        String program = needed();
        Path home = Files.createDirectories(folder.resolve("alertmanager"));
        log = home.resolve("log");
        int port = OwnPorts.free();
        url = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder(
                        program,
                        "--config.file=" + Files.writeString(home.resolve("alertmanager.yml"), CONFIG),
                        "--storage.path=" + home.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReady();
    }

    private static String needed() {
        Optional<String> found = PROGRAMS.stream()
                .filter(program -> Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program))))
                .findFirst();
        String missing = "alertmanager is not on the PATH; on Debian: apt-get install prometheus-alertmanager";
        assertThat(found.isEmpty() && Boolean.parseBoolean(System.getenv("CI")))
                .as(missing)
                .isFalse();
        assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    public URI url() {
        return url;
    }

    /// Host and port, as a rule engine names it.
    public String target() {
        return url.getHost() + ":" + url.getPort();
    }

    /// Posts to the API, as a rule engine or a person does; returns the answer.
    public String post(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void awaitReady() throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(url.resolve("/-/ready"))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                // It does not listen yet.
            }
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(Files.readString(log))
                    .isFalse();
        }
        close();
        throw new AssertionError("it did not become ready\n" + Files.readString(log));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
