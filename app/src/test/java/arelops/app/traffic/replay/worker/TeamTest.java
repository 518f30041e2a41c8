package arelops.app.traffic.replay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Answers;
import arelops.app.traffic.replay.Failure;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Latencies;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Sender;
import arelops.app.traffic.replay.Sending;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Span;
import arelops.app.traffic.replay.Timing;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.replay.issued.Issued;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TeamTest {
    private static final long SECOND = 1_000_000_000;
    private static final WorkerResult.Task TASK = new WorkerResult.Task("run", "shop", "127.0.0.1:80", 10, 1);

    @Test
    @DisplayName("TRF-2: what workers send back merges without loss")
    void results_are_read_as_they_were_written() {
        WorkerResult result = result(1, 3, 500);

        assertThat(ResultJson.read("it", ResultJson.write(result).toString())).isEqualTo(result);
    }

    @Test
    void one_report_is_made_of_all_whatever_their_order() {
        List<WorkerResult> results = List.of(result(0, 3, 10), result(1, 3, 20), result(2, 3, 30));

        ReplayReport report = Team.merge(3, results, Map.of());

        assertThat(report.sending().sent()).isEqualTo(60);
        assertThat(report.timing().intended().count()).isEqualTo(60);
        assertThat(report.answers().issued()).isEqualTo(new Issued(3, 6, 9));
        assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(Team.merge(3, results.reversed(), Map.of())).isEqualTo(report);
    }

    @Test
    @DisplayName("TRF-2: a worker that is missing makes the run invalid")
    void a_result_that_is_missing_makes_it_invalid_with_the_reason() {
        ReplayReport report = Team.merge(3, List.of(result(1, 3, 20)), Map.of(2, "it ended with 137"));

        assertThat(report.sending().sent()).isEqualTo(20);
        assertThat(report.verdict())
                .isEqualTo(new Verdict.Invalid(
                        List.of("worker 0 of 3 gave no result", "worker 2 of 3 gave no result: it ended with 137")));
        assertThat(((Verdict.Invalid) Team.merge(1, List.of(), Map.of()).verdict()).reasons())
                .containsExactly("worker 0 of 1 gave no result", "nothing was sent");
    }

    @Test
    void results_of_different_runs_and_the_same_twice_are_refused() {
        WorkerResult.Task other = new WorkerResult.Task("other", "shop", "127.0.0.1:80", 10, 1);
        WorkerResult strange =
                new WorkerResult(other, new Share(1, 2), result(1, 2, 1).report());

        assertThatThrownBy(() -> Team.merge(2, List.of(result(0, 2, 1), strange), Map.of()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("run other");
        assertThatThrownBy(() -> Team.merge(2, List.of(result(0, 2, 1), result(0, 2, 1)), Map.of()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Team.merge(2, List.of(result(0, 3, 1)), Map.of()))
                .isInstanceOf(Fault.class);
    }

    @Test
    void what_is_no_result_is_said_so() {
        for (String text : List.of("", "{}", "no json", "{\"v\":1,\"timing\":{}}", "{\"v\":2,\"timing\":{}}")) {
            assertThatThrownBy(() -> ResultJson.read("file.json", text)).isInstanceOf(Fault.class);
        }
        String broken = ResultJson.write(result(0, 1, 1)).put("worker", 7).toString();
        assertThatThrownBy(() -> ResultJson.read("file.json", broken)).hasMessageContaining("file.json");
    }

    private static WorkerResult result(int worker, int workers, int sent) {
        Latencies times = times(worker, sent);
        return new WorkerResult(
                TASK,
                new Share(worker, workers),
                new ReplayReport(
                        new Sending(sent, sent, 1, 0, 0, 0, Map.of(Fence.Because.METHOD, 4L)),
                        new Answers(
                                sent - 1,
                                Map.of(2, sent - 2L, 4, 1L),
                                Map.of(Failure.RESET, 1L),
                                99,
                                new Issued(1, 2, 3)),
                        new Span(worker, SECOND + worker, SECOND + worker, worker, SECOND + worker),
                        new Timing(times, times, times(3, 0), times(3, 0), times),
                        new Sender(worker, List.of()),
                        Limits.standard()));
    }

    private static Latencies times(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        Histogram histogram = new Histogram(1, 3_600 * SECOND, 3);
        for (int i = 0; i < count; i++) {
            histogram.recordValue(random.nextLong(1, 10 * SECOND));
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Latencies.of(Arrays.copyOf(buffer.array(), length));
    }
}
