package arelops.app.metrics.prometheus;

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

/// A real Prometheus of the test's own, on the loopback; its past is written by promtool before
/// it starts.
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> PROGRAMS = List.of("prometheus", "promtool");

    private final Process process;
    private final URI url;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    /// @param past samples in the OpenMetrics format, each with its time; empty for none
    /// @param scraped the `scrape_configs`, as YAML; empty for none
    public PrometheusServer(Path folder, String past, String scraped) throws IOException, InterruptedException {
        needed();
        Path data = folder.resolve("data");
        log = folder.resolve("prometheus.log");
        if (!past.isEmpty()) {
            Path file = Files.writeString(folder.resolve("past.txt"), past + "# EOF\n");
            Process promtool = new ProcessBuilder(
                            "promtool", "tsdb", "create-blocks-from", "openmetrics", file.toString(), data.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(promtool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(promtool.exitValue()).as(Files.readString(log)).isZero();
        }
        Path config = Files.writeString(folder.resolve("prometheus.yml"), scraped);
        int port = OwnPorts.free();
        url = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=50y",
                        "--enable-feature=native-histograms",
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("/-/ready", "");
    }

    /// On Debian both programs are in the package `prometheus`.
    private static void needed() {
        boolean here = PROGRAMS.stream()
                .allMatch(program -> Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program))));
        String missing = "prometheus and promtool are not on the PATH; on Debian: apt-get install prometheus";
        assertThat(!here && Boolean.parseBoolean(System.getenv("CI")))
                .as(missing)
                .isFalse();
        assumeTrue(here, missing);
    }

    public URI url() {
        return url;
    }

    /// Asks again until an answer of 200 contains a text.
    public void await(String path, String text) throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 200 && answer.body().contains(text)) {
                    return;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(Files.readString(log))
                    .isFalse();
        }
        close();
        throw new AssertionError("no '" + text + "' at " + path + ", but " + last + "\n" + Files.readString(log));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
