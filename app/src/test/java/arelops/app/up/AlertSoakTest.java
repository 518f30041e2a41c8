package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.alerts.alertmanager.AlertmanagerServer;
import arelops.app.metrics.prometheus.PrometheusServer;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts in a soak, on real parts: a Prometheus scrapes the app in BETA and evaluates rules, an Alertmanager tells.
class AlertSoakTest {
    private static final EnvironmentName BETA = EnvironmentName.BETA;
    private static final Slot SLOT = new Slot(Shop.APP, BETA);

    /// Answers every request well; its metrics say whether it is bad, of which commit it is, and whether there is a
    /// storm.
    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.io.File;
            import java.net.InetSocketAddress;

            public class App {
                static final String VERSION = "THE VERSION";

                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        String bad = VERSION.equals("bad") ? "1" : "0";
                        String storm = new File(System.getenv("STORM")).exists() ? "1" : "0";
                        byte[] body = ("app_bad{commit=\\"" + System.getenv("SHA") + "\\"} " + bad + "\\n"
                                + "storm " + storm + "\\n").getBytes();
                        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private static final String RULES = """
            groups:
              - name: shop
                interval: 1s
                rules:
                  - {alert: Watchdog, expr: 'vector(1)'}
                  - {alert: BadRelease, expr: 'max_over_time(app_bad[10s]) == 1', labels: {env: beta, severity: page}}
                  - {alert: Storm, expr: 'max_over_time(storm[10s]) == 1', labels: {env: beta, severity: page}}
            """;

    @TempDir
    Path folder;

    private Optional<AlertmanagerServer> alertmanager = Optional.empty();
    private Optional<PrometheusServer> prometheus = Optional.empty();
    private Optional<Shop> opened = Optional.empty();
    private Path storm;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService users = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<URI> address = new AtomicReference<>();

    @BeforeEach
    void a_shop_with_users_whose_first_release_is_settled() throws IOException, InterruptedException {
        AlertmanagerServer alerts = new AlertmanagerServer(folder);
        alertmanager = Optional.of(alerts);
        Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
        Path targets = Files.writeString(folder.resolve("targets.json"), "[]");
        prometheus =
                Optional.of(new PrometheusServer(Files.createDirectory(folder.resolve("prometheus")), "", """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                scrape_configs:
                  - job_name: shop
                    file_sd_configs: [{files: [%s], refresh_interval: 1s}]
                """.formatted(
                                rules, alerts.target(), targets)));
        Shop shop = Shop.in(folder, InstantSource.system());
        opened = Optional.of(shop);
        storm = folder.resolve("storm");
        String config = Shop.CONFIG
                .replace("window: 1s", """
                        window: 2s
                        watch:
                          alerts: {from: alertmanager, server: "%s", labels: {env: $ENV}, release: commit}
                        """.formatted(alerts.url()).stripTrailing())
                .replace("beta: {soak: {length: 1s, samples: 1}}", """
                        beta:
                            soak: {length: 6s, samples: 10}
                            env: {STORM: %s}
                        """.formatted(storm)
                        .stripTrailing());
        Files.writeString(shop.repository().resolve(".arelops.yaml"), config);
        CommitId first = commit("1");
        shop.start("c1");
        var _ = users.scheduleWithFixedDelay(this::ask, 0, 20, TimeUnit.MILLISECONDS);
        shop.stepUntil("the first is settled in BETA", () -> {
            if (shop.engine().controller().board().observed().isPresent()) {
                address.set(shop.address(BETA));
            }
            return shop.settled(BETA, first);
        });
        Path next = Files.writeString(
                folder.resolve("next.json"),
                "[{\"targets\":[\"127.0.0.1:" + shop.address(BETA).getPort() + "\"]}]");
        Files.move(next, targets, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        prometheus.get().await("/api/v1/query?query=app_bad", first.hex());
    }

    /// One user, whom the router does not know yet.
    private void ask() {
        URI uri = address.get();
        if (uri == null) {
            return;
        }
        try {
            client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException _) {
            // A user who got no answer; the windows count it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Shop shop() {
        return opened.orElseThrow();
    }

    private CommitId commit(String version) throws IOException, InterruptedException {
        return shop().commitApp(version, SOURCE);
    }

    @AfterEach
    void everything_is_stopped() {
        users.shutdownNow();
        client.close();
        opened.ifPresent(Shop::close);
        prometheus.ifPresent(PrometheusServer::close);
        alertmanager.ifPresent(AlertmanagerServer::close);
    }

    private void serves(CommitId commit) {
        shop().step(1);
        shop().approve(commit);
        shop().stepUntil("the next serves in BETA", () -> shop().tag("BETA").equals(Optional.of(commit)));
    }

    private List<Entry> entries() {
        return shop().engine().controller().newest(200);
    }

    @Test
    @DisplayName("LINE-5, BET-4: a release that an alert names, beside a stable that it does not, is rejected: the tag"
            + " moves back")
    void an_alert_that_names_the_release_rejects_it() throws Exception {
        CommitId first = shop().tag("BETA").orElseThrow();
        CommitId second = commit("bad");
        serves(second);

        shop().stepUntil("BETA is back", () -> shop().tag("BETA").equals(Optional.of(first)));

        assertThat(entries())
                .filteredOn(entry -> entry.fact() instanceof Fact.Controlled)
                .first()
                .extracting(Entry::because)
                .asString()
                .contains("alert BadRelease (severity page, ", "fires in two windows running");
        assertThat(shop().said("rejected"))
                .contains("alert BadRelease (severity page, ", "it names this release, and stable runs beside it");
        assertThat(shop().ledger().openErrors()).hasSize(1);
        assertThat(shop().verify().findings()).isEmpty();
        assertThat(new GitCommand(shop().repository()).run("log", "-p", "--format=", "refs/arelops/ledger"))
                .contains("alerts.json", "\"alertname\":\"BadRelease\"");
    }

    @Test
    @DisplayName("LINE-5: an alert that does not tell of which release holds the environment; the tag stays")
    void an_alert_of_the_environment_holds_it() throws Exception {
        CommitId second = commit("2");
        serves(second);
        Files.writeString(storm, "");

        shop().stepUntil(
                        "the soak is measured once more",
                        () -> shop().ledger()
                                .slot(SLOT)
                                .attempt()
                                .orElseThrow()
                                .control()
                                .isPresent());
        Files.delete(storm);
        shop().stepUntil(
                        "BETA is held",
                        () -> shop().ledger().slot(SLOT).guard().hold().isPresent());

        assertThat(shop().ledger().slot(SLOT).guard().hold().orElseThrow().because())
                .contains("alert Storm (severity page, ", "fired while");
        assertThat(shop().tag("BETA")).contains(second);
        assertThat(shop().ledger().errors()).isEmpty();
    }

    @Test
    @DisplayName("LINE-5: while the Alertmanager is down no window counts, and the reason is told")
    void an_alertmanager_that_is_down() throws Exception {
        CommitId second = commit("2");
        alertmanager.orElseThrow().close();
        serves(second);

        shop().stepUntil(
                        "two windows were seen",
                        () -> shop().windows(BETA) > 2 && shop().why(BETA).contains("soaks"));

        assertThat(shop().why(BETA))
                .contains("0 of 3 windows, 0 requests, the last does not count: Alertmanager at http://127.0.0.1:")
                .contains("nothing answers there");
        assertThat(shop().settled(BETA, second)).isFalse();
    }
}
