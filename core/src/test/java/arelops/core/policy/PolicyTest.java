package arelops.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final AppName SHOP = new AppName("shop");
    private static final PersonName ANA = new PersonName("ana");
    private static final PersonName BEN = new PersonName("ben");
    private static final PersonName CEM = new PersonName("cem");
    private static final Policy STANDARD = Policy.standard(SHOP);

    @Test
    @DisplayName("PAS-3: a failover belongs to PRODUCTION, takes time, and gives back in growing shares")
    void a_failover_that_cannot_be() {
        FailoverPolicy wrong =
                new FailoverPolicy(Duration.ZERO, List.of(Percent.of(50), Percent.of(10)), Duration.ofMinutes(1));
        Policy policy = STANDARD.withLine(STANDARD.line().stream()
                .map(rules -> rules.name().equals(EnvironmentName.BETA)
                        ? rules.withRecovery(
                                new Recovery(DriftPolicy.HOLD, 1, Duration.ZERO, Duration.ofMinutes(1), wrong))
                        : rules)
                .toList());

        assertThat(policy.problems())
                .extracting(Problem::path)
                .containsExactly(
                        "environments.beta.failover", "environments.beta.failover", "environments.beta.failover.back");
    }

    @Test
    @DisplayName("LINE-5, LINE-7, CHG-2: the defaults are the standard's")
    void the_defaults_are_the_standards() {
        assertThat(STANDARD.line())
                .extracting(EnvironmentPolicy::name)
                .containsExactly(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION);
        assertThat(STANDARD.line())
                .extracting(environment -> environment.soak().length().toHours())
                .containsExactly(1L, 2L, 2L);
        assertThat(STANDARD.line()).allSatisfy(environment -> {
            assertThat(environment.soak().samples()).isEqualTo(100);
            assertThat(environment.mode()).isEqualTo(Mode.RUN);
            assertThat(environment.newer()).isEqualTo(Newer.WAIT);
            assertThat(environment.drift()).isEqualTo(DriftPolicy.RESTORE);
            assertThat(environment.probe().on()).isTrue();
            assertThat(environment.keep()).isEqualTo(Duration.ofHours(24));
        });
        assertThat(STANDARD.approvals().count()).isEqualTo(2);
        assertThat(STANDARD.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(STANDARD.trunk()).isEqualTo("main");
        assertThat(STANDARD.problems()).isEmpty();
    }

    @Test
    @DisplayName("PAS-1, LINE-4: PASSIVE gets copies of what PRODUCTION's users ask; without them it is relaxed")
    void passive_is_mirrored() {
        EnvironmentPolicy passive =
                STANDARD.environment(EnvironmentName.PASSIVE).orElseThrow();
        EnvironmentPolicy alone = fed(passive, TrafficSources.of(Probe.STANDARD));
        EnvironmentPolicy beta = fed(
                EnvironmentPolicy.standard(EnvironmentName.BETA),
                TrafficSources.mirrorOf(EnvironmentName.PRODUCTION, Probe.STANDARD));

        assertThat(passive.mirror()).contains(EnvironmentName.PRODUCTION);
        assertThat(STANDARD.text())
                .containsEntry("environments.beta.mirror", "off")
                .containsEntry("environments.passive.mirror", "production")
                .containsEntry("environments.production.mirror", "off");
        assertThat(STANDARD.relaxed()).extracting(Relaxed::key).noneMatch(key -> key.endsWith(".mirror"));
        assertThat(STANDARD.withLine(List.of(beta, alone)).relaxed())
                .extracting(Relaxed::key)
                .contains("environments.beta.mirror", "environments.passive.mirror");
    }

    @Test
    @DisplayName("REL-3: an environment's copies come from another one of the line, and PRODUCTION gets none")
    void a_mirror_comes_from_the_line() {
        EnvironmentName gone = new EnvironmentName("gone");
        List<EnvironmentPolicy> line = List.of(
                fed(EnvironmentPolicy.standard(EnvironmentName.BETA), TrafficSources.mirrorOf(gone, Probe.STANDARD)),
                fed(
                        EnvironmentPolicy.standard(EnvironmentName.PASSIVE),
                        TrafficSources.mirrorOf(EnvironmentName.PASSIVE, Probe.STANDARD)),
                fed(
                        EnvironmentPolicy.standard(EnvironmentName.PRODUCTION),
                        TrafficSources.mirrorOf(EnvironmentName.BETA, Probe.STANDARD)));

        assertThat(STANDARD.withLine(line).problems())
                .extracting(Problem::path)
                .containsExactly(
                        "environments.beta.mirror", "environments.passive.mirror", "environments.production.mirror");
    }

    private static EnvironmentPolicy fed(EnvironmentPolicy rules, TrafficSources traffic) {
        return rules.withServing(new Serving(rules.tag(), rules.target(), 1, rules.keep(), Settings.NONE, traffic));
    }

    @Test
    @DisplayName("TAG-1, TAG-3: tags carry the app's name only where there are several apps")
    void tags_carry_the_apps_name_only_where_there_are_several_apps() {
        Policy several = STANDARD.withApps(List.of(AppPolicy.whole(SHOP), AppPolicy.whole(new AppName("tax"))));

        assertThat(STANDARD.tagName(SHOP, EnvironmentName.BETA)).isEqualTo("BETA");
        assertThat(STANDARD.releaseTagName(SHOP, 7)).isEqualTo("release/7");
        assertThat(several.tagName(SHOP, EnvironmentName.BETA)).isEqualTo("shop/BETA");
        assertThat(several.releaseTagName(SHOP, 7)).isEqualTo("shop/release/7");
    }

    @Test
    void the_environment_before_is_the_one_above_in_the_line() {
        assertThat(STANDARD.before(EnvironmentName.BETA)).isEmpty();
        assertThat(STANDARD.before(EnvironmentName.PRODUCTION).map(EnvironmentPolicy::name))
                .contains(EnvironmentName.PASSIVE);
        assertThat(STANDARD.before(EnvironmentName.TEST)).isEmpty();
    }

    @Test
    @DisplayName("CHG-2: a small team needs as many approvals as there are others, at most two")
    void a_small_team_needs_as_many_approvals_as_there_are_others() {
        Team one = new Team.Small(List.of(ANA));
        Team two = new Team.Small(List.of(ANA, BEN));
        Team many = new Team.Small(List.of(ANA, BEN, CEM, new PersonName("dia")));

        assertThat(one.approvals(2, Set.of(ANA))).isZero();
        assertThat(two.approvals(2, Set.of(ANA))).isEqualTo(1);
        assertThat(many.approvals(3, Set.of(ANA))).isEqualTo(2);
        assertThat(two.approvals(2, Set.of(CEM))).isEqualTo(2);
        assertThat(new Team.Standard().approvals(2, Set.of(ANA))).isEqualTo(2);
    }

    @Test
    @DisplayName("CHG-3: approvers are people, and the people of groups")
    void approvers_are_people_and_the_people_of_groups() {
        ChangeRules rules = new ChangeRules(
                "main",
                Approvals.STANDARD,
                Map.of(),
                new Team.Standard(),
                Map.of("captains", List.of(ANA, BEN)),
                Isolation.BEST);
        Policy policy = STANDARD.withChanges(rules);

        assertThat(policy.approvers(new Approvals(1, List.of("captains", "cem"), false)))
                .containsExactlyInAnyOrder(ANA, BEN, CEM);
        assertThat(policy.approvers(Approvals.STANDARD)).isEmpty();
    }

    @Test
    @DisplayName("CHG-2, PAS-4, REL-5: everything looser than a MUST is named")
    void everything_looser_than_a_must_is_named() {
        EnvironmentPolicy production = EnvironmentPolicy.standard(EnvironmentName.PRODUCTION);
        EnvironmentPolicy loose = production
                .withProving(new Proving(Soak.of(Duration.ZERO), Optional.empty(), Optional.empty()))
                .withServing(
                        new Serving("LIVE", "process", 1, Duration.ofHours(24), Settings.NONE, TrafficSources.OFF));
        Policy policy = STANDARD.withLine(List.of(EnvironmentPolicy.standard(EnvironmentName.BETA), loose))
                .withChanges(new ChangeRules(
                        "main", Approvals.of(1), Map.of(), new Team.Small(List.of(ANA)), Map.of(), Isolation.NONE));

        assertThat(policy.relaxed())
                .extracting(Relaxed::key)
                .contains(
                        "approvals",
                        "team",
                        "checks.lint",
                        "checks.advisories",
                        "checks.tests",
                        "checks.security",
                        "isolation",
                        "environments.test.smoke",
                        "environments.beta.replay",
                        "environments.passive.load",
                        "environments.passive",
                        "environments.production.canary",
                        "environments.production.soak",
                        "environments.production.probe");
    }

    @Test
    @DisplayName("PRO-1: a first share over 10 % is looser than the standard")
    void a_large_first_share_is_looser() {
        EnvironmentPolicy production = EnvironmentPolicy.standard(EnvironmentName.PRODUCTION)
                .withProving(new Proving(
                        Soak.of(Duration.ofHours(2)),
                        Optional.of(CanaryPolicy.of(List.of(Percent.of(25)))),
                        Optional.empty()));

        assertThat(STANDARD.withLine(List.of(production)).relaxed())
                .extracting(Relaxed::sentence)
                .contains("PRODUCTION's first share is 25%; the standard allows 10%.");
    }

    @Test
    @DisplayName("LINE-5: a soak has no more windows than can be counted")
    void a_soak_of_too_many_windows_is_a_problem() {
        EnvironmentPolicy beta = EnvironmentPolicy.standard(EnvironmentName.BETA)
                .withProving(new Proving(Soak.of(Duration.ofDays(4)), Optional.empty(), Optional.empty()));

        assertThat(STANDARD.withLine(List.of(beta)).problems()).isEmpty();
        assertThat(STANDARD.withLine(List.of(beta))
                        .withObservation(new Observation(Duration.ofSeconds(1), Map.of()))
                        .problems())
                .extracting(Problem::path)
                .containsExactly("environments.beta.soak");
    }

    @Test
    void every_contradiction_is_reported_at_once() {
        AppName tax = new AppName("tax");
        EnvironmentPolicy beta = EnvironmentPolicy.standard(EnvironmentName.BETA)
                .withAdmission(new Admission(
                        new Approvals(2, List.of("ana"), false),
                        Optional.of(Hours.parse("mon 09:00-09:30")),
                        Finish.INSIDE,
                        List.of(),
                        Newer.WAIT))
                .withRecovery(new Recovery(DriftPolicy.HOLD, 0, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        EnvironmentPolicy twin = EnvironmentPolicy.standard(new EnvironmentName("gamma"))
                .withServing(new Serving(
                        "BETA",
                        "process",
                        0,
                        Duration.ZERO,
                        new Settings(Map.of("A", "b"), List.of("A")),
                        TrafficSources.OFF))
                .withProving(new Proving(
                        Soak.of(Duration.ofHours(1)),
                        Optional.of(CanaryPolicy.of(List.of(Percent.of(50), Percent.of(10)))),
                        Optional.empty()));
        Policy policy = STANDARD.withLine(List.of(beta, twin))
                .withApps(List.of(
                        new AppPolicy(
                                SHOP, ".", List.of(tax, new AppName("vat")), Settings.NONE, Optional.empty(), Map.of()),
                        new AppPolicy(tax, ".", List.of(SHOP), Settings.NONE, Optional.empty(), Map.of())))
                .withObservation(new Observation(Duration.ofMillis(1), Map.of()))
                .withChanges(ChangeRules.STANDARD.withChecks(Map.of(
                        "scan",
                        new Check(
                                "scan",
                                List.of(new EnvironmentName("delta")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Retry.NONE))));

        assertThat(policy.problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "apps.shop.after",
                        "apps.shop.after",
                        "apps.tax.after",
                        "checks.scan.on",
                        "environments.beta.approvals",
                        "environments.beta.hours",
                        "environments.beta.retries",
                        "environments.gamma.canary",
                        "environments.gamma.secrets",
                        "environments.gamma.instances",
                        "environments.gamma.tag",
                        "window");
        assertThat(policy.problems()).allSatisfy(problem -> {
            assertThat(problem.message()).endsWith(".");
            assertThat(problem.mend()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("CHG-4: the digest follows the effective rules")
    void the_digest_follows_the_effective_rules() {
        assertThat(STANDARD.digest()).isEqualTo(Policy.standard(SHOP).digest());
        assertThat(Stream.of(
                                STANDARD,
                                STANDARD.withChanges(ChangeRules.STANDARD.withApprovals(Approvals.of(3))),
                                STANDARD.withLine(STANDARD.line().subList(0, 2)),
                                STANDARD.withNotInThisRelease(List.of(new NotInThisRelease(
                                        "traffic", "traffic", Optional.empty(), "{record: beta}", "later"))))
                        .map(Policy::digest)
                        .distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1s", "300ms", "1h", "1h30m", "24h", "2d", "14d", "1d", "60s", "1m1s1ms"})
    void a_duration_is_read_back_as_it_was(String text) {
        Duration duration = DurationText.parse(text);

        assertThat(DurationText.parse(DurationText.write(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 hour", "h", "-1h", "1.5h", "1H", "99999999999h"})
    void what_is_not_a_duration_is_refused_with_the_form(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).hasMessage("not a duration. Write 1h, 90m or 1h30m.");
    }

    @Test
    @DisplayName("LINE-6: the wait after failures doubles up to an hour")
    void the_wait_after_failures_doubles_up_to_an_hour() {
        assertThat(Stream.of(1, 2, 3, 20).map(Recovery.STANDARD::waitAfter))
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1));
    }
}
