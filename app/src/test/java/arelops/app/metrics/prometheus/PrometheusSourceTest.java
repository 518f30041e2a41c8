package arelops.app.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.metrics.ArmReading;
import arelops.app.metrics.MetricSource;
import arelops.app.metrics.MetricSourceContract;
import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import arelops.core.canary.ArmWindow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The adapter on a real Prometheus, whose past is exactly known.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusSourceTest extends MetricSourceContract {
    private static final Measures.Errors CODE_5XX = new Measures.Errors.Among(new Matchers("code=~\"5..\""));

    private final PrometheusServer server;

    PrometheusSourceTest(@TempDir Path folder) throws IOException, InterruptedException {
        server = new PrometheusServer(folder, past(), "");
    }

    @AfterAll
    void end() {
        server.close();
    }

    private static String series(String metric, String scenario, String more) {
        return metric + "{s=\"" + scenario + "\"," + more + "}";
    }

    private static String past() {
        PrometheusPast past = new PrometheusPast(STRETCH.from());
        // The contract's: one sample at the start, four in each window.
        past.series(
                "hits{track=\"baseline\",code=\"200\",instance=\"a\",job=\"j\"}",
                "0 20 50 90 99  - - - -  210 250 280 309  310 350 400 412");
        past.series(
                "hits{track=\"baseline\",code=\"500\",instance=\"a\",job=\"j\"}",
                "0 0 0 1 1  - - - -  2 3 4 5  5 5 5 5");
        past.series(
                "hits{track=\"canary\",code=\"200\",instance=\"b\",job=\"j\"}",
                "0 10 20 40 48  - - - -  48 48 48 48  48 48 48 48");
        past.series(
                "hits{track=\"canary\",code=\"503\",instance=\"b\",job=\"j\"}", "- - 2 2 2  - - - -  2 2 2 2  2 9 9 9");
        // Restarts: one of two instances in the first window, to less than before, and twice in the second.
        past.series(series("hits", "restart", "code=\"200\",instance=\"a\""), "1000 1010 5 6 7  9 3 10 2  2 2 2 2");
        past.series(
                series("hits", "restart", "code=\"200\",instance=\"b\""), "50 51 52 53 54  55 56 57 58  58 58 58 58");
        // Values that are no counts.
        past.series(
                series("hits", "nan", "code=\"200\",instance=\"a\""), "1 2 3 4 5  6 NaN 8 9  10 11 12 13  +Inf 1 2 3");
        past.series(
                series("hits", "nan", "code=\"200\",instance=\"b\""), "1 2 3 4 5  6 7 8 9  10 11 12 13  14 15 16 17");
        // An instance that is first seen in the second window, having counted for long.
        past.series(series("hits", "late", "code=\"200\",instance=\"a\""), "- - - - -  - 900 903 905  906 907 908 909");
        past.series(series("hits", "late", "code=\"500\",instance=\"a\""), "- - - - -  - - - 4  4 4 4 5");
        // Errors under another label, and as a counter of its own that ends.
        past.series(series("hits", "words", "status=\"500\",instance=\"a\""), "1 2 3 4 5  6 7 8 9");
        past.series(series("failures", "restart", "instance=\"a\""), "1 1 1 2 2  - - - -  - - 7 8");
        // More errors than requests, and one more, as when one counter is raised before the other.
        past.series(series("failures", "nan", "instance=\"b\""), "0 0 0 0 9  99 99 99 99  99 99 99 104");
        buckets(past, "classic", "0.1", "0 1 1 1 4  4 4 4 4");
        buckets(past, "classic", "0.25", "0 1 1 1 9  9 9 9 9");
        buckets(past, "classic", "+Inf", "0 1 1 2 10  10 10 10 13");
        past.series(series("hits", "classic", "code=\"200\",instance=\"a\""), "0 1 1 2 10  10 10 10 13");
        buckets(past, "reset", "0.1", "40 41 42 2 3  3 3 3 3");
        buckets(past, "reset", "0.25", "90 91 92 2 5  5 NaN 5 5");
        buckets(past, "reset", "+Inf", "90 91 92 3 6  6 6 6 6");
        past.series(series("hits", "reset", "code=\"200\",instance=\"a\""), "90 91 92 3 6  7 8 9 10");
        buckets(past, "other", "0.2", "0 1 1 2 10  10 10 10 13");
        buckets(past, "other", "+Inf", "0 1 1 2 10  10 10 10 13");
        past.series(series("hits", "other", "code=\"200\",instance=\"a\""), "0 1 1 2 10  10 10 10 13");
        return past.text();
    }

    private static void buckets(PrometheusPast past, String scenario, String le, String values) {
        past.series(series("took_seconds_bucket", scenario, "instance=\"a\",le=\"" + le + "\""), values);
    }

    private MetricSource source(String baseline, String canary, Measures.Errors errors) {
        return new PrometheusSource(
                server.url(),
                Limits.standard(),
                new Measures(
                        Measures.Requests.parse("hits"), errors, Optional.of(Measures.Latency.seconds("took_seconds"))),
                new PrometheusSource.Arms(new Matchers(baseline), new Matchers(canary)));
    }

    private List<ArmReading> arm(String scenario, Measures.Errors errors) {
        return taken("s=\"classic\"", scenario, errors).canary();
    }

    private Readings.Taken taken(String baseline, String scenario, Measures.Errors errors) {
        Readings readings = source(baseline, "s=\"" + scenario + "\"", errors).read(STRETCH);
        assertThat(readings).isInstanceOf(Readings.Taken.class);
        return (Readings.Taken) readings;
    }

    private static Optional<Long> requests(ArmReading reading) {
        return reading.window().map(ArmWindow::requests);
    }

    @Override
    protected MetricSource counted() {
        return source("track=\"baseline\"", "track=\"canary\"", CODE_5XX);
    }

    @Override
    protected MetricSource silent() {
        return new PrometheusSource(
                URI.create("http://127.0.0.1:1"),
                Limits.standard(),
                new Measures(Measures.Requests.parse("hits"), CODE_5XX, Optional.empty()),
                new PrometheusSource.Arms(new Matchers("a=\"1\""), new Matchers("a=\"2\"")));
    }

    @Test
    void a_counter_that_falls_restarted_and_each_instance_is_increased_singly() {
        List<ArmReading> arm = arm("restart", CODE_5XX);

        // a: +10, restarted 5, +1, +1; then +2, restarted 3, +7, restarted 2. b: +1 each.
        assertThat(arm.stream().map(PrometheusSourceTest::requests))
                .containsExactly(Optional.of(17L + 4), Optional.of(14L + 4), Optional.of(0L), Optional.empty());
    }

    @Test
    @DisplayName("CAN-1: a window with a sample that is NaN or infinite has no telemetry, and the next ones have")
    void a_sample_that_is_no_count_empties_its_window() {
        List<ArmReading> arm = arm("nan", CODE_5XX);

        assertThat(arm.stream().map(PrometheusSourceTest::requests))
                .containsExactly(Optional.of(8L), Optional.empty(), Optional.of(8L), Optional.empty());
        assertThat(arm.get(1)).asString().contains("is no count");
    }

    @Test
    void a_new_instance_counts_from_its_first_sample_and_its_first_error_from_nought() {
        List<ArmReading> arm = arm("late", CODE_5XX);

        assertThat(arm.getFirst().window()).isEmpty();
        assertThat(requests(arm.get(1))).contains(5L + 4);
        assertThat(arm.get(1).window().map(ArmWindow::errors)).contains(4L);
        assertThat(arm.get(2).window().map(ArmWindow::errors)).contains(1L);
    }

    @Test
    @DisplayName("CAN-1: where no series has the label that tells errors, there is no telemetry instead of no errors")
    void errors_by_a_label_that_nothing_has_are_no_data() {
        List<ArmReading> arm = arm("words", CODE_5XX);

        assertThat(arm).allSatisfy(reading -> assertThat(reading.window()).isEmpty());
        assertThat(arm.getFirst()).asString().contains("has the label code");
    }

    @Test
    @DisplayName("CAN-1: where a counter of errors of its own is missing, there is no telemetry instead of no errors")
    void a_missing_counter_of_errors_is_no_data() {
        List<ArmReading> arm = arm("restart", Measures.Errors.parse("failures"));

        assertThat(arm.stream().map(reading -> reading.window().map(ArmWindow::errors)))
                .containsExactly(Optional.of(1L), Optional.empty(), Optional.of(1L), Optional.empty());
    }

    @Test
    void many_more_errors_than_requests_are_no_data_and_a_few_more_are_requests() {
        List<ArmReading> arm = arm("nan", Measures.Errors.parse("failures"));

        assertThat(arm.getFirst().window().map(window -> window.requests() + " " + window.errors()))
                .contains("9 9");
        assertThat(arm.get(2).window().map(window -> window.requests() + " " + window.errors()))
                .contains("8 5");
    }

    @Test
    void requests_of_a_classic_bucket_are_put_at_its_upper_bound_and_the_slowest_at_twice_the_last() {
        Readings.Taken taken = taken("s=\"reset\"", "classic", CODE_5XX);

        // 94: 100 ms, 113: 250 ms, 127: 500 ms
        assertThat(taken.canary().get(0).window().orElseThrow().latency().buckets())
                .isEqualTo(Map.of(94, 4L, 113, 5L, 127, 1L));
        assertThat(taken.canary().get(1).window().orElseThrow().latency().buckets())
                .isEqualTo(Map.of(127, 3L));
        assertThat(taken.notes()).anySatisfy(note -> assertThat(note).contains("a factor of 2.50 apart"));
    }

    @Test
    void a_histogram_whose_total_falls_restarted_and_one_with_a_bucket_that_is_no_count_has_no_latencies() {
        List<ArmReading> arm = taken("s=\"classic\"", "reset", CODE_5XX).canary();

        // +1 +1 of 100 ms; restarted with 2, 0 and 1; then +1, +2 and none
        assertThat(arm.getFirst().window().orElseThrow().latency().buckets())
                .isEqualTo(Map.of(94, 5L, 113, 2L, 127, 1L));
        assertThat(requests(arm.get(1))).contains(4L);
        assertThat(arm.get(1).window().orElseThrow().latency().total()).isZero();
    }

    @Test
    @DisplayName("CAN-1: latencies of arms whose histograms are cut differently are not compared")
    void arms_with_different_buckets_have_no_latencies() {
        Readings.Taken taken = taken("s=\"classic\"", "other", CODE_5XX);

        assertThat(taken.windows()).allSatisfy(window -> {
            assertThat(window.baseline().map(one -> one.latency().total()).orElse(0L))
                    .isZero();
            assertThat(window.canary().map(one -> one.latency().total()).orElse(0L))
                    .isZero();
        });
        assertThat(taken.notes()).anySatisfy(note -> assertThat(note).contains("different buckets"));
        assertThat(requests(taken.canary().getFirst())).contains(10L);
    }

    @Test
    void many_windows_asked_for_in_parts_are_the_same_as_at_once() {
        Stretch seconds = Stretch.between(STRETCH.from(), STRETCH.to(), java.time.Duration.ofSeconds(15));
        Stretch longer = new Stretch(STRETCH.from().minus(java.time.Duration.ofMinutes(57)), STRETCH.window(), 61);

        assertThat(counted().read(longer))
                .isInstanceOfSatisfying(
                        Readings.Taken.class,
                        taken -> assertThat(taken.windows().subList(57, 61)).isEqualTo(COUNTED));
        assertThat(counted().read(seconds))
                .isInstanceOfSatisfying(
                        Readings.Taken.class,
                        taken -> assertThat(taken.baseline().stream()
                                        .mapToLong(one -> requests(one).orElse(0L))
                                        .sum())
                                .isEqualTo(305));
    }
}
