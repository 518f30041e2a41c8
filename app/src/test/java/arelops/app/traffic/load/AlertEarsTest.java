package arelops.app.traffic.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.load.FiredAlerts;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import arelops.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which step an alert belongs to.
class AlertEarsTest {
    private static final Slot SLOT = new Slot(new AppName("shop"), EnvironmentName.PASSIVE);
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final Optional<CommitId> RELEASE = Optional.of(new CommitId("a".repeat(40)));
    private static final Optional<CommitId> STABLE = Optional.of(new CommitId("b".repeat(40)));

    private final SettableClock clock = new SettableClock(NOW);
    private AlertAnswer answer = new AlertAnswer.Told(List.of());
    private final AlertEars ears = new AlertEars(
            new LoadOrder.Watched(
                    Optional.of(SLOT),
                    List.of(new AlertWatch(
                            "alerts",
                            new MonitorServer("http://127.0.0.1:9093", Optional.empty()),
                            Map.of(),
                            Optional.empty(),
                            AlertWatch.Silenced.WAIT,
                            Optional.of("commit"))),
                    List.of(),
                    Duration.ofMinutes(1)),
            (_, _, _) -> answer,
            clock);

    private static Alert alert(String name, String commit, Alert.State state) {
        return new Alert(name, new TreeMap<>(Map.of("commit", commit)), NOW.minusSeconds(60), state);
    }

    private void says(Alert... alerts) {
        answer = new AlertAnswer.Told(List.of(alerts));
        ears.look();
    }

    private void fires(String... names) {
        says(List.of(names).stream()
                .map(name -> alert(name, "", new Alert.State.Firing()))
                .toArray(Alert[]::new));
    }

    private void silent(Duration time) {
        answer = new AlertAnswer.Unknown("no answer");
        clock.move(time);
        ears.look();
    }

    private static FiredAlerts told(String... names) {
        return new FiredAlerts.Told(List.of(names));
    }

    @Test
    @DisplayName("TRF-4: what fired before the step is not the step's")
    void only_what_began() {
        fires("Old");
        ears.begin(RELEASE);
        fires("Old", "New", "Another");
        fires("Old", "New");

        assertThat(ears.end()).isEqualTo(told("Another", "New"));
    }

    @Test
    void one_that_was_over_and_fires_again_began() {
        fires("Old");
        ears.begin(RELEASE);
        fires();
        fires("Old");

        assertThat(ears.end()).isEqualTo(told("Old"));
    }

    @Test
    @DisplayName("TRF-4: while an alert of one step still fires, nobody knows whether the next one would fire it")
    void one_that_lasts() {
        ears.begin(RELEASE);
        fires("Slow");
        assertThat(ears.end()).isEqualTo(told("Slow"));
        assertThat(ears.lasting()).contains("Slow");

        ears.begin(STABLE);
        assertThat(ears.end())
                .isEqualTo(new FiredAlerts.Unknown("the alert Slow, which an earlier step fired, still fires"));

        fires();
        assertThat(ears.lasting()).isEmpty();
        ears.begin(STABLE);
        assertThat(ears.end()).isEqualTo(told());
    }

    @Test
    void an_alert_that_names_another_commit_is_not_about_this_side() {
        ears.begin(RELEASE);
        says(
                alert("Slow", "b".repeat(12), new Alert.State.Firing()),
                alert("Slow", "a".repeat(12), new Alert.State.Firing()));
        assertThat(ears.end()).isEqualTo(told("Slow"));

        says();
        ears.begin(STABLE);
        says(alert("Slow", "a".repeat(12), new Alert.State.Firing()));
        assertThat(ears.end()).isEqualTo(told());
    }

    @Test
    @DisplayName("GATE-2: a source that is silent for too long is not known, and a short pause does not matter")
    void a_silent_source() {
        ears.begin(RELEASE);
        silent(Duration.ofSeconds(20));
        fires();
        assertThat(ears.end()).isEqualTo(told());

        ears.begin(RELEASE);
        silent(Duration.ofSeconds(31));
        fires();
        assertThat(ears.end()).isEqualTo(new FiredAlerts.Unknown("no answer"));
    }

    @Test
    void a_source_that_is_silent_at_the_end_is_not_known_but_what_fired_stands() {
        ears.begin(RELEASE);
        silent(Duration.ofSeconds(1));
        assertThat(ears.end()).isEqualTo(new FiredAlerts.Unknown("no answer"));

        fires();
        ears.begin(RELEASE);
        fires("Slow");
        silent(Duration.ofSeconds(1));
        assertThat(ears.end()).isEqualTo(told("Slow"));
    }

    @Test
    void one_that_somebody_silenced_is_not_known() {
        ears.begin(RELEASE);
        says(alert("Slow", "", new Alert.State.Silenced("s1")));

        assertThat(ears.end()).isEqualTo(new FiredAlerts.Unknown("the alert Slow came, and somebody silenced it"));
    }
}
