package arelops.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.Approvals;
import arelops.core.policy.Command;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.Newer;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real decisions make of days of merges.
class SimulationTest {
    private static final AppName APP = new AppName("shop");
    private static final Instant MONDAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final EnvironmentName BETA = EnvironmentName.BETA;
    private static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;
    private static final int DAYS = 2;

    private static Policy with(UnaryOperator<EnvironmentPolicy> change) {
        Policy standard = Policy.standard(APP);
        return standard.withLine(standard.line().stream().map(change).toList());
    }

    private static Policy with(EnvironmentName name, UnaryOperator<EnvironmentPolicy> change) {
        return with(rules -> rules.name().equals(name) ? change.apply(rules) : rules);
    }

    private static UnaryOperator<EnvironmentPolicy> admitting(Admission admission) {
        return rules -> rules.withAdmission(admission);
    }

    private static Admission newer(Newer newer) {
        return new Admission(Approvals.NONE, Optional.empty(), Finish.INSIDE, List.of(), newer);
    }

    private static EnvironmentPolicy accepting(EnvironmentPolicy rules) {
        return rules.withProving(new Proving(rules.soak(), rules.canary(), Optional.of(Command.of("accept"))));
    }

    private static Figures simulated(Policy policy, int perDay, Percent faulty, EnvironmentName finds) {
        return Simulation.of(new Scenario(
                policy,
                APP,
                new Scenario.Load(perDay, faulty, finds),
                Scenario.Pace.USUAL,
                new Scenario.Period(MONDAY, DAYS),
                1));
    }

    private static Figures simulated(Policy policy, int perDay) {
        return simulated(policy, perDay, Percent.of(0), BETA);
    }

    /// A change waits for at most one build and one attempt in each environment, then has its own; with `replace`
    /// those that took each other's place have half a soak more.
    private static Duration bound(Policy policy, Newer newer) {
        Duration sum = Scenario.Pace.USUAL.build().multipliedBy(2);
        for (EnvironmentPolicy rules : policy.line()) {
            Duration attempt = attempt(policy, rules);
            sum = sum.plus(attempt.multipliedBy(2));
            if (newer == Newer.REPLACE) {
                sum = sum.plus(rules.soak().length());
            }
        }
        return sum;
    }

    private static Duration attempt(Policy policy, EnvironmentPolicy rules) {
        return Scenario.Pace.USUAL
                .start()
                .plus(Scenario.Pace.USUAL.accept().multipliedBy(2))
                .plus(rules.shortestAttempt(policy.window()))
                .plus(Scenario.Pace.USUAL.start())
                .plus(policy.window().multipliedBy(4));
    }

    @ParameterizedTest
    @CsvSource({"5,WAIT", "40,WAIT", "200,WAIT", "5,REPLACE", "40,REPLACE", "200,REPLACE"})
    @DisplayName("LINE-2: at 5, 40 and 200 merges a day nothing starves, with `newer: wait` and with `replace`")
    void nothing_starves(int perDay, Newer newer) {
        Policy policy = with(rules -> accepting(rules.withAdmission(newer(newer))));

        Figures figures = simulated(policy, perDay);

        assertThat(figures.last().missing()).isZero();
        assertThat(figures.last().settles().orElseThrow().count()).isEqualTo(figures.changes());
        assertThat(figures.last().settles().orElseThrow().most()).isLessThanOrEqualTo(bound(policy, newer));
        for (Figures.OfEnvironment one : figures.environments()) {
            assertThat(one.endings().settled()).isGreaterThan(DAYS);
            assertThat(one.endings().rejected() + one.endings().failed()).isZero();
            assertThat(one.occupied()).isBetween(0.05, 1.0);
        }
        int displaced = figures.of(BETA).endings().displaced();
        assertThat(displaced).isGreaterThanOrEqualTo(newer == Newer.REPLACE && perDay > 5 ? 10 : 0);
        assertThat(newer == Newer.REPLACE || displaced == 0).isTrue();
    }

    @Test
    @DisplayName("LINE-2: the more is merged, the larger are the releases, and a change hardly waits longer")
    void releases_grow_with_the_load() {
        Figures calm = simulated(with(accepting()), 5);
        Figures busy = simulated(with(accepting()), 200);

        assertThat(calm.last().batch().orElseThrow().p50()).isLessThanOrEqualTo(2);
        assertThat(busy.last().batch().orElseThrow().p50()).isGreaterThan(10);
        assertThat(busy.last().settles().orElseThrow().p50())
                .isLessThan(calm.last().settles().orElseThrow().p50().multipliedBy(2));
    }

    private static UnaryOperator<EnvironmentPolicy> accepting() {
        return SimulationTest::accepting;
    }

    @ParameterizedTest
    @CsvSource({"40,beta,WAIT", "40,production,WAIT", "40,passive,REPLACE", "200,beta,REPLACE"})
    @DisplayName("GATE-5: errors are found, their suspects stay out, and their reverts let the line go on")
    void reverts_unblock_the_line(int perDay, String finds, Newer newer) {
        EnvironmentName where = new EnvironmentName(finds);
        Policy policy = with(rules -> accepting(rules.withAdmission(newer(newer))));

        Figures figures = simulated(policy, perDay, Percent.of(3), where);

        assertThat(figures.faulty()).isPositive();
        assertThat(figures.reverted()).isEqualTo(figures.faulty());
        assertThat(figures.of(where).endings().rejected()).isPositive();
        for (Figures.OfEnvironment one : figures.environments()) {
            assertThat(one.name().equals(where) || one.endings().rejected() == 0)
                    .isTrue();
            assertThat(one.missing()).isZero();
        }
        assertThat(figures.last().settles().orElseThrow().count()).isEqualTo(figures.changes() - figures.faulty());
    }

    @Test
    @DisplayName("GATE-5: where no acceptance test finds an error, a release that does not come up is rejected")
    void without_an_acceptance_test_health_finds_it() {
        Figures figures = simulated(Policy.standard(APP), 40, Percent.of(3), BETA);

        assertThat(figures.of(BETA).endings().rejected()).isPositive();
        assertThat(figures.last().missing()).isZero();
    }

    @Test
    @DisplayName("PRO-2: a day of a freeze holds releases back, and lets all of them in when it ends")
    void a_day_of_a_freeze() {
        Freeze tuesday = new Freeze("2026-06-02", MONDAY.plus(Duration.ofDays(1)), MONDAY.plus(Duration.ofDays(2)));
        Policy policy = with(
                PRODUCTION,
                admitting(
                        new Admission(Approvals.NONE, Optional.empty(), Finish.INSIDE, List.of(tuesday), Newer.WAIT)));

        Figures figures = simulated(policy, 40);

        assertThat(figures.last().missing()).isZero();
        assertThat(figures.last().settles().orElseThrow().most())
                .isBetween(Duration.ofHours(24), Duration.ofHours(24).plus(bound(policy, Newer.WAIT)));
        assertThat(figures.of(BETA).settles().orElseThrow().most()).isLessThan(Duration.ofHours(4));
        assertThat(figures.last().batch().orElseThrow().most()).isGreaterThan(30);
    }

    @Test
    @DisplayName("PRO-2: with `finish: inside` every attempt in PRODUCTION ends within its hours, and none starves")
    void hours_let_in_what_fits() {
        Policy policy = with(
                PRODUCTION,
                admitting(new Admission(
                        Approvals.NONE,
                        Optional.of(Hours.parse("daily 09:00-12:30")),
                        Finish.INSIDE,
                        List.of(),
                        Newer.WAIT)));

        Figures figures = simulated(policy, 40);

        assertThat(figures.last().missing()).isZero();
        assertThat(figures.last().endings().withdrawn()).isZero();
        assertThat(figures.last().occupied()).isLessThan(3.5 / 24);
        assertThat(figures.last().settles().orElseThrow().most()).isLessThan(Duration.ofHours(36));
    }

    @Test
    @DisplayName("LINE-2: people who are slower than the line keep nothing out")
    void slow_people_starve_nothing() {
        Policy policy = with(
                PRODUCTION,
                admitting(new Admission(Approvals.of(1), Optional.empty(), Finish.INSIDE, List.of(), Newer.WAIT)));
        Scenario.Pace slow =
                new Scenario.Pace(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO, Duration.ofHours(7));

        Figures figures = Simulation.of(new Scenario(
                policy, APP, new Scenario.Load(40, Percent.of(0), BETA), slow, new Scenario.Period(MONDAY, DAYS), 1));

        assertThat(figures.last().missing()).isZero();
        assertThat(figures.last().endings().settled()).isGreaterThan(8);
        assertThat(figures.last().settles().orElseThrow().most()).isLessThan(Duration.ofHours(24));
    }

    @Test
    void the_same_scenario_always_ends_the_same_and_another_seed_otherwise() {
        Policy policy = Policy.standard(APP);
        Scenario.Load load = new Scenario.Load(40, Percent.of(3), BETA);
        Scenario.Period period = new Scenario.Period(MONDAY, 2);

        Figures first = Simulation.of(new Scenario(policy, APP, load, Scenario.Pace.USUAL, period, 1));

        assertThat(Simulation.of(new Scenario(policy, APP, load, Scenario.Pace.USUAL, period, 1)))
                .isEqualTo(first);
        assertThat(Simulation.of(new Scenario(policy, APP, load, Scenario.Pace.USUAL, period, 2)))
                .isNotEqualTo(first);
    }

    @Test
    @DisplayName("LINE-2: a line that cannot keep up is told of, one that can is not")
    void what_cannot_keep_up_is_told() {
        assertThat(KeepingUp.warnings(Policy.standard(APP), MONDAY)).isEmpty();
        assertThat(KeepingUp.warnings(with(PRODUCTION, admitting(hours("mon-thu 09:00-16:00 Europe/Berlin"))), MONDAY))
                .isEmpty();

        // A soak of four days in BETA: each change waits for one that soaks, and soaks itself.
        Policy slow = with(
                BETA,
                rules -> rules.withProving(new Proving(Soak.of(Duration.ofDays(4)), rules.canary(), rules.accept())));
        assertThat(KeepingUp.warnings(slow, MONDAY)).singleElement().satisfies(warning -> {
            assertThat(warning.key()).isEqualTo("environments.beta");
            assertThat(warning.sentence()).contains("does not keep up", "until it is settled there");
        });

        Policy never = with(
                PRODUCTION,
                admitting(new Admission(
                        Approvals.NONE,
                        Optional.empty(),
                        Finish.INSIDE,
                        List.of(new Freeze("2026", MONDAY, MONDAY.plus(Duration.ofDays(60)))),
                        Newer.WAIT)));
        assertThat(KeepingUp.warnings(never, MONDAY)).singleElement().satisfies(warning -> {
            assertThat(warning.key()).isEqualTo("environments.production");
            assertThat(warning.sentence()).contains("nothing would settle there", "frozen 2026");
        });
    }

    private static Admission hours(String text) {
        return new Admission(Approvals.NONE, Optional.of(Hours.parse(text)), Finish.INSIDE, List.of(), Newer.WAIT);
    }
}
