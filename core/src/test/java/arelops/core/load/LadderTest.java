package arelops.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.load.Rung.Who;
import arelops.core.policy.Amount;
import arelops.core.policy.ByteSize;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The order of a load test and its verdict, told by what an app answers.
class LadderTest {
    private static final LoadLimits LIMITS =
            new LoadLimits(Percent.of(1), Optional.of(Duration.ofMillis(300)), Percent.of(95));
    private static final Ladder BESIDE_STABLE = new Ladder(List.of(1, 2, 5, 10), LIMITS, true);
    private static final Ladder ALONE = new Ladder(List.of(1, 2, 5, 10), LIMITS, false);

    /// What was done, and what it came to.
    private record Told(List<String> steps, LoadVerdict verdict) {}

    private static Measured fine() {
        return measured(0, 20);
    }

    private static Measured slow() {
        return measured(0, 900);
    }

    private static Measured failing() {
        return measured(30, 20);
    }

    private static Measured late() {
        return new Measured(
                fine().pace(), 0, fine().quantiles(), Duration.ofMillis(500), Optional.of("it was 500 ms late"));
    }

    private static Measured measured(long failed, long p99) {
        Duration second = Duration.ofSeconds(1);
        return new Measured(
                new Measured.Pace(1001, second, 1001, second),
                failed,
                new Measured.Quantiles(
                        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(p99), Duration.ofMillis(p99)),
                Duration.ZERO,
                Optional.empty());
    }

    private static Measured fired(String... names) {
        return fine().with(heard(new FiredAlerts.Told(List.of(names))));
    }

    private static Measured deaf() {
        return fine().with(heard(new FiredAlerts.Unknown("no answer from the Alertmanager")));
    }

    private static Beside heard(FiredAlerts alerts) {
        return new Beside(Beside.NOTHING.saturation(), alerts, Optional.empty());
    }

    private static boolean isRelease(Ladder.Next.Measure step, int factor) {
        return step.who() == Who.RELEASE && step.factor() == factor;
    }

    private static Told told(Ladder ladder, Function<Ladder.Next.Measure, Measured> app) {
        List<Rung> done = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        while (true) {
            switch (ladder.next(done)) {
                case Ladder.Next.Measure step -> {
                    Rung rung = new Rung(step.who(), step.factor(), step.recovery(), app.apply(step));
                    done.add(rung);
                    steps.add((step.who() == Who.RELEASE ? "" : "stable ") + rung.name());
                }
                case Ladder.Next.Over over -> {
                    return new Told(steps, over.verdict());
                }
            }
            assertThat(done).hasSizeLessThan(40);
        }
    }

    @Test
    @DisplayName("TRF-4: the release and stable are sent each factor one after the other, and 1x again at the end")
    void all_is_borne() {
        Told told = told(BESIDE_STABLE, _ -> fine());

        assertThat(told.steps())
                .containsExactly(
                        "1x", "stable 1x", "2x", "stable 2x", "5x", "stable 5x", "10x", "stable 10x", "1x again");
        assertThat(told.verdict())
                .isEqualTo(new LoadVerdict.Borne("it bears 10x: 1000 requests/s, p99 20 ms, 0.00 % errors"
                        + " (stable: 1000 requests/s, p99 20 ms, 0.00 % errors)"));
    }

    @Test
    @DisplayName("TRF-4: it stops at the first step beyond a limit; what stable bears and the release does not is"
            + " against it")
    void worse_than_stable() {
        Told told = told(BESIDE_STABLE, step -> step.who() == Who.RELEASE && step.factor() >= 5 ? slow() : fine());

        assertThat(told.steps())
                .containsExactly("1x", "stable 1x", "2x", "stable 2x", "5x", "5x", "stable 5x", "1x again");
        assertThat(told.verdict())
                .isEqualTo(new LoadVerdict.Worse("at 5x p99 is 900 ms; the limit is 300ms; stable bears it:"
                        + " 1000 requests/s, p99 20 ms, 0.00 % errors"));
    }

    @Test
    void what_stable_does_not_bear_either_is_not_against_the_release() {
        Told told = told(BESIDE_STABLE, step -> step.factor() >= 5 ? failing() : fine());

        assertThat(told.verdict())
                .isEqualTo(new LoadVerdict.Borne("at 5x 3.00 % fail; the limit is 1%, but it bears as much as stable"
                        + " (at 5x 3.00 % fail; the limit is 1%)"));
    }

    @Test
    void stable_is_left_out_once_it_bore_no_more() {
        Told told = told(BESIDE_STABLE, step -> step.who() == Who.STABLE && step.factor() >= 2 ? slow() : fine());

        assertThat(told.steps()).containsExactly("1x", "stable 1x", "2x", "stable 2x", "5x", "10x", "1x again");
        assertThat(told.verdict())
                .isEqualTo(new LoadVerdict.Borne(
                        "it bears 10x: 1000 requests/s, p99 20 ms, 0.00 % errors; stable bears less"));
    }

    @Test
    void a_release_that_stops_where_stable_stopped_before_is_not_worse() {
        Told told = told(BESIDE_STABLE, step -> step.factor() >= (step.who() == Who.STABLE ? 2 : 5) ? slow() : fine());

        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Borne.class);
        assertThat(told.verdict().because()).contains("as much as stable (at 2x");
    }

    @Test
    @DisplayName(
            "TRF-4: a release that is not as before at 1x after the highest step is worse than a stable one that is")
    void it_does_not_recover() {
        Told told = told(BESIDE_STABLE, step -> step.who() == Who.RELEASE && step.recovery() ? slow() : fine());

        assertThat(told.steps()).endsWith("10x", "stable 10x", "1x again", "1x again", "stable 1x again");
        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Worse.class);
        assertThat(told.verdict().because()).contains("does not recover: at 1x after 10x p99 is 900 ms");
    }

    @Test
    void where_neither_recovers_it_is_not_the_release() {
        Told told = told(BESIDE_STABLE, step -> step.recovery() ? slow() : fine());

        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    void without_a_stable_release_the_limits_alone_decide() {
        assertThat(told(ALONE, _ -> fine()).steps()).containsExactly("1x", "2x", "5x", "10x", "1x again");
        assertThat(told(ALONE, step -> step.factor() == 2 ? slow() : fine())
                        .verdict()
                        .because())
                .isEqualTo("at 2x p99 is 900 ms; the limit is 300ms; there is no stable release to compare with");
    }

    @Test
    @DisplayName("TRF-2: a step whose sender was late says nothing and is measured again; after three times nothing is"
            + " said at all")
    void a_late_sender() {
        List<Integer> seen = new ArrayList<>();
        Told once = told(ALONE, step -> {
            seen.add(step.factor());
            return seen.size() == 1 ? late() : fine();
        });
        Told always = told(ALONE, step -> step.factor() == 2 ? late() : fine());

        assertThat(once.steps()).startsWith("1x", "1x", "2x");
        assertThat(once.verdict()).isInstanceOf(LoadVerdict.Borne.class);
        assertThat(always.steps()).containsExactly("1x", "2x", "2x", "2x");
        assertThat(always.verdict())
                .isEqualTo(new LoadVerdict.Unknown(
                        "the sender could not keep to the schedule at 2x, 3 times: it was 500 ms late"));
    }

    @Test
    void an_app_so_slow_that_its_sessions_wait_does_not_reach_the_rate() {
        Measured behind = new Measured(
                new Measured.Pace(1001, Duration.ofSeconds(1), 1001, Duration.ofSeconds(2)),
                0,
                fine().quantiles(),
                Duration.ZERO,
                Optional.empty());

        assertThat(told(ALONE, step -> step.factor() == 5 ? behind : fine())
                        .verdict()
                        .because())
                .startsWith("at 5x 500 of 1000 requests/s were reached; at least 95% must be");
    }

    @Test
    @DisplayName("GATE-8: a limit that the release crossed once and not when that was repeated says nothing against it")
    void a_pause_of_the_machine() {
        List<Integer> fives = new ArrayList<>();
        Told told = told(BESIDE_STABLE, step -> {
            if (step.who() == Who.RELEASE && step.factor() == 5) {
                fives.add(5);
                return fives.size() == 1 ? slow() : fine();
            }
            return fine();
        });

        assertThat(told.steps()).containsSubsequence("5x", "5x", "stable 5x", "10x");
        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    void a_short_step_whose_last_request_waited_for_an_answer_within_the_limit_has_reached_its_rate() {
        Measured waited = new Measured(
                new Measured.Pace(57, Duration.ofMillis(500), 57, Duration.ofMillis(612)),
                0,
                fine().quantiles(),
                Duration.ZERO,
                Optional.empty());

        assertThat(told(ALONE, step -> step.factor() == 1 ? waited : fine()).verdict())
                .isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    @DisplayName("TRF-4: an alert that begins to fire at a step of the release and not at stable's is against it")
    void an_alert_fires() {
        Told told = told(BESIDE_STABLE, step -> isRelease(step, 5) ? fired("HighErrorRate", "Slow") : fired());

        assertThat(told.steps())
                .containsExactly("1x", "stable 1x", "2x", "stable 2x", "5x", "5x", "stable 5x", "1x again");
        assertThat(told.verdict())
                .isEqualTo(new LoadVerdict.Worse("at 5x the alert HighErrorRate, Slow fires; stable bears it:"
                        + " 1000 requests/s, p99 20 ms, 0.00 % errors"));
    }

    @Test
    @DisplayName("TRF-4: an alert that stable fires at that step, or before, is not against the release")
    void an_alert_that_stable_fires_as_well() {
        Told both = told(BESIDE_STABLE, step -> step.factor() == 5 ? fired("HighErrorRate") : fired());
        Told before = told(
                BESIDE_STABLE,
                step -> isRelease(step, 10) || (step.who() == Who.STABLE && step.factor() == 2)
                        ? fired("HighErrorRate")
                        : fired());

        assertThat(both.verdict())
                .isEqualTo(new LoadVerdict.Borne("at 5x the alert HighErrorRate fires, but it bears as much as stable"
                        + " (at 5x the alert HighErrorRate fires)"));
        assertThat(before.verdict()).isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    void an_alert_that_fired_once_and_not_when_that_was_repeated_says_nothing_against_it() {
        List<Integer> fives = new ArrayList<>();
        Told told = told(BESIDE_STABLE, step -> {
            if (isRelease(step, 5)) {
                fives.add(5);
                return fives.size() == 1 ? fired("Slow") : fired();
            }
            return fired();
        });

        assertThat(told.steps()).containsSubsequence("5x", "5x", "stable 5x", "10x");
        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    @DisplayName("GATE-2: a step whose alerts are not known says nothing, of the release and of stable alike")
    void alerts_that_are_not_known() {
        Told release = told(BESIDE_STABLE, step -> isRelease(step, 2) ? deaf() : fired());
        Told stable = told(BESIDE_STABLE, step -> step.who() == Who.STABLE ? deaf() : fired());

        assertThat(release.steps()).containsExactly("1x", "stable 1x", "2x", "2x", "2x");
        assertThat(release.verdict())
                .isEqualTo(new LoadVerdict.Unknown(
                        "nobody knows which alerts fired at 2x, 3 times: no answer from the Alertmanager"));
        assertThat(stable.steps()).containsExactly("1x", "stable 1x", "stable 1x", "stable 1x");
        assertThat(stable.verdict()).isInstanceOf(LoadVerdict.Unknown.class);
    }

    @Test
    void what_crosses_a_limit_does_so_whether_or_not_alerts_are_known() {
        Measured both = failing().with(deaf().beside());
        Told told = told(BESIDE_STABLE, step -> isRelease(step, 2) ? both : fired());

        assertThat(told.verdict()).isInstanceOf(LoadVerdict.Worse.class);
        assertThat(told.verdict().because()).startsWith("at 2x 3.00 % fail");
    }

    @Test
    void where_alerts_do_not_stop_it_they_are_only_told() {
        LoadLimits told = LoadLimits.of(new LoadPolicy.Stop(Optional.empty(), Optional.empty(), false), Map.of());
        Ladder ladder = new Ladder(List.of(1, 2), told, true);

        assertThat(told(ladder, step -> step.factor() == 2 ? fired("Slow") : deaf())
                        .verdict())
                .isInstanceOf(LoadVerdict.Borne.class);
    }

    private static Ladder limited(String cpu, String memory) {
        LoadPolicy.Use use =
                new LoadPolicy.Use(Optional.of(new Percent(new BigDecimal(cpu))), Optional.of(ByteSize.parse(memory)));
        LoadPolicy.Stop stop = new LoadPolicy.Stop(Optional.empty(), Optional.empty(), true, use);
        return new Ladder(List.of(1, 2), LoadLimits.of(stop, Map.of()), true);
    }

    private static Measured using(long cpu, long memory) {
        return fine().with(new Beside(
                new Saturation.Known(cpu, memory, 390, 4), new FiredAlerts.NotAsked(), Optional.empty()));
    }

    @Test
    @DisplayName("TRF-4: where it is limited what an app may take of its machine, a step at which it takes more is not"
            + " borne, unless stable takes as much")
    void what_takes_more_of_its_machine_than_it_may() {
        Ladder cpu = limited("75", "1GB");
        Measured little = using(100, 1 << 20);
        Measured busy = using(301, 1 << 20);

        assertThat(told(cpu, step -> isRelease(step, 2) ? busy : little).verdict())
                .isEqualTo(new LoadVerdict.Worse(
                        "at 2x it uses 3.01 of 4 cores; the limit is 75%; stable bears it: " + little.words()));
        assertThat(told(cpu, step -> step.factor() == 2 ? busy : little).verdict())
                .isInstanceOf(LoadVerdict.Borne.class);
        assertThat(told(cpu, _ -> using(300, 1_000_000_000)).verdict()).isInstanceOf(LoadVerdict.Borne.class);
        assertThat(told(cpu, step -> isRelease(step, 2) ? using(0, 1_000_000_001) : little)
                        .verdict()
                        .because())
                .startsWith("at 2x it has 953 MiB in memory; the limit is 1GB");
    }

    @Test
    @DisplayName(
            "TRF-4: where that is limited and not known, the step says nothing; where it is not limited, it is told")
    void what_nobody_knows_of_the_machine_says_nothing() {
        Measured unseen = fine().with(new Beside(
                new Saturation.Unknown("the node is down"), new FiredAlerts.NotAsked(), Optional.empty()));

        assertThat(told(limited("75", "1GB"), step -> isRelease(step, 2) ? unseen : using(1, 1))
                        .verdict())
                .isEqualTo(new LoadVerdict.Unknown(
                        "nobody knows what the app took of its machine at 2x, 3 times: the node is down"));
        assertThat(told(BESIDE_STABLE, _ -> unseen).verdict()).isInstanceOf(LoadVerdict.Borne.class);
    }

    @Test
    void a_replay_as_it_was_needs_no_recovery() {
        assertThat(told(new Ladder(List.of(1), LIMITS, true), _ -> fine()).steps())
                .containsExactly("1x", "stable 1x");
    }

    @Test
    void limits_are_those_of_the_load_else_those_that_are_watched() {
        Map<String, Watch> watches = Map.of(
                "errors", watch("errors", new Amount.Share(Percent.of(5))),
                "p99", watch("p99", new Amount.Time(Duration.ofSeconds(2))));

        assertThat(LoadLimits.of(LoadPolicy.Stop.AS_WATCHED, watches))
                .isEqualTo(new LoadLimits(Percent.of(5), Optional.of(Duration.ofSeconds(2)), Percent.of(95)));
        assertThat(LoadLimits.of(
                        new LoadPolicy.Stop(Optional.of(Percent.of(2)), Optional.of(Duration.ofMillis(800))), watches))
                .isEqualTo(new LoadLimits(Percent.of(2), Optional.of(Duration.ofMillis(800)), Percent.of(95)));
        assertThat(LoadLimits.of(LoadPolicy.Stop.AS_WATCHED, Map.of()))
                .isEqualTo(new LoadLimits(Percent.of(1), Optional.empty(), Percent.of(95)));
    }

    private static Watch watch(String name, Amount max) {
        return new Watch(name, Optional.of(max), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void the_evidence_holds_every_step() {
        LoadReport report = new LoadReport(
                "production-20261128-0100",
                LIMITS,
                List.of(new Rung(Who.RELEASE, 1, false, fine()), new Rung(Who.STABLE, 1, false, late())),
                new LoadVerdict.Borne("it bears 1x"));

        assertThat(report.json().canonical())
                .contains("\"recording\":\"production-20261128-0100\"")
                .contains(
                        "\"factor\":1,\"failed\":0,\"late\":0,\"of\":\"release\",\"p50\":1000,\"p90\":2000,\"p99\":20000")
                .contains("\"invalid\":\"it was 500 ms late\"")
                .contains("\"limits\":{\"alerts\":\"on\",\"errors\":\"1%\",\"p99\":\"300ms\",\"reached\":\"95%\"}")
                .contains("\"reachedRate\":100000")
                .contains("\"verdict\":\"borne\"");
    }

    @Test
    @DisplayName("TRF-4: what was seen beside a step is in the evidence; what nobody knows is not 0")
    void the_evidence_holds_what_was_seen() {
        Beside known = new Beside(
                new Saturation.Known(153, 268_435_456, 390, 4),
                new FiredAlerts.Told(List.of("Slow")),
                Optional.of(List.of("p99")));
        Beside unknown = new Beside(
                new Saturation.Unknown("the node is down"), new FiredAlerts.Unknown("no answer"), Optional.empty());

        assertThat(LoadReport.steps(List.of(new Rung(Who.RELEASE, 1, false, fine().with(known))))
                        .canonical())
                .contains("\"alerts\":[\"Slow\"],\"cpu\":153,")
                .contains("\"machineCores\":4,\"machineCpu\":390,\"memory\":268435456,")
                .contains("\"thresholds\":[\"p99\"]");
        assertThat(LoadReport.steps(List.of(new Rung(Who.RELEASE, 1, false, fine().with(unknown))))
                        .canonical())
                .contains("\"unheard\":\"no answer\"", "\"unseen\":\"the node is down\"")
                .doesNotContain("cpu", "memory", "\"alerts\"", "thresholds");
        assertThat(LoadReport.steps(List.of(new Rung(Who.RELEASE, 1, false, fine())))
                        .canonical())
                .contains("\"unseen\":\"nobody was asked\"")
                .doesNotContain("alerts", "unheard");
    }
}
