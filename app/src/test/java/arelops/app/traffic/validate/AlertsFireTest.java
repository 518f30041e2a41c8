package arelops.app.traffic.validate;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.alerts.alertmanager.AlertmanagerServer;
import arelops.app.alerts.alertmanager.AlertmanagerSource;
import arelops.app.alerts.alertmanager.Limits;
import arelops.app.ask.Credential;
import arelops.app.metrics.prometheus.PrometheusServer;
import arelops.app.metrics.router.RouterTotals;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.InjectedFault;
import arelops.core.alarm.Mark;
import arelops.core.alarm.Validation;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.testkit.Patience;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules of a real Prometheus on what the router counts, told by a real Alertmanager.
class AlertsFireTest {
    /// `TooHigh` is what somebody set far too high.
    private static final String RULES = """
            groups:
              - name: shop
                interval: 500ms
                rules:
                  - {alert: Watchdog, expr: 'vector(1)'}
                  - alert: HighErrorRate
                    expr: >
                      sum by (env) (increase(arelops_request_errors_total[4s]))
                      / sum by (env) (increase(arelops_requests_total[4s])) > 0.02
                  - alert: TooHigh
                    expr: >
                      sum by (env) (increase(arelops_request_errors_total[4s]))
                      / sum by (env) (increase(arelops_requests_total[4s])) > 0.9
                  - alert: SlowRequests
                    expr: >
                      histogram_quantile(0.99, sum by (env, le)
                      (increase(arelops_request_duration_seconds_bucket[4s]))) > 1
            """;

    private static final Alarm ERRORS = Alarm.alert("HighErrorRate");
    private static final Alarm SLOW = Alarm.alert("SlowRequests");
    private static final Alarm TOO_HIGH = Alarm.alert("TooHigh");
    private static final Duration WITHIN = Duration.ofSeconds(12);

    @TempDir
    Path folder;

    private Optional<AlertmanagerServer> alertmanager = Optional.empty();
    private Optional<PrometheusServer> prometheus = Optional.empty();
    private Optional<TriedNode> node = Optional.empty();
    private Optional<HttpServer> exporter = Optional.empty();

    @BeforeEach
    void monitoring() throws IOException, InterruptedException {
        AlertmanagerServer alerts = new AlertmanagerServer(folder);
        alertmanager = Optional.of(alerts);
        TriedNode tried = new TriedNode(
                Files.createDirectory(folder.resolve("data")), Files.createDirectory(folder.resolve("work")));
        node = Optional.of(tried);
        HttpServer metrics = exporting(tried);
        exporter = Optional.of(metrics);
        PrometheusServer server =
                new PrometheusServer(Files.createDirectory(folder.resolve("prometheus")), "", """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [%s]
                alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                scrape_configs:
                  - {job_name: router, static_configs: [{targets: ['127.0.0.1:%d']}]}
                """.formatted(
                                Files.writeString(folder.resolve("rules.yml"), RULES),
                                alerts.target(),
                                metrics.getAddress().getPort()));
        prometheus = Optional.of(server);
        server.await("/api/v1/query?query=arelops_requests_total", "beta");
    }

    /// As `GET metrics` of the control API answers.
    private static HttpServer exporting(TriedNode node) throws IOException {
        RouterTotals totals = new RouterTotals(node.target()::windows);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = totals.text(List.of(TriedNode.BETA)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterEach
    void all_is_stopped() {
        prometheus.ifPresent(PrometheusServer::close);
        exporter.ifPresent(server -> server.stop(0));
        node.ifPresent(TriedNode::close);
        alertmanager.ifPresent(AlertmanagerServer::close);
    }

    private Validator.Report perform(List<AlarmPlan.Planned> runs) throws InterruptedException {
        AlertWatch watch = new AlertWatch(
                "alerts",
                new MonitorServer(alertmanager.orElseThrow().url().toString(), Optional.empty()),
                Map.of("env", "$ENV"),
                Optional.of("Watchdog"),
                AlertWatch.Silenced.WAIT,
                Optional.empty());
        TriedNode tried = node.orElseThrow();
        return tried.perform(
                tried.plan(WITHIN, new AlarmPlan.Watched(List.of(), List.of(watch)), runs),
                new AlertmanagerSource(
                        new Limits(Duration.ofSeconds(30), 1 << 20, Duration.ofMinutes(5)), _ -> Credential.NONE));
    }

    private static AlarmPlan.Planned planned(String fault, Alarm... expected) {
        return new AlarmPlan.Planned(Optional.of(InjectedFault.parse(fault)), Set.of(expected));
    }

    private static List<Mark> marks(Validator.Report report, Alarm alarm) {
        return report.validation().rows().stream()
                .filter(row -> row.alarm().equals(alarm))
                .flatMap(row -> row.cells().stream())
                .map(AlarmRun.Cell::mark)
                .toList();
    }

    @Test
    @DisplayName(
            "TRF-3: rules of a real Prometheus fire, by a real Alertmanager, at the fault that they are for; one that is too high is silent, one that nobody expected false")
    void alerts_fire() throws InterruptedException {
        // An app, or a Prometheus, that stood still for seconds is truly slow, or knows nothing.
        Patience.<InterruptedException>again(() -> {
            Validator.Report report = perform(List.of(
                    AlarmPlan.Planned.CLEAN,
                    planned("errors=20%", ERRORS),
                    planned("latency=3s@20%", SLOW),
                    planned("drop=20%", TOO_HIGH)));

            assertThat(marks(report, ERRORS)).containsExactly(Mark.QUIET, Mark.FIRED, Mark.QUIET, Mark.FALSE);
            assertThat(marks(report, SLOW)).containsExactly(Mark.QUIET, Mark.QUIET, Mark.FIRED, Mark.QUIET);
            assertThat(marks(report, TOO_HIGH)).containsExactly(Mark.QUIET, Mark.QUIET, Mark.QUIET, Mark.SILENT);
            assertThat(report.validation().verdict()).isInstanceOf(Validation.Verdict.Failed.class);
            assertThat(Validation.of(report.validation().runs().subList(0, 3)).verdict())
                    .isEqualTo(new Validation.Verdict.Passed());
        });
        assertThat(node.orElseThrow().answers()).containsOnly(200);
    }
}
