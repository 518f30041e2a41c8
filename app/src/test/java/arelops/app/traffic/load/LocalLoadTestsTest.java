package arelops.app.traffic.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.replay.Target;
import arelops.core.load.Ladder;
import arelops.core.load.LoadLimits;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.load.Rung;
import arelops.core.policy.Percent;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import arelops.testkit.Patience;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real requests of a real recording to real servers.
class LocalLoadTestsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    /// Wide, as other tests run beside this one.
    private static final LoadLimits LIMITS =
            new LoadLimits(Percent.of(1), Optional.of(Duration.ofSeconds(20)), Percent.of(1));

    @TempDir
    private Path folder;

    /// A release and stable that answer, and what sends to them.
    private record Serving(LocalLoadTests tests, HttpServer release, HttpServer stable) implements AutoCloseable {
        LoadOrder order() {
            return new LoadOrder(
                    "production",
                    Duration.ofSeconds(1),
                    new Ladder(List.of(1, 2), LIMITS, true),
                    target(release),
                    Optional.of(target(stable)));
        }

        LoadState ended(String id) {
            Patience.until(id + " has ended", () -> !(tests.observe(id) instanceof LoadState.Running));
            return tests.observe(id);
        }

        LoadReport report(String id) {
            return ((LoadState.Done) ended(id)).report();
        }

        @Override
        public void close() {
            tests.close();
            release.stop(0);
            stable.stop(0);
        }
    }

    private Recordings recordings() {
        return new Recordings(folder.resolve("traffic"));
    }

    private void recorded(String name) {
        Recording recording = recordings().create(name, NOW, new byte[32], NOW.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        for (int number = 0; number < 20; number++) {
            recorder.take(exchange(number));
        }
        recorder.end("a test", NOW, NOW.plus(Duration.ofDays(1)), Map.of());
    }

    private static Exchange exchange(int number) {
        HttpMessage request =
                HttpMessage.whole(Bytes.of("GET /basket HTTP/1.1\r\nHost: shop.example\r\n\r\n"), Bytes.NONE);
        HttpMessage response =
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));
        return new Exchange(
                new SessionId("s" + number), number * 10_000_000L, 1_000_000, request, Optional.of(response));
    }

    private static HttpServer server(ToIntFunction<Integer> status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.applyAsInt(asked.incrementAndGet()), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Target target(HttpServer server) {
        return new Target("127.0.0.1", server.getAddress().getPort());
    }

    private Serving serving(ToIntFunction<Integer> release, ToIntFunction<Integer> stable) throws IOException {
        return new Serving(
                new LocalLoadTests(recordings(), InstantSource.fixed(NOW), new SplittableRandom(1)),
                server(release),
                server(stable));
    }

    @Test
    @DisplayName("TRF-4: each step is sent to the release and to stable, measured, and 1x again at the end")
    void it_is_borne() throws IOException {
        recorded("production");
        try (Serving it = serving(_ -> 200, _ -> 200)) {
            assertThat(it.tests().observe("load-1")).isInstanceOf(LoadState.NotKnown.class);
            it.tests().start("load-1", it.order());

            LoadReport report = it.report("load-1");
            List<Rung> valid = report.rungs().stream()
                    .filter(rung -> rung.measured().invalid().isEmpty())
                    .toList();
            assertThat(report.recording()).startsWith("production-2026");
            assertThat(report.verdict()).isInstanceOf(LoadVerdict.Borne.class);
            assertThat(valid).extracting(Rung::name).containsExactly("1x", "1x", "2x", "2x", "1x again");
            assertThat(valid)
                    .extracting(rung -> rung.measured().pace().sent())
                    .containsExactly(20L, 20L, 40L, 40L, 20L);
        }
    }

    @Test
    @DisplayName("TRF-4: a release that answers with errors where stable does not is worse")
    void it_is_worse() throws IOException {
        recorded("production");
        try (Serving it = serving(asked -> asked > 20 ? 500 : 200, _ -> 200)) {
            it.tests().start("load-1", it.order());

            LoadVerdict verdict = it.report("load-1").verdict();
            assertThat(verdict).isInstanceOf(LoadVerdict.Worse.class);
            assertThat(verdict.because()).contains("at 2x", "% fail; the limit is 1%; stable bears it");
        }
    }

    @Test
    void the_newest_recording_of_that_name_is_sent() throws IOException {
        recorded("beta");
        recorded("production");
        recorded("production");
        try (Serving it = serving(_ -> 200, _ -> 200)) {
            it.tests().start("load-1", it.order());

            assertThat(it.report("load-1").recording()).endsWith("-2");
        }
    }

    @Test
    @DisplayName("GATE-2: without a recording nothing is known, and it says how to make one")
    void no_recording() throws IOException {
        try (Serving it = serving(_ -> 200, _ -> 200)) {
            it.tests().start("load-1", it.order());

            assertThat(it.ended("load-1"))
                    .isEqualTo(new LoadState.Broken(
                            "there is no recording of production: arelops traffic record --env production, or"
                                    + " traffic in the config",
                            NOW));
        }
    }

    @Test
    @DisplayName("PAS-3: one that is cancelled sends nothing more and is not known; the next takes its turn, and it can"
            + " begin anew")
    void cancelled() throws IOException {
        recorded("production");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Serving it = serving(
                        _ -> {
                            asked.countDown();
                            return opened(go);
                        },
                        _ -> 200);
                Serving other = serving(_ -> 200, _ -> 200)) {
            it.tests().start("first", it.order());
            it.tests().start("second", other.order());
            it.tests().start("third", other.order());
            assertThat(it.tests().underWay()).containsExactlyInAnyOrder("first", "second", "third");
            opened(asked);

            it.tests().cancel("first");
            it.tests().cancel("second");

            assertThat(it.tests().observe("first")).isInstanceOf(LoadState.NotKnown.class);
            assertThat(it.tests().observe("second")).isInstanceOf(LoadState.NotKnown.class);
            assertThat(it.ended("third")).isInstanceOf(LoadState.Done.class);
            go.countDown();
            it.tests().start("first", it.order());
            assertThat(it.ended("first")).isInstanceOf(LoadState.Done.class);
            assertThat(it.tests().underWay()).isEmpty();
        }
    }

    @Test
    void one_comes_after_the_other_and_none_is_begun_twice() throws IOException {
        recorded("production");
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger later = new AtomicInteger();
        try (Serving it = serving(_ -> opened(go), _ -> opened(go));
                Serving other = serving(_ -> counted(later), _ -> 200)) {
            it.tests().start("first", it.order());
            it.tests().start("first", it.order());
            it.tests().start("second", other.order());

            assertThat(it.tests().observe("second")).isInstanceOf(LoadState.Running.class);
            assertThat(later).hasValue(0);
            go.countDown();
            assertThat(it.ended("first")).isInstanceOf(LoadState.Done.class);
            assertThat(it.ended("second")).isInstanceOf(LoadState.Done.class);
        }
    }

    private static int counted(AtomicInteger asked) {
        asked.incrementAndGet();
        return 200;
    }

    private static int opened(CountDownLatch door) {
        try {
            door.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }
}
