package arelops.app.traffic.difference;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Target;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceVerdict;
import arelops.core.difference.Finding;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real requests of a real recording to real servers, compared for the line.
class LocalDifferenceTestsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final String PRICE = "{\"price\": 500, \"build\": \"1\"}";

    @TempDir
    private Path folder;

    /// A release and stable that answer, and what compares them.
    private record Serving(Turn turn, LocalDifferenceTests tests, HttpServer release, HttpServer stable)
            implements AutoCloseable {
        DifferenceOrder order(String... ignore) {
            return new DifferenceOrder(
                    "production", new ThreeTargets(target(release), target(stable), target(stable)), Set.of(ignore));
        }

        DifferenceState ended(String id) {
            Patience.until(id + " has ended", () -> !(tests.observe(id) instanceof DifferenceState.Running));
            return tests.observe(id);
        }

        DifferenceEvidence evidence(String id, DifferenceOrder order) {
            tests.start(id, order);
            return ((DifferenceState.Done) ended(id)).evidence();
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

    private void recorded() {
        Recording recording = recordings().create("production", NOW, new byte[32], NOW.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        HttpMessage response =
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));
        for (int number = 0; number < 20; number++) {
            HttpMessage request = HttpMessage.whole(
                    Bytes.of("GET /products/" + (100 + number) + " HTTP/1.1\r\nHost: shop.example\r\n\r\n"),
                    Bytes.NONE);
            recorder.take(new Exchange(
                    new SessionId("s" + number), number * 10_000_000L, 1_000_000, request, Optional.of(response)));
        }
        recorder.end("a test", NOW, NOW.plus(Duration.ofDays(1)), Map.of());
    }

    private static HttpServer server(String body, AtomicInteger asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Target target(HttpServer server) {
        return new Target("127.0.0.1", server.getAddress().getPort());
    }

    private Serving serving(String release, AtomicInteger asked) throws IOException {
        Turn turn = new Turn();
        return new Serving(
                turn,
                new LocalDifferenceTests(recordings(), InstantSource.fixed(NOW), new SplittableRandom(1), turn),
                server(release, asked),
                server(PRICE, new AtomicInteger()));
    }

    @Test
    void a_changed_price_is_found_and_what_is_left_out_is_not() throws IOException {
        recorded();
        try (Serving it = serving("{\"price\": 501, \"build\": \"2\"}", new AtomicInteger())) {
            assertThat(it.tests().observe("diff-1")).isInstanceOf(DifferenceState.NotKnown.class);

            DifferenceEvidence evidence = it.evidence("diff-1", it.order("$.build"));

            assertThat(evidence.recording()).startsWith("production-2026");
            assertThat(evidence.requests().asked()).isEqualTo(20);
            assertThat(evidence.report().findings()).extracting(Finding::place).containsExactly("$.price");
            assertThat(evidence.json().canonical())
                    .contains("\"place\":\"$.price\"", "\"compared\":20", "\"stable\":\"500\"", "\"release\":\"501\"");
        }
    }

    @Test
    void it_is_performed_once() throws IOException {
        recorded();
        AtomicInteger asked = new AtomicInteger();
        try (Serving it = serving(PRICE, asked)) {
            assertThat(it.evidence("diff-1", it.order()).report().findings()).isEmpty();
            it.tests().start("diff-1", it.order());

            assertThat(it.ended("diff-1")).isInstanceOf(DifferenceState.Done.class);
            assertThat(asked).hasValue(20);
        }
    }

    @Test
    void a_release_that_is_silent_is_neither_alike_nor_different() throws IOException {
        recorded();
        try (Serving it = serving(PRICE, new AtomicInteger())) {
            it.release().stop(0);

            DifferenceEvidence evidence = it.evidence("diff-1", it.order());

            assertThat(evidence.verdict()).isInstanceOf(DifferenceVerdict.Unknown.class);
            assertThat(evidence.verdict().because())
                    .isEqualTo(
                            "too little was compared: 0 requests, 7 are needed at least; 20 not answered by one of the"
                                    + " three, 0 given up");
        }
    }

    @Test
    void without_a_recording_it_breaks_with_the_way_to_make_one() throws IOException {
        try (Serving it = serving(PRICE, new AtomicInteger())) {
            it.tests().start("diff-1", it.order());

            assertThat(it.ended("diff-1"))
                    .isInstanceOfSatisfying(
                            DifferenceState.Broken.class,
                            broken -> assertThat(broken.because())
                                    .contains("no whole recording of production", "arelops traffic record"));
        }
    }

    @Test
    void it_waits_for_its_turn() throws Exception {
        recorded();
        CountDownLatch measured = new CountDownLatch(1);
        try (Serving it = serving(PRICE, new AtomicInteger())) {
            var _ = it.turn().take(() -> {
                try {
                    measured.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            it.tests().start("diff-1", it.order());

            assertThat(it.tests().observe("diff-1")).isEqualTo(new DifferenceState.Running(NOW, 0));
            measured.countDown();
            assertThat(it.ended("diff-1")).isInstanceOf(DifferenceState.Done.class);
        }
    }
}
