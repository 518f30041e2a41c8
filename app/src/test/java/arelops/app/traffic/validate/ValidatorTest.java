package arelops.app.traffic.validate;

import static arelops.app.traffic.validate.TriedNode.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import arelops.app.alerts.AlertSource;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Answers;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.issued.Issued;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Expectations;
import arelops.core.alarm.InjectedFault;
import arelops.core.alarm.Mark;
import arelops.core.alarm.Validation;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Watch;
import arelops.core.release.AlertAnswer;
import arelops.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thresholds on a real router with a real app, a real replay, and another user beside it.
class ValidatorTest {
    private static final Duration WITHIN = TriedNode.WINDOW.multipliedBy(8);
    private static final AlertSource NO_ALERTS = (_, _, _) -> new AlertAnswer.Told(List.of());

    @TempDir
    Path data;

    @TempDir
    Path work;

    private TriedNode node;

    @BeforeEach
    void a_node() {
        node = new TriedNode(data, work);
    }

    @AfterEach
    void it_is_stopped() {
        node.close();
    }

    private static AlarmPlan.Watched thresholds(List<Watch> watches) {
        return new AlarmPlan.Watched(watches, List.of());
    }

    private static List<AlarmPlan.Planned> runs(List<Watch> watches, List<InjectedFault> faults) {
        return Stream.concat(
                        Stream.of(AlarmPlan.Planned.CLEAN),
                        faults.stream()
                                .map(fault ->
                                        new AlarmPlan.Planned(Optional.of(fault), Expectations.of(fault, watches))))
                .toList();
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
            "TRF-3: a clean replay fires nothing, each fault the thresholds that fit it and no other, and other users notice nothing")
    void all_fire() throws InterruptedException {
        List<Watch> watches = limits(2, Duration.ofSeconds(1));
        List<InjectedFault> faults = Expectations.faults(watches);
        assertThat(faults).hasToString("[errors=20%, latency=2s@20%, drop=20%]");

        // An app that stood still for a second is truly slow.
        Patience.<InterruptedException>again(() -> {
            Validator.Report report =
                    node.perform(node.plan(WITHIN, thresholds(watches), runs(watches, faults)), NO_ALERTS);

            assertThat(report.validation().verdict()).isEqualTo(new Validation.Verdict.Passed());
            assertThat(marks(report, Alarm.threshold("errors")))
                    .containsExactly(Mark.QUIET, Mark.FIRED, Mark.QUIET, Mark.FIRED);
            assertThat(marks(report, Alarm.threshold("p99")))
                    .containsExactly(Mark.QUIET, Mark.QUIET, Mark.FIRED, Mark.QUIET);
            assertThat(report.runs()).allMatch(one -> one.requests() > 100);
            assertThat(report.runs().stream()
                            .map(Validator.Performed::harmed)
                            .toList()
                            .getFirst())
                    .isZero();
            assertThat(report.runs().stream().skip(1)).allMatch(one -> one.harmed() > 10);
        });
        assertThat(node.answers()).hasSizeGreaterThan(50).containsOnly(200);
    }

    @Test
    @DisplayName("TRF-3: a threshold that is set far too high stays silent, and fails the validation")
    void too_high() throws InterruptedException {
        List<Watch> watches = limits(60, Duration.ofSeconds(1));

        Patience.<InterruptedException>again(() -> {
            Validator.Report report = node.perform(
                    node.plan(WITHIN, thresholds(watches), runs(watches, List.of(InjectedFault.parse("errors=20%")))),
                    NO_ALERTS);

            assertThat(marks(report, Alarm.threshold("errors"))).containsExactly(Mark.QUIET, Mark.SILENT);
            assertThat(report.validation().verdict())
                    .isInstanceOfSatisfying(
                            Validation.Verdict.Failed.class,
                            failed -> assertThat(failed.sentences())
                                    .singleElement()
                                    .asString()
                                    .startsWith("the threshold errors was silent at errors=20%: errors were at most ")
                                    .endsWith(" %, the limit is 60%"));
        });
    }

    @Test
    @DisplayName(
            "TRF-3: what answers issue is sent back in each lap, so that an app that refuses old ids is no false alarm")
    void issued() throws InterruptedException {
        Recording recording = TriedNode.withTickets(data.resolve("tickets"));
        AlarmPlan usual =
                node.plan(WITHIN, thresholds(limits(2, Duration.ofSeconds(1))), List.of(AlarmPlan.Planned.CLEAN));
        Links links = AlarmPlan.Sending.links(recording, Fence.standard(), WITHIN);

        Answers linked = node.perform(sending(usual, recording, links), NO_ALERTS)
                .runs()
                .getFirst()
                .replay()
                .orElseThrow()
                .answers();
        Answers recorded = node.perform(sending(usual, recording, Links.NONE), NO_ALERTS)
                .runs()
                .getFirst()
                .replay()
                .orElseThrow()
                .answers();

        assertThat(links.size()).isEqualTo(20);
        assertThat(linked.statuses()).containsOnlyKeys(2);
        assertThat(linked.issued().substituted()).isGreaterThan(2 * links.size());
        assertThat(linked.issued().missed()).isZero();
        assertThat(recorded.statuses()).containsKey(5);
        assertThat(recorded.issued()).isEqualTo(Issued.NONE);
    }

    private static AlarmPlan sending(AlarmPlan usual, Recording recording, Links links) {
        AlarmPlan.Sending sending = usual.sending();
        return new AlarmPlan(
                usual.slot(),
                usual.runs(),
                usual.watched(),
                usual.patience(),
                new AlarmPlan.Sending(recording, sending.multiplier(), sending.fence(), sending.limits(), links));
    }

    @Test
    @DisplayName("TRF-3: an alert source that does not answer makes it invalid, never passed, and nothing is sent")
    void unheard() throws InterruptedException {
        List<Watch> watches = limits(2, Duration.ofSeconds(1));
        AlertWatch watch = new AlertWatch(
                "alerts",
                new MonitorServer("http://127.0.0.1:1", Optional.empty()),
                Map.of("env", "$ENV"),
                Optional.empty(),
                AlertWatch.Silenced.WAIT,
                Optional.empty());
        AlarmPlan plan = node.plan(
                WITHIN,
                new AlarmPlan.Watched(watches, List.of(watch)),
                List.of(
                        AlarmPlan.Planned.CLEAN,
                        new AlarmPlan.Planned(
                                Optional.of(InjectedFault.parse("errors=20%")), Set.of(Alarm.threshold("errors")))));
        AlarmPlan impatient = new AlarmPlan(
                plan.slot(),
                plan.runs(),
                plan.watched(),
                new AlarmPlan.Patience(WITHIN, Duration.ofSeconds(2)),
                plan.sending());

        Validator.Report report = node.perform(impatient, (_, _, _) -> new AlertAnswer.Unknown("nobody answers"));

        assertThat(report.validation().verdict()).isInstanceOf(Validation.Verdict.Invalid.class);
        assertThat(report.runs()).allMatch(one -> one.replay().isEmpty());
        assertThat(report.validation().verdict().toString()).contains("nobody answers");
    }

    @Test
    @DisplayName("TRF-3: PRODUCTION is refused, whoever asks")
    void production() {
        AlarmPlan beta = node.plan(WITHIN, thresholds(limits(2, Duration.ofSeconds(1))), List.of());
        AlarmPlan plan = new AlarmPlan(
                new Slot(new AppName("hello"), EnvironmentName.PRODUCTION),
                List.of(AlarmPlan.Planned.CLEAN),
                beta.watched(),
                beta.patience(),
                beta.sending());

        assertThat(catchThrowableOfType(Fault.class, () -> node.perform(plan, NO_ALERTS)))
                .returns("traffic.validate", Fault::code)
                .hasMessageContaining("No fault is injected in PRODUCTION");
    }
}
