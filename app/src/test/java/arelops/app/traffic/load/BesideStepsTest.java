package arelops.app.traffic.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.alerts.AlertSource;
import arelops.app.alerts.alertmanager.AlertmanagerServer;
import arelops.app.alerts.alertmanager.AlertmanagerSource;
import arelops.app.alerts.alertmanager.Limits;
import arelops.app.ask.Credential;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Target;
import arelops.core.load.FiredAlerts;
import arelops.core.load.Ladder;
import arelops.core.load.LoadLimits;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.load.Measured;
import arelops.core.load.Rung;
import arelops.core.load.Saturation;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Percent;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import arelops.testkit.Patience;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen beside the steps of a load test: of real processes, and from a real Alertmanager.
class BesideStepsTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final LoadLimits LIMITS =
            new LoadLimits(Percent.of(1), Optional.of(Duration.ofSeconds(20)), Percent.of(1));
    private static final int REQUESTS = 40;

    @TempDir
    private Path folder;

    /// A second of requests, each of a session of its own.
    @BeforeEach
    void recorded() {
        Instant now = CLOCK.instant();
        Recording recording = recordings().create("production", now, new byte[32], now.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        for (int number = 0; number < REQUESTS; number++) {
            recorder.take(new Exchange(
                    new SessionId("s" + number),
                    number * 25_000_000L,
                    1_000_000,
                    HttpMessage.whole(Bytes.of("GET /note?n HTTP/1.1\r\nHost: shop.example\r\n\r\n"), Bytes.NONE),
                    Optional.of(HttpMessage.whole(
                            Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok")))));
        }
        recorder.end("a test", now, now.plus(Duration.ofDays(1)), Map.of());
    }

    private Recordings recordings() {
        return new Recordings(folder.resolve("traffic"));
    }

    private LoadReport performed(LoadOrder order, Bystanders field) {
        try (LocalLoadTests tests =
                new LocalLoadTests(recordings(), field, CLOCK, new SplittableRandom(1), new Turn())) {
            tests.start("load-1", order);
            Patience.until("the load test is over", () -> !(tests.observe("load-1") instanceof LoadState.Running));
            return ((LoadState.Done) tests.observe("load-1")).report();
        }
    }

    private static LoadOrder order(List<Integer> steps, LoadOrder.Asked release, LoadOrder.Watched watched) {
        return new LoadOrder(
                "production",
                Duration.ofSeconds(2),
                new Ladder(steps, LIMITS, false),
                release,
                Optional.empty(),
                watched);
    }

    private static Bystanders deafTo(NodeTarget target) {
        return Bystanders.of(target, (_, _, _) -> new AlertAnswer.Unknown("nobody tells of alerts"));
    }

    @Test
    @DisplayName("TRF-4: beside a step stands what the app's processes used; all instances are sent a part of it")
    void saturation() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Node node = Node.start(Fixture.settings(data), CLOCK);
        NodeTarget target = new NodeTarget(data, CLOCK);
        try {
            Path work = Files.createDirectory(folder.resolve("work"));
            String spins = "while :; do :; done & ";
            DeploymentSpec spec = Fixture.size(Fixture.spec("r1-t1", work, spins + Fixture.app("")), 2);
            Observation.Deployment running = Fixture.healthy(target, Fixture.token(1), spec);
            LoadOrder.Asked asked = new LoadOrder.Asked(
                    running.instances().stream()
                            .map(one -> new Target(
                                    one.address().getHost(), one.address().getPort()))
                            .toList(),
                    List.of(spec.id()),
                    Optional.of(running.commit()));
            LoadOrder.Watched watched =
                    new LoadOrder.Watched(Optional.of(Fixture.SLOT), List.of(), List.of(), Duration.ofMinutes(1));

            Measured step = valid(performed(order(List.of(1), asked, watched), deafTo(target)));

            assertThat(step.beside().alerts()).isEqualTo(new FiredAlerts.NotAsked());
            assertThat(step.beside().saturation()).isInstanceOfSatisfying(Saturation.Known.class, known -> {
                assertThat(known.cpu()).isGreaterThan(10).isLessThanOrEqualTo(100L * known.cores() + 50);
                assertThat(known.memory()).isGreaterThan(1L << 20);
                assertThat(known.machine()).isGreaterThan(20);
                assertThat(known.cores()).isPositive();
            });
            assertThat(running.instances())
                    .allSatisfy(one -> assertThat(noted(one)).contains("GET"));
        } finally {
            target.down(true);
            node.close();
        }
    }

    private static String noted(Observation.Instance instance) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Fixture.get(client, instance.address(), "/noted").body();
        }
    }

    private static Measured valid(LoadReport report) {
        return report.rungs().stream()
                .map(Rung::measured)
                .filter(one -> one.invalid().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("TRF-4: a target that cannot tell is not known, and not 0")
    void a_target_that_cannot_tell() throws IOException {
        HttpServer app = server(() -> {});
        try {
            LoadOrder.Asked asked =
                    new LoadOrder.Asked(List.of(target(app)), List.of(new DeploymentId("r1-t1")), Optional.empty());
            LoadOrder.Watched watched =
                    new LoadOrder.Watched(Optional.of(Fixture.SLOT), List.of(), List.of(), Duration.ofMinutes(1));
            Bystanders field = new Bystanders(
                    (_, _) -> new Reply.Unknown<>("this target cannot tell"),
                    Bystanders.NOBODY.counted(),
                    Bystanders.NOBODY.alerts());

            LoadReport report = performed(order(List.of(1), asked, watched), field);

            assertThat(valid(report).beside().saturation())
                    .isEqualTo(new Saturation.Unknown("this target cannot tell"));
            assertThat(report.verdict()).isInstanceOf(LoadVerdict.Borne.class);
        } finally {
            app.stop(0);
        }
    }

    @Test
    @DisplayName("TRF-4: an alert that begins to fire at a step stands beside that step, and ends the test there")
    void an_alert_fires() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        try (AlertmanagerServer alerts = new AlertmanagerServer(folder)) {
            post(alerts, "Before", CLOCK.instant().plus(Duration.ofHours(1)));
            HttpServer app = server(() -> {
                if (asked.incrementAndGet() > REQUESTS) {
                    post(alerts, "HighErrorRate", CLOCK.instant().plus(Duration.ofHours(1)));
                }
            });
            try {
                LoadReport report = performed(
                        order(List.of(1, 2, 5), LoadOrder.Asked.at(target(app)), watched(alerts)),
                        new Bystanders(
                                Bystanders.NOBODY.used(),
                                Bystanders.NOBODY.counted(),
                                ending(alerts, "HighErrorRate")));

                List<Rung> valid = report.rungs().stream()
                        .filter(rung -> rung.measured().invalid().isEmpty())
                        .toList();
                assertThat(valid)
                        .extracting(Rung::name)
                        .startsWith("1x", "2x", "2x")
                        .doesNotContain("5x");
                assertThat(valid.getFirst().measured().beside().alerts()).isEqualTo(new FiredAlerts.Told(List.of()));
                assertThat(valid.get(1).measured().beside().alerts())
                        .isEqualTo(new FiredAlerts.Told(List.of("HighErrorRate")));
                assertThat(report.verdict().because()).startsWith("at 2x the alert HighErrorRate fires");
            } finally {
                app.stop(0);
            }
        }
    }

    @Test
    @DisplayName(
            "GATE-2: where the alert source does not answer the alerts of a step are not known, and nothing passes")
    void nobody_tells_of_alerts() throws IOException, InterruptedException {
        HttpServer app = server(() -> {});
        LoadOrder order;
        try (AlertmanagerServer alerts = new AlertmanagerServer(folder)) {
            order = order(List.of(1), LoadOrder.Asked.at(target(app)), watched(alerts));
        }
        try {
            LoadReport report =
                    performed(order, new Bystanders(Bystanders.NOBODY.used(), Bystanders.NOBODY.counted(), source()));

            assertThat(report.rungs())
                    .allSatisfy(rung ->
                            assertThat(rung.measured().beside().alerts()).isInstanceOf(FiredAlerts.Unknown.class));
            assertThat(report.verdict()).isInstanceOf(LoadVerdict.Unknown.class);
        } finally {
            app.stop(0);
        }
    }

    private static LoadOrder.Watched watched(AlertmanagerServer alerts) {
        AlertWatch watch = new AlertWatch(
                "alerts",
                new MonitorServer(alerts.url().toString(), Optional.empty()),
                Map.of("env", "$ENV"),
                Optional.empty(),
                AlertWatch.Silenced.WAIT,
                Optional.empty());
        return new LoadOrder.Watched(Optional.of(Fixture.SLOT), List.of(watch), List.of(), Duration.ofMinutes(1));
    }

    private static AlertmanagerSource source() {
        return new AlertmanagerSource(
                new Limits(Duration.ofSeconds(30), 1 << 20, Duration.ofMinutes(5)), _ -> Credential.NONE);
    }

    /// Fires from an hour ago until then.
    private static void post(AlertmanagerServer alerts, String name, Instant until) {
        try {
            Instant from = CLOCK.instant().minus(Duration.ofHours(1));
            String _ = alerts.post("/api/v2/alerts", """
                    [{"labels":{"alertname":"%s","env":"beta"},"startsAt":"%s","endsAt":"%s"}]
                    """.formatted(name, from, until));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the alert once it was heard.
    private static AlertSource ending(AlertmanagerServer alerts, String name) {
        return (watch, slot, now) -> {
            AlertAnswer answer = source().ask(watch, slot, now);
            if (answer instanceof AlertAnswer.Told(List<Alert> all)
                    && all.stream().anyMatch(alert -> alert.name().equals(name))) {
                post(alerts, name, CLOCK.instant());
            }
            return answer;
        };
    }

    private static HttpServer server(Runnable asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.run();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Target target(HttpServer server) {
        return new Target("127.0.0.1", server.getAddress().getPort());
    }
}
