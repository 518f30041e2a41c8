package arelops.core.policy;

import static arelops.core.policy.PolicyChange.Direction.DIFFERENT;
import static arelops.core.policy.PolicyChange.Direction.LOOSER;
import static arelops.core.policy.PolicyChange.Direction.TIGHTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.DifferencePolicy.Found;
import arelops.core.policy.PolicyChange.Direction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CHG-4: a change of the rules shows what becomes looser")
class PolicyChangeTest {
    private static final Policy STANDARD = Policy.standard(new AppName("shop"));

    private static Policy production(UnaryOperator<EnvironmentPolicy> change) {
        return STANDARD.withLine(STANDARD.line().stream()
                .map(e -> e.name().equals(EnvironmentName.PRODUCTION) ? change.apply(e) : e)
                .toList());
    }

    /// The change goes this way, and its opposite the opposite way.
    private static void assertWay(Policy loose, Policy tight, String key) {
        assertThat(PolicyChange.between(tight, loose))
                .extracting(PolicyChange::key)
                .containsExactly(key);
        assertThat(PolicyChange.between(tight, loose))
                .extracting(PolicyChange::direction)
                .containsExactly(LOOSER);
        assertThat(PolicyChange.between(loose, tight))
                .extracting(PolicyChange::direction)
                .containsExactly(TIGHTER);
        assertThat(PolicyChange.loosens(PolicyChange.between(tight, loose))).isTrue();
        assertThat(PolicyChange.loosens(PolicyChange.between(loose, tight))).isFalse();
    }

    @Test
    void the_same_rules_have_no_differences() {
        assertThat(PolicyChange.between(STANDARD, Policy.standard(new AppName("shop"))))
                .isEmpty();
    }

    @Test
    void fewer_approvals_are_looser() {
        assertWay(STANDARD.withChanges(ChangeRules.STANDARD.withApprovals(Approvals.of(1))), STANDARD, "approvals");
    }

    @Test
    void a_shorter_soak_is_looser_whatever_the_units() {
        Policy shorter =
                production(e -> e.withProving(new Proving(Soak.of(Duration.ofMinutes(90)), e.canary(), e.accept())));

        assertWay(shorter, STANDARD, "environments.production.soak");
    }

    @Test
    void no_canary_is_looser_than_one_and_a_removed_step_is_looser() {
        Policy none = production(e -> e.withProving(new Proving(e.soak(), Optional.empty(), e.accept())));
        Policy two = production(e -> e.withProving(new Proving(
                e.soak(), Optional.of(CanaryPolicy.of(List.of(Percent.of(5), Percent.of(50)))), e.accept())));

        assertWay(none, STANDARD, "environments.production.canary");
        assertWay(two, STANDARD, "environments.production.canary");
    }

    @Test
    void a_load_test_that_stops_later_or_is_shorter_is_looser() {
        Policy strict = production(e -> loaded(e, Duration.ofMinutes(5), 1, Duration.ofMillis(300)));

        assertWay(
                production(e -> loaded(e, Duration.ofMinutes(1), 1, Duration.ofMillis(300))),
                strict,
                "environments.production.load.each");
        assertWay(
                production(e -> loaded(e, Duration.ofMinutes(5), 2, Duration.ofMillis(300))),
                strict,
                "environments.production.load.stop.errors");
        assertWay(
                production(e -> loaded(e, Duration.ofMinutes(5), 1, Duration.ofSeconds(1))),
                strict,
                "environments.production.load.stop.p99");
        assertWay(
                production(e -> loaded(e, Duration.ofMinutes(5), 1, Duration.ofMillis(300), false)),
                strict,
                "environments.production.load.stop.alerts");
    }

    @Test
    void answers_that_are_not_compared_or_held_less_are_looser() {
        Policy hold = production(e -> compared(e, Found.HOLD, "$.time"));

        assertThat(PolicyChange.between(hold, STANDARD))
                .filteredOn(change -> change.direction() == LOOSER)
                .extracting(PolicyChange::key)
                .contains("environments.production.diff");
        assertWay(production(e -> compared(e, Found.SHOW, "$.time")), hold, "environments.production.diff.found");
        assertWay(hold, production(e -> compared(e, Found.REJECT, "$.time")), "environments.production.diff.found");
        assertWay(
                production(e -> compared(e, Found.HOLD, "$.stock", "$.time")),
                hold,
                "environments.production.diff.ignore");
        assertWay(hold, production(e -> compared(e, Found.HOLD)), "environments.production.diff.ignore");
    }

    @Test
    void comparing_answers_at_last_is_tighter_whatever_is_left_out() {
        assertThat(PolicyChange.loosens(
                        PolicyChange.between(STANDARD, production(e -> compared(e, Found.SHOW, "$.time")))))
                .isFalse();
    }

    private static EnvironmentPolicy compared(EnvironmentPolicy e, Found found, String... ignore) {
        DifferencePolicy difference = new DifferencePolicy(found, List.of(ignore), LoadPolicy.DEFAULT_RECORDING);
        return e.withProving(e.proving()
                .with(new Proving.RecordedTraffic(
                        Optional.empty(), Optional.empty(), Optional.of(difference), Optional.empty())));
    }

    private static EnvironmentPolicy loaded(EnvironmentPolicy e, Duration each, int errors, Duration p99) {
        return loaded(e, each, errors, p99, true);
    }

    private static EnvironmentPolicy loaded(
            EnvironmentPolicy e, Duration each, int errors, Duration p99, boolean alerts) {
        LoadPolicy.Stop stop = new LoadPolicy.Stop(Optional.of(Percent.of(errors)), Optional.of(p99), alerts);
        LoadPolicy load = new LoadPolicy(List.of(1, 2), each, stop, LoadPolicy.DEFAULT_RECORDING);
        return e.withProving(
                e.proving().with(new Proving.RecordedTraffic(Optional.empty(), Optional.of(load), Optional.empty())));
    }

    @Test
    void a_load_test_that_lets_an_app_take_more_of_its_machine_is_looser() {
        Optional<ByteSize> half = Optional.of(ByteSize.ofMegabytes(512));
        LoadPolicy.Use some = new LoadPolicy.Use(Optional.of(Percent.of(80)), half);
        LoadPolicy.Use cores = new LoadPolicy.Use(Optional.of(Percent.of(90)), half);
        LoadPolicy.Use room = new LoadPolicy.Use(some.cpu(), Optional.of(ByteSize.ofMegabytes(2_000)));

        assertWay(
                production(e -> taking(e, cores)),
                production(e -> taking(e, some)),
                "environments.production.load.stop.cpu");
        assertWay(
                production(e -> taking(e, room)),
                production(e -> taking(e, some)),
                "environments.production.load.stop.memory");
        assertWay(
                production(e -> taking(e, new LoadPolicy.Use(Optional.empty(), half))),
                production(e -> taking(e, some)),
                "environments.production.load.stop.cpu");
    }

    private static EnvironmentPolicy taking(EnvironmentPolicy e, LoadPolicy.Use use) {
        LoadPolicy.Stop stop = new LoadPolicy.Stop(Optional.empty(), Optional.empty(), true, use);
        LoadPolicy load = new LoadPolicy(List.of(1), LoadPolicy.DEFAULT_EACH, stop, LoadPolicy.DEFAULT_RECORDING);
        return e.withProving(
                e.proving().with(new Proving.RecordedTraffic(Optional.empty(), Optional.of(load), Optional.empty())));
    }

    @Test
    void an_environment_taken_out_of_the_line_is_looser() {
        assertWay(STANDARD.withLine(STANDARD.line().subList(0, 2)), STANDARD, "line");
    }

    @Test
    void wider_hours_and_a_lifted_freeze_are_looser() {
        Policy hours = production(e -> admission(e, "mon-thu 09:00-16:00", List.of()));
        Policy wider = production(e -> admission(e, "mon-fri 09:00-16:00", List.of()));
        Policy frozen = production(
                e -> admission(e, "mon-thu 09:00-16:00", List.of(Freeze.parse("2026-12-24", ZoneOffset.UTC))));

        assertWay(wider, hours, "environments.production.hours");
        assertWay(hours, frozen, "environments.production.freeze");
        assertThat(PolicyChange.between(hours, STANDARD).getFirst().sentence())
                .isEqualTo("PRODUCTION opens always instead of mon-thu 09:00-16:00.");
    }

    private static EnvironmentPolicy admission(EnvironmentPolicy e, String hours, List<Freeze> freezes) {
        return e.withAdmission(
                new Admission(e.approvals(), Optional.of(Hours.parse(hours)), e.finish(), freezes, e.newer()));
    }

    @Test
    void a_removed_check_is_looser_and_so_is_a_milder_limit() {
        Policy high = checks(Amount.Severity.HIGH);
        Policy low = checks(Amount.Severity.LOW);

        assertWay(STANDARD, high, "checks.scan");
        assertWay(high, low, "checks.scan.max");
    }

    @Test
    void more_repeats_are_looser_even_where_none_were_declared() {
        Command once = Command.of("./accept");
        Command often = new Command("./accept", once.timeout(), new Retry(2));
        Check tests = new Check("tests", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), new Retry(3));
        Check plain = new Check("tests", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE);

        assertWay(accepted(often), accepted(once), "environments.production.accept.retry");
        assertWay(
                STANDARD.withChanges(ChangeRules.STANDARD.withChecks(Map.of("tests", tests))),
                STANDARD.withChanges(ChangeRules.STANDARD.withChecks(Map.of("tests", plain))),
                "checks.tests.retry");
    }

    private static Policy accepted(Command accept) {
        return production(rules -> rules.withProving(new Proving(rules.soak(), rules.canary(), Optional.of(accept))));
    }

    private static Policy checks(Amount max) {
        Check scan = new Check("scan", List.of(), Optional.empty(), Optional.empty(), Optional.of(max), Retry.NONE);
        return STANDARD.withChanges(ChangeRules.STANDARD.withChecks(Map.of("scan", scan)));
    }

    @Test
    void a_small_team_is_looser_and_more_approvers_are_looser() {
        Team small = new Team.Small(List.of(new PersonName("ana")));
        Policy ana = from("ana");

        assertWay(STANDARD.withChanges(ChangeRules.STANDARD.withTeam(small)), STANDARD, "team");
        assertWay(from("ana", "ben"), ana, "approvals.from");
        assertWay(STANDARD.withChanges(ChangeRules.STANDARD.withApprovals(Approvals.of(1))), ana, "approvals.from");
    }

    private static Policy from(String... names) {
        return STANDARD.withChanges(ChangeRules.STANDARD.withApprovals(new Approvals(1, List.of(names), false)));
    }

    @Test
    void words_and_limits_have_an_order() {
        Policy observe = production(e -> e.withMode(Mode.OBSERVE));
        Policy hold = production(
                e -> e.withRecovery(new Recovery(DriftPolicy.HOLD, e.retries(), e.backOff(), e.healthDeadline())));
        Policy quiet = production(
                e -> e.withServing(new Serving(e.tag(), e.target(), 1, e.keep(), Settings.NONE, TrafficSources.OFF)));

        Policy quick = production(e -> e.withRecovery(new Recovery(
                e.drift(),
                e.retries(),
                e.backOff(),
                e.healthDeadline(),
                new FailoverPolicy(
                        Duration.ofSeconds(5), e.failover().back(), e.failover().each()))));

        assertWay(STANDARD, quick, "environments.production.failover");
        assertWay(STANDARD, observe, "environments.production.mode");
        assertWay(STANDARD, hold, "environments.production.drift");
        assertWay(quiet, STANDARD, "environments.production.probe");
        assertWay(unmirrored(), STANDARD, "environments.passive.mirror");
        assertWay(watch("2%"), watch("1%"), "watch.errors.max");
        assertWay(STANDARD.withObservation(Observation.STANDARD), watch("1%"), "watch.errors");
    }

    private static Policy unmirrored() {
        return STANDARD.withLine(STANDARD.line().stream()
                .map(e -> e.withServing(new Serving(
                        e.tag(), e.target(), 1, e.keep(), Settings.NONE, TrafficSources.of(Probe.STANDARD))))
                .toList());
    }

    private static Policy watch(String max) {
        Amount amount = new Amount.Share(Percent.of(Integer.parseInt(max.substring(0, 1))));
        Watch errors = new Watch("errors", Optional.of(amount), Optional.empty(), Optional.empty(), Optional.empty());
        return STANDARD.withObservation(new Observation(Observation.DEFAULT_WINDOW, Map.of("errors", errors)));
    }

    @Test
    @DisplayName("CHG-4: another query, or one that is no longer critical, is looser; a smaller tolerance is tighter")
    void queries_are_gates() {
        assertThat(PolicyChange.loosens(PolicyChange.between(query("a", 5, true), query("b", 5, true))))
                .isTrue();
        assertThat(PolicyChange.loosens(PolicyChange.between(query("b", 5, true), query("a", 5, true))))
                .isTrue();
        assertWay(query("a", 5, false), query("a", 5, true), "watch.charges.critical");
        assertWay(query("a", 10, true), query("a", 5, true), "watch.charges.worse");
        assertWay(STANDARD.withObservation(Observation.STANDARD), query("a", 5, true), "watch.charges");
    }

    private static Policy query(String text, int worse, boolean critical) {
        QueryWatch query = new QueryWatch(
                "charges",
                new MonitorServer("http://127.0.0.1:9090", Optional.empty()),
                text,
                Optional.of(new QueryWatch.Comparing(
                        QueryWatch.Kind.GAUGE, QueryWatch.Worse.MORE, Percent.of(worse), critical)));
        return STANDARD.withObservation(
                new Observation(Observation.DEFAULT_WINDOW, Map.of(), Map.of(), Map.of("charges", query)));
    }

    @Test
    void a_name_or_a_number_of_instances_is_only_different_and_what_has_no_order_is_looser() {
        Policy named = production(
                e -> e.withServing(new Serving("LIVE", e.target(), 3, e.keep(), Settings.NONE, e.traffic())));
        Policy trunk = STANDARD.withChanges(
                new ChangeRules("trunk", Approvals.STANDARD, Map.of(), new Team.Standard(), Map.of(), Isolation.BEST));

        assertThat(PolicyChange.between(STANDARD, named))
                .extracting(PolicyChange::direction)
                .containsOnly(DIFFERENT);
        assertThat(PolicyChange.between(STANDARD, trunk))
                .extracting(PolicyChange::direction)
                .containsExactly(Direction.LOOSER);
    }

    private static Policy recorded(RecordingPolicy recording) {
        return STANDARD.withObservation(Observation.STANDARD.withRecording(Optional.of(recording)));
    }

    private static RecordingPolicy recording(Percent sample, String keep, List<String> hide, List<String> skip) {
        return new RecordingPolicy(
                EnvironmentName.PRODUCTION,
                sample,
                new RecordingPolicy.Pace(Duration.ofHours(1), DurationText.parse(keep)),
                RecordingPolicy.Limits.STANDARD,
                hide,
                skip);
    }

    @Test
    @DisplayName("TRF-1: that users are recorded, more of them, for longer or with less hidden, is looser")
    void more_of_what_users_ask_is_looser() {
        RecordingPolicy usual = recording(Percent.of(10), "14d", List.of(), List.of());

        assertWay(recorded(usual), STANDARD, "traffic.record");
        assertWay(recorded(recording(Percent.of(20), "14d", List.of(), List.of())), recorded(usual), "traffic.sample");
        assertWay(recorded(recording(Percent.of(10), "15d", List.of(), List.of())), recorded(usual), "traffic.keep");
        assertWay(
                recorded(usual),
                recorded(recording(Percent.of(10), "14d", List.of("$.card"), List.of())),
                "traffic.hide");
        assertWay(
                recorded(usual),
                recorded(recording(Percent.of(10), "14d", List.of(), List.of("POST /charges"))),
                "traffic.skip");
        assertWay(
                recorded(with(usual, new RecordingPolicy.Limits(201, size(1), size(20)))),
                recorded(with(usual, new RecordingPolicy.Limits(200, size(1), size(20)))),
                "traffic.rate");
        assertWay(
                recorded(with(usual, new RecordingPolicy.Limits(200, size(2), size(20)))),
                recorded(with(usual, new RecordingPolicy.Limits(200, ByteSize.ofMegabytes(900), size(20)))),
                "traffic.size");
    }

    @Test
    @DisplayName("TRF-1: that others are recorded is looser, whoever they are")
    void other_users_are_looser() {
        assertThat(PolicyChange.between(
                        recorded(RecordingPolicy.of(EnvironmentName.PRODUCTION)),
                        recorded(RecordingPolicy.of(EnvironmentName.BETA))))
                .extracting(PolicyChange::key, PolicyChange::direction)
                .containsExactly(tuple("traffic.record", LOOSER));
    }

    private static ByteSize size(int gigabytes) {
        return ByteSize.ofMegabytes(1_000L * gigabytes);
    }

    private static RecordingPolicy with(RecordingPolicy one, RecordingPolicy.Limits limits) {
        return new RecordingPolicy(one.environment(), one.sample(), one.pace(), limits, one.hide(), one.skip());
    }
}
