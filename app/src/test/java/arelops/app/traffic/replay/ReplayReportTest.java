package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.SessionId;
import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayReportTest {
    private static final long MILLI = 1_000_000;

    @Test
    void merging_histograms_loses_nothing() {
        SplittableRandom random = new SplittableRandom(1);
        LatencyCounts one = new LatencyCounts();
        LatencyCounts two = new LatencyCounts();
        LatencyCounts all = new LatencyCounts();
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong(1, 10_000_000_000L);
            (i % 3 == 0 ? one : two).add(nanos);
            all.add(nanos);
        }

        Latencies merged = Latencies.of(Latencies.of(one).bytes())
                .merge(Latencies.of(Latencies.of(two).bytes()));

        assertThat(merged).isEqualTo(Latencies.of(all));
        assertThat(merged.at(99.9)).isEqualTo(Latencies.of(all).at(99.9));
        assertThat(merged.count()).isEqualTo(10_000);
    }

    @Test
    void bytes_that_are_no_histogram_are_refused() {
        assertThatThrownBy(() -> Latencies.of(new byte[] {1, 2, 3})).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> Latencies.of(new byte[100])).isInstanceOf(Fault.class);
    }

    @Test
    void times_out_of_range_count_as_the_nearest() {
        LatencyCounts counts = new LatencyCounts();
        counts.add(-5);
        counts.add(Long.MAX_VALUE);

        assertThat(Latencies.of(counts).count()).isEqualTo(2);
        assertThat(Latencies.of(new LatencyCounts()).at(99)).isZero();
    }

    @Test
    void counts_have_the_steps_of_a_histogram() {
        Histogram histogram = new Histogram(1, 3_600_000_000_000L, 3);
        LatencyCounts counts = new LatencyCounts();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong(1, 3_600_000_000_000L) >>> random.nextInt(40);
            histogram.recordValue(nanos);
            counts.add(nanos);
        }
        for (long nanos : new long[] {0, 1, 1_023, 1_024, 2_047, 2_048, 2_049, 4_095, 4_096, 3_600_000_000_000L}) {
            histogram.recordValue(nanos);
            counts.add(nanos);
        }

        assertThat(counts.histogram()).isEqualTo(histogram);
    }

    @Test
    @DisplayName("TRF-2: a sender that keeps the schedule is valid")
    void what_was_sent_in_time_is_valid() {
        assertThat(run(1_000, 0).report(Limits.standard()).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    @DisplayName("TRF-2: a late sender says nothing about the app")
    void one_percent_too_late_is_invalid() {
        Tally tally = run(980, 0);
        for (int i = 0; i < 20; i++) {
            tally.sent(turn(980 + i), (980 + i) * MILLI + 50 * MILLI, false);
        }

        assertThat(reasons(tally)).contains("1 % of the requests were sent 50.").contains("limit is 10.0");
    }

    @Test
    void sends_that_took_longer_than_they_should_are_invalid() {
        Tally tally = run(1_000, 0);
        tally.scheduled(turn(1_000).planned());
        tally.sent(turn(1_000), 1_020 * MILLI, false);

        assertThat(reasons(tally)).contains("1.020 times as long");
    }

    @Test
    void what_the_app_made_wait_is_no_fault_of_the_sender() {
        Tally tally = run(1_000, 0);
        tally.scheduled(turn(1_000).planned());
        tally.sent(new Agenda.Turn(turn(1_000).planned(), 5_000 * MILLI), 5_000 * MILLI, false);

        ReplayReport report = tally.report(Limits.standard());

        assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(report.span().behind()).isGreaterThan(4.9);
        assertThat(report.timing().causal().count()).isEqualTo(1);
    }

    @Test
    void too_many_blocked_sends_are_invalid() {
        assertThat(run(1_000, 1).report(Limits.standard()).verdict()).isEqualTo(new Verdict.Valid());
        assertThat(reasons(run(1_000, 2))).contains("2 of 1000 requests found no connection free");
    }

    @Test
    void a_loop_that_stood_still_is_invalid() {
        Tally tally = run(1_000, 0);
        tally.stood(Duration.ofMillis(201));

        assertThat(reasons(tally)).contains("stood still for 201.0 ms");
    }

    @Test
    void limits_of_the_own_machine_and_missing_sends_are_invalid() {
        Tally tally = run(1_000, 0);
        tally.failed(new Flight(turn(0), 0, turn(0).planned().request(), false), Failure.OWN_LIMIT, 1);
        tally.unsent(3);
        tally.cancelled(4);

        assertThat(reasons(tally)).contains("no port", "3 requests were not sent", "4 answers missing");
        assertThat(reasons(new Tally())).contains("nothing was sent");
    }

    @Test
    void merged_reports_add_up() {
        ReplayReport one = run(1_000, 1).report(Limits.standard());
        ReplayReport two = run(500, 2).report(Limits.standard());

        ReplayReport merged = one.merge(two);

        assertThat(merged.sending().sent()).isEqualTo(1_500);
        assertThat(merged.timing().blocked().count()).isEqualTo(3);
        assertThat(merged.span().lastDue()).isEqualTo(999 * MILLI);
        assertThat(merged).isEqualTo(two.merge(one));
    }

    @Test
    @DisplayName("TRF-2: a rate that a slow app held up is not told as the wanted one")
    void a_run_that_the_app_held_up_is_valid_and_says_so() {
        Tally tally = new Tally();
        for (int i = 0; i < 1_000; i++) {
            Agenda.Turn held = new Agenda.Turn(turn(i).planned(), 2L * i * MILLI);
            tally.scheduled(held.planned());
            tally.sent(held, held.at(), false);
        }

        ReplayReport report = tally.report(Limits.standard());

        assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(report.slowed()).isTrue();
        assertThat(report.span().behind()).isEqualTo(2);
        assertThat(report.wantedRate()).isEqualTo(2 * report.reachedRate());
        assertThat(run(1_000, 0).report(Limits.standard()).slowed()).isFalse();
    }

    /// One send each millisecond, in time.
    private static Tally run(int sends, int blocked) {
        Tally tally = new Tally();
        for (int i = 0; i < sends; i++) {
            tally.scheduled(turn(i).planned());
            tally.sent(turn(i), i * MILLI, i < blocked);
        }
        return tally;
    }

    private static Agenda.Turn turn(int number) {
        SessionKey session = new SessionKey(new SessionId("s" + number), 0);
        Outgoing request = new Outgoing(Bytes.NONE, false, true);
        return new Agenda.Turn(new Planned(number, number * MILLI, Planned.NEVER, session, request), number * MILLI);
    }

    private static String reasons(Tally tally) {
        return assertThat(tally.report(Limits.standard()).verdict())
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Invalid.class))
                .actual()
                .reasons()
                .toString();
    }
}
