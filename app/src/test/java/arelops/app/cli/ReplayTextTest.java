package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.replay.Answers;
import arelops.app.traffic.replay.Latencies;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Sender;
import arelops.app.traffic.replay.Sending;
import arelops.app.traffic.replay.Span;
import arelops.app.traffic.replay.Timing;
import arelops.app.traffic.replay.issued.Issued;
import arelops.app.traffic.replay.worker.WorkerResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayTextTest {
    private static final long SECOND = 1_000_000_000;
    private static final WorkerResult.Task TASK = new WorkerResult.Task("run", "shop", "127.0.0.1:80", 1, 1);
    private static final View VIEW = new View(false, true, 200, Instant.EPOCH, ZoneId.of("UTC"));

    @Test
    @DisplayName("TRF-2: nobody reads a run that the app held up as one at the full rate")
    void a_rate_that_was_not_reached_is_said_in_a_line_of_its_own_and_in_json() {
        ReplayReport held = report(new Span(0, 10 * SECOND, 15 * SECOND, 0, 15 * SECOND), Issued.NONE);

        assertThat(String.join("\n", new ReplayText(VIEW).lines(TASK, held)))
                .contains(
                        "the full rate was NOT put on the app",
                        "took 1.50 times as long: 67/s reached of 100/s",
                        "67/s of 100/s wanted");
        assertThat(ReplayText.json(TASK, held).path("rate").path("behind").asDouble())
                .isEqualTo(1.5);
        assertThat(ReplayText.json(TASK, held).path("rate").path("slowed").asBoolean())
                .isTrue();
        assertThat(ReplayText.json(TASK, held).path("valid").asBoolean()).isTrue();
    }

    @Test
    void a_run_in_time_says_nothing_of_it() {
        ReplayReport held = report(new Span(0, 10 * SECOND, 10 * SECOND, 0, 10 * SECOND), Issued.NONE);

        assertThat(String.join("\n", new ReplayText(VIEW).lines(TASK, held))).doesNotContain("NOT", "issued");
    }

    @Test
    void issued_values_are_counted() {
        Span span = new Span(0, 10 * SECOND, 10 * SECOND, 0, 10 * SECOND);
        ReplayReport report = report(span, new Issued(7, 2, 1));

        assertThat(String.join("\n", new ReplayText(VIEW).lines(TASK, report)))
                .contains("7 values of earlier answers sent back, 2 not found there and so sent as recorded, "
                        + "of 1 answer only the first 64 KiB looked at");
        assertThat(ReplayText.json(TASK, report).path("issued").path("missed").asInt())
                .isEqualTo(2);
    }

    private static ReplayReport report(Span span, Issued issued) {
        Latencies none = none();
        return new ReplayReport(
                new Sending(1_001, 1_001, 0, 0, 0, 0, Map.of()),
                new Answers(1_001, Map.of(2, 1_001L), Map.of(), 0, issued),
                span,
                new Timing(none, none, none, none, none),
                new Sender(0, List.of()),
                Limits.standard());
    }

    private static Latencies none() {
        Histogram histogram = new Histogram(1, 3_600 * SECOND, 3);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Latencies.of(Arrays.copyOf(buffer.array(), length));
    }
}
