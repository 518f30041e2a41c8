package arelops.app.traffic.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.difference.Aspect;
import arelops.core.difference.Finding;
import arelops.core.difference.Ignored;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recording that three small servers answer.
class DifferenceRunTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final int REQUESTS = 60;

    @TempDir
    private Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private final Queue<String> marks = new ConcurrentLinkedQueue<>();
    private final AtomicLong ids = new AtomicLong(0x1234_5678_9abcL);

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    /// What a server answers to a path.
    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private Target server(Answering answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            marks.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-ARelOps-Replay")));
            answering.answer(exchange);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return new Target("127.0.0.1", server.getAddress().getPort());
    }

    /// A shop; its prices are of the release.
    private Target shop(int price) throws IOException {
        return server(exchange -> {
            String path = exchange.getRequestURI().getPath();
            String self = "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + path;
            String body = "{\"self\":\"" + self + "\",\"price\":" + (path.endsWith("7") ? price : 3) + ",\"cart\":\""
                    + id() + "\"}";
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Request-Id", id());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (path.startsWith("/packed")) {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                bytes = packed(bytes);
            }
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    private String id() {
        return String.format("%032x", ids.incrementAndGet() * 0x9e37_79b9_7f4a_7c15L);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Recording recording(String path) {
        Recordings recordings = new Recordings(folder.resolve("traffic"));
        Recording recording = recordings.create("shop", NOW, new byte[32], NOW.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        for (int number = 0; number < REQUESTS; number++) {
            recorder.take(exchange(number, "GET " + path + "/" + (100 + number)));
        }
        recorder.take(exchange(REQUESTS, "POST /orders"));
        recorder.end("a test", NOW, NOW.plus(Duration.ofDays(1)), Map.of());
        return recordings.named("shop");
    }

    private static Exchange exchange(int number, String start) {
        HttpMessage request =
                HttpMessage.whole(Bytes.of(start + " HTTP/1.1\r\nHost: shop.example\r\n\r\n"), Bytes.NONE);
        HttpMessage response =
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));
        return new Exchange(
                new SessionId("s" + number), number * 5_000_000L, 1_000_000, request, Optional.of(response));
    }

    private Comparison compared(Recording recording, Target candidate, Target stable, Target again)
            throws InterruptedException {
        ReplayPlan plan = ReplayPlan.of(candidate, "diff-test").with(new Reach(1, 50, Duration.ofSeconds(30)));
        return new DifferenceRun(recording, new ThreeTargets(candidate, stable, again), plan, Ignored.standard(), 1)
                .perform(Links.NONE);
    }

    @Test
    void ids_and_addresses_are_silent_between_three_instances_of_one_release() throws Exception {
        Comparison comparison = compared(recording("/products"), shop(5), shop(5), shop(5));

        assertThat(comparison.report().findings()).isEmpty();
        assertThat(comparison.report().compared().pairs()).isEqualTo(REQUESTS);
        assertThat(comparison)
                .returns((long) REQUESTS, Comparison::asked)
                .returns(1L, Comparison::fenced)
                .returns(0L, Comparison::failed)
                .returns(0L, Comparison::unmatched);
        assertThat(marks).hasSize(3 * REQUESTS).containsOnly("diff-test");
    }

    @Test
    void a_changed_price_is_found_beside_one_instance_of_stable_that_is_asked_twice() throws Exception {
        Target stable = server(exchange -> respond(exchange, 200, "{\"price\":5,\"cart\":\"" + id() + "\"}"));
        Target candidate = server(exchange -> respond(exchange, 200, "{\"price\":6,\"cart\":\"" + id() + "\"}"));

        Comparison comparison = compared(recording("/products"), candidate, stable, stable);

        assertThat(comparison.report().findings())
                .extracting(
                        Finding::place,
                        Finding::aspect,
                        finding -> finding.counts().raw())
                .containsExactly(tuple("$.price", Aspect.VALUE, (long) REQUESTS));
    }

    @Test
    void packed_answers_are_unpacked() throws Exception {
        Target candidate = server(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Request-Id", id());
            String self = "http://" + exchange.getRequestHeaders().getFirst("Host")
                    + exchange.getRequestURI().getPath();
            respond(exchange, 200, "{\"self\":\"" + self + "\",\"cart\":\"" + id() + "\"}");
        });

        Comparison comparison = compared(recording("/packed"), candidate, shop(5), shop(5));

        assertThat(comparison.report().findings())
                .extracting(Finding::place, Finding::aspect)
                .containsExactly(tuple("$.price", Aspect.MISSING));
    }

    @Test
    void long_bodies_are_compared_by_their_digest() throws Exception {
        String same = "x".repeat(300_000);
        Target stable = server(exchange -> respond(exchange, 200, same + "1"));
        Target candidate = server(exchange -> respond(exchange, 200, same + "2"));
        Recording recording = recording("/long");

        assertThat(compared(recording, candidate, stable, stable).report().findings())
                .extracting(Finding::place)
                .containsExactly("body");
        assertThat(compared(recording, stable, stable, stable).report().findings())
                .isEmpty();
    }

    @Test
    void what_one_of_the_three_does_not_answer_is_counted_and_not_compared() throws Exception {
        Target broken = server(exchange -> exchange.sendResponseHeaders(200, 1_000)); // and no body

        Comparison comparison = compared(recording("/products"), broken, shop(5), shop(5));

        assertThat(comparison.failed()).isEqualTo(REQUESTS);
        assertThat(comparison.report().compared().pairs()).isZero();
        assertThat(comparison.report().conclusive()).isFalse();
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
