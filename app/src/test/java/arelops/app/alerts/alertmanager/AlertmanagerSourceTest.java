package arelops.app.alerts.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.ask.Credential;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Alertmanager, which is told of alerts as a rule engine tells it.
class AlertmanagerSourceTest {
    private static final Slot BETA = new Slot(new AppName("shop"), EnvironmentName.BETA);
    private static final Slot PRODUCTION = new Slot(new AppName("shop"), EnvironmentName.PRODUCTION);

    @TempDir
    Path folder;

    private AlertmanagerServer server;
    private final AlertmanagerSource source = new AlertmanagerSource(
            new Limits(Duration.ofSeconds(30), 1 << 20, Duration.ofMinutes(5)), _ -> Credential.NONE);

    @BeforeEach
    void a_server() throws IOException, InterruptedException {
        server = new AlertmanagerServer(folder);
    }

    @AfterEach
    void it_is_stopped() {
        if (server != null) {
            server.close();
        }
    }

    private AlertAnswer ask(Slot slot, Instant now) {
        return source.ask(
                new AlertWatch(
                        "alerts",
                        new MonitorServer(server.url().toString(), Optional.empty()),
                        Map.of("env", "$ENV", "team", "a \"b\" \\c, {d}"),
                        Optional.of("Watchdog"),
                        AlertWatch.Silenced.WAIT,
                        Optional.empty()),
                slot,
                now);
    }

    private List<Alert> told(Slot slot) {
        return ask(slot, Instant.now()) instanceof AlertAnswer.Told told ? told.alerts() : List.of();
    }

    private void fires(String name, String env) throws IOException, InterruptedException {
        server.post("/api/v2/alerts", """
                [{"labels":{"alertname":"%s","env":"%s","team":"a \\"b\\" \\\\c, {d}"},"startsAt":"2026-01-02T12:00:00Z"}]
                """.formatted(name, env));
    }

    private void beats() throws IOException, InterruptedException {
        server.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Watchdog\"}}]");
    }

    @Test
    @DisplayName("LINE-5: a real Alertmanager tells the alerts of one environment, by labels of any text")
    void alerts_of_one_environment() throws Exception {
        beats();
        fires("HighErrors", "beta");
        fires("HighErrors", "passive");

        assertThat(told(BETA)).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("HighErrors");
            assertThat(alert.since()).isEqualTo(Instant.parse("2026-01-02T12:00:00Z"));
            assertThat(alert.labels()).containsEntry("team", "a \"b\" \\c, {d}");
            assertThat(alert.state()).isEqualTo(new Alert.State.Firing());
        });
        assertThat(ask(PRODUCTION, Instant.now())).isEqualTo(new AlertAnswer.Told(List.of()));
    }

    @Test
    @DisplayName("LINE-5: without the heartbeat, or with an old one, a real Alertmanager's peace is unknown")
    void the_heartbeat() throws Exception {
        assertThat(ask(BETA, Instant.now())).asString().contains("the alert Watchdog, which always fires");
        beats();

        assertThat(ask(BETA, Instant.now())).isEqualTo(new AlertAnswer.Told(List.of()));
        assertThat(ask(BETA, Instant.now().plus(Duration.ofHours(1))))
                .asString()
                .contains("was last heard of at");
    }

    @Test
    @DisplayName("LINE-5: a silence and an inhibition are told as such; an alert that is over is not told")
    void silences_and_inhibitions() throws Exception {
        beats();
        fires("HighErrors", "beta");
        Instant now = Instant.now();
        String silence = server.post("/api/v2/silences", """
                {"matchers":[{"name":"alertname","value":"HighErrors","isRegex":false}],"startsAt":"%s","endsAt":"%s",
                "createdBy":"ann","comment":"known"}
                """.formatted(now, now.plus(Duration.ofHours(1))));

        assertThat(told(BETA))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state())
                        .isInstanceOfSatisfying(
                                Alert.State.Silenced.class,
                                silenced -> assertThat(silence).contains(silenced.by())));

        fires("Slow", "passive");
        fires("Outage", "passive");
        Slot passive = new Slot(new AppName("shop"), EnvironmentName.PASSIVE);
        assertThat(told(passive))
                .filteredOn(alert -> alert.name().equals("Slow"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isInstanceOf(Alert.State.Inhibited.class));

        server.post("/api/v2/alerts", """
                [{"labels":{"alertname":"HighErrors","env":"beta","team":"a \\"b\\" \\\\c, {d}"},
                "startsAt":"2026-01-02T12:00:00Z","endsAt":"2026-01-02T12:30:00Z"}]
                """);
        assertThat(ask(BETA, Instant.now())).isEqualTo(new AlertAnswer.Told(List.of()));
    }
}
