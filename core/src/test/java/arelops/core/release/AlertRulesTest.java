package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.runs;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Unattributed.Finding;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5 with GATE-8: what becomes of a soak in which an alert fires.
class AlertRulesTest {
    private static Tale soaking(Tale tale, Small.Watched watched) {
        return tale.until(BETA, runs(Job.Phase.AFTER)).test(BETA, World.PASSED).watched(BETA, watched);
    }

    private static Tale soaking(Small.Watched watched) {
        return soaking(Tale.running(Small.alerting()), watched);
    }

    @Test
    @DisplayName("LINE-5: an alert in two windows running begins a control; alert and windows are its evidence")
    void an_alert_begins_a_control() {
        Tale tale = soaking(Small.Watched.ALARMED);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Controlled.class);
        assertThat(tale.act(BETA).because()).contains("alert HighErrors fires in two windows running", "beside stable");
        assertThat(((Action.Append) tale.act(BETA).action()).documents()).containsKey("alerts.json");
        assertThat(tale.act(BETA).gates())
                .extracting(gate -> gate.sentence())
                .first()
                .asString()
                .contains("alert HighErrors fires");
    }

    @Test
    @DisplayName("LINE-5: an alert that names the release, while stable runs beside it, rejects: the tag moves back")
    void an_alert_of_the_release_rejects() {
        Tale tale = soaking(Small.Watched.ACCUSED).look(BETA).look(BETA).compared(BETA, Small.Compared.NO_LONGER);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        assertThat(tale.act(BETA).because()).contains("alert HighErrors fires; it names this release");
        assertThat(((Action.Append) tale.act(BETA).action()).documents()).containsKey("alerts.json");
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.place(BETA).tag()).contains(Small.commit(0));
    }

    @Test
    @DisplayName("LINE-5: an alert that does not tell of which release holds the environment, and bars nothing")
    void an_alert_of_the_environment_holds() {
        Tale tale = soaking(Small.Watched.ALARMED).look(BETA).look(BETA).compared(BETA, Small.Compared.NO_LONGER);

        assertThat(tale.waits(BETA).because())
                .contains("measured once more in BETA", "it does not tell of which release");
        tale.later(Duration.ofHours(1));
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Unattributed(
                        Small.slot(BETA),
                        tale.state(BETA).attempt().orElseThrow().token(),
                        Finding.NO_DATA));
        tale.until(BETA, records(Fact.Held.class));
        assertThat(tale.act(BETA).because()).startsWith("alert HighErrors fired while ");
        assertThat(tale.state(BETA).standing().bars()).isEmpty();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("GATE-8: a crossing of the release alone rejects it, also where the alert does not tell")
    void windows_tell_what_the_alert_does_not() {
        Tale tale = soaking(Small.Watched.ALARMED).look(BETA).look(BETA).compared(BETA, Small.Compared.RELEASE);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        assertThat(tale.act(BETA).because()).contains("errors at 90.0 %", "stable kept it");
    }

    @Test
    @DisplayName("LINE-5: a source that is never heard lets nothing settle: the attempt fails with the reason")
    void an_unheard_source_fails_the_attempt() {
        Tale tale = soaking(Small.Watched.UNHEARD);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(BETA).because())
                .contains("its alerts are not known", "the last does not count: nothing answers there");
    }

    @Test
    @DisplayName("LINE-5: rules that watch no alerts do not ask for them")
    void rules_without_alerts() {
        Tale tale = soaking(Tale.running(), Small.Watched.ALARMED);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Settled.class);
    }
}
