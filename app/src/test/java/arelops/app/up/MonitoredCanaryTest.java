package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.alerts.alertmanager.AlertmanagerServer;
import arelops.app.metrics.prometheus.PrometheusServer;
import arelops.core.canary.Measured.Standing;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.CanaryView;
import arelops.core.release.Decision;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A canary on real parts that a Prometheus scrapes and evaluates rules on, and an Alertmanager tells of.
class MonitoredCanaryTest {
    private static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;

    /// Answers every request well; what its queue is like its version says, and so whether it is bad.
    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            public class App {
                static final String VERSION = "THE VERSION";

                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        String queue = VERSION.equals("long") ? "50" : "10";
                        String bad = VERSION.equals("bad") ? "1" : "0";
                        byte[] body = ("queue " + queue + "\\n"
                                + "app_bad{commit=\\"" + System.getenv("SHA") + "\\"} " + bad + "\\n").getBytes();
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
                  - {alert: BadRelease, expr: 'max_over_time(app_bad{env="production"}[10s]) == 1'}
            """;

    private static final String CONFIG =
            Shop.SHORT_LINE.replace("canary: off", "canary: {steps: [50%], each: 10m, samples: 20}") + """
            watch:
              errors: {max: 20%, worse: 100%}
              p99: {max: 5s, worse: 900%}
              queue: {server: "PROMETHEUS", query: 'max(queue{env="$ENV",role="$ROLE"})', worse: 20%}
              alerts: {from: alertmanager, server: "ALERTS", labels: {env: $ENV}, release: commit}
            """;

    @TempDir
    Path folder;

    private Optional<AlertmanagerServer> alertmanager = Optional.empty();
    private Optional<PrometheusServer> prometheus = Optional.empty();
    private Optional<Shop> opened = Optional.empty();
    private Optional<ShopApi> api = Optional.empty();
    private Path targets;

    @BeforeEach
    void a_shop_whose_first_release_is_settled() throws IOException, InterruptedException {
        AlertmanagerServer alerts = new AlertmanagerServer(folder);
        alertmanager = Optional.of(alerts);
        Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
        targets = Files.writeString(folder.resolve("targets.json"), "[]");
        PrometheusServer server =
                new PrometheusServer(Files.createDirectory(folder.resolve("prometheus")), "", """
                global: {scrape_interval: 250ms, scrape_timeout: 250ms, evaluation_interval: 1s}
                rule_files: [%s]
                alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                scrape_configs:
                  - job_name: shop
                    file_sd_configs: [{files: [%s], refresh_interval: 1s}]
                """.formatted(
                                rules, alerts.target(), targets));
        prometheus = Optional.of(server);
        Shop shop = Shop.in(
                folder,
                InstantSource.system(),
                CONFIG.replace("PROMETHEUS", server.url().toString())
                        .replace("ALERTS", alerts.url().toString()));
        opened = Optional.of(shop);
        CommitId first = shop.commitApp("1", SOURCE);
        shop.start("c1");
        shop.stepUntil("the first is settled", () -> shop.settled(PRODUCTION, first));
        api = Optional.of(ShopApi.of(shop));
    }

    @AfterEach
    void everything_is_stopped() {
        api.ifPresent(ShopApi::close);
        opened.ifPresent(Shop::close);
        prometheus.ifPresent(PrometheusServer::close);
        alertmanager.ifPresent(AlertmanagerServer::close);
    }

    private Shop shop() {
        return opened.orElseThrow();
    }

    private URI production() {
        return shop().target(PRODUCTION).address().byPort();
    }

    /// Steps until then, and keeps Prometheus told of which instance is of which arm.
    private void stepUntil(String what, Shop.Condition condition) {
        shop().stepUntil(what, () -> {
            discover();
            return condition.holds();
        });
    }

    /// What Prometheus would ask the API for by itself, were its config written after the shop's.
    private void discover() throws IOException, InterruptedException {
        ShopApi.Got told = api.orElseThrow().get(Shop.AUTHOR, "scrape");
        assertThat(told.status()).isEqualTo(200);
        Path next = Files.writeString(folder.resolve("next.json"), told.body().toString());
        Files.move(next, targets, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Decision decision() {
        return Optional.ofNullable(shop().board().apps().get(Shop.APP))
                .flatMap(app -> Optional.ofNullable(app.line().get(PRODUCTION)))
                .orElseThrow();
    }

    private String gates() {
        return decision() instanceof Decision.Wait waits ? waits.gates().toString() : "";
    }

    private String ledger() throws IOException, InterruptedException {
        return new GitCommand(shop().repository()).run("log", "-p", "--format=", "refs/arelops/ledger");
    }

    @Test
    @DisplayName("CAN-2, CAN-3: a release whose queue is longer is rejected by its canary, though it answers as well;"
            + " the numbers are kept")
    void a_release_that_prometheus_knows_to_be_worse_is_rejected() throws Exception {
        CommitId first = shop().tag("PRODUCTION").orElseThrow();
        try (SteadyLoad load = new SteadyLoad(production())) {
            CommitId second = shop().commitApp("long", SOURCE);
            stepUntil("it is rejected", () -> !shop().ledger().openErrors().isEmpty());

            assertThat(shop().said("rejected"))
                    .contains("its canary on", "queue is 50.0 against 10.0 (+4", "the limit is +20 %");
            assertThat(shop().ledger().openErrors().getFirst().suspects()).containsExactly(second);
            assertThat(shop().tag("PRODUCTION")).contains(first);
            assertThat(load.failures()).isEmpty();
        }
        assertThat(ledger())
                .contains("samples.json", "\"metrics\":{\"queue\":[", "metrics.json", "max(queue{env=")
                .contains("\"query\":", "\"untold\":");
        assertThat(shop().verify().findings()).isEmpty();
    }

    @Test
    @DisplayName("PRO-4: an alert that names the canary in two windows running rejects it; its tag never moved")
    void an_alert_that_names_the_canary_rejects_it() throws Exception {
        CommitId first = shop().tag("PRODUCTION").orElseThrow();
        try (SteadyLoad load = new SteadyLoad(production())) {
            CommitId bad = shop().commitApp("bad", SOURCE);
            stepUntil("it is rejected", () -> !shop().ledger().openErrors().isEmpty());

            assertThat(shop().said("rejected"))
                    .contains("its canary on", "alert BadRelease (", "fires in two windows running")
                    .contains("it names this release, and its baseline runs beside it");
            assertThat(shop().ledger().openErrors().getFirst().suspects()).containsExactly(bad);
            assertThat(shop().tag("PRODUCTION")).contains(first);
            assertThat(load.failures()).isEmpty();
        }
        assertThat(ledger()).contains("alerts.json", "\"alertname\":\"BadRelease\"");
    }

    @Test
    @DisplayName(
            "CAN-1: a release whose queue is as long is shown to be no worse; while Prometheus is down, nothing is")
    void while_prometheus_is_down_nothing_is_known() throws Exception {
        CommitId first = shop().tag("PRODUCTION").orElseThrow();
        CommitId second = shop().commitApp("2", SOURCE);
        try (SteadyLoad load = new SteadyLoad(production())) {
            stepUntil("it is tried", () -> shop().why(PRODUCTION).contains("is tried on 50 %"));
            assertThat(Files.readString(targets))
                    .contains("\"role\":\"canary\"", "\"role\":\"baseline\"", "\"role\":\"stable\"")
                    .contains("\"instance\":\"shop-production-r", "\"sha\":\"" + second.hex());
            stepUntil("its queue is shown to be no worse", () -> queue().equals(Optional.of(Standing.NOT_WORSE)));

            prometheus.orElseThrow().close();
            stepUntil("nothing is known", () -> gates().contains("No data: queue had no values in the last"));

            assertThat(gates())
                    .contains("queue has no value in the last window: Prometheus at http://127.0.0.1:")
                    .contains("nothing answers there");
            assertThat(shop().tag("PRODUCTION")).contains(first);
            assertThat(shop().tag("PRODUCTION-canary")).contains(second);
            assertThat(load.failures()).isEmpty();
        }
    }

    /// How the judge takes the queue at its newest look.
    private Optional<Standing> queue() {
        return CanaryView.of(shop().board().observed().orElseThrow().line(Shop.APP), PRODUCTION).stream()
                .flatMap(view -> view.judgement().judgement().measures().stream())
                .filter(one -> one.name().equals("queue"))
                .map(one -> one.evidence().standing())
                .findFirst();
    }
}
