package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that do what they should not: each request gets its place in the report, and the next one
/// is sent.
@Timeout(300)
class BrokenServerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no HTTP\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n"
            })
    void garbage_is_counted_as_garbage(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(answer)) {
            assertOnlyFails(server, Failure.GARBAGE);
        }
    }

    @Test
    void a_head_without_end_is_garbage() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.thatSays("HTTP/1.1 200 OK\r\n" + "X-Long: 0123456789\r\n".repeat(10_000))) {
            assertOnlyFails(server, Failure.GARBAGE);
        }
    }

    @Test
    void a_connection_that_breaks_is_a_reset() throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> ScriptedServer.reset(socket))) {
            assertOnlyFails(server, Failure.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
            })
    void an_answer_that_ends_too_early_is_closed_early(String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.say(socket, answer);
            socket.shutdownOutput();
        })) {
            assertOnlyFails(server, Failure.CLOSED_EARLY);
        }
    }

    @Test
    void no_answer_is_a_timeout_and_counts_as_slow() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((_, _) -> never.await())) {
            Duration patience = Duration.ofMillis(100);
            ReplayReport report = run(plan(server.target()).with(new Reach(1, 100, patience)), recording(3));

            assertThat(report.answers().failed(Failure.TIMEOUT)).isEqualTo(3);
            assertThat(report.timing().intended().at(1)).isGreaterThanOrEqualTo(patience.toNanos());
            never.countDown();
        }
    }

    @Test
    void nobody_there_is_refused() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // it has the port, and does not listen

            ReplayReport report = run(plan(new Target("127.0.0.1", deaf.getLocalPort())), recording(3));

            assertThat(report.answers().failed(Failure.REFUSED)).isEqualTo(3);
            assertThat(report.sending().sent()).isEqualTo(3);
        }
    }

    @Test
    void a_name_without_address_is_an_unknown_host() throws Exception {
        ReplayReport report = run(plan(new Target("nobody.invalid", 80)), recording(3));

        assertThat(report.answers().failed(Failure.UNKNOWN_HOST)).isEqualTo(3);
    }

    @Test
    void a_huge_body_is_counted_and_thrown_away() throws Exception {
        int parts = 2_000;
        byte[] part = new byte[64 * 1024];
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + (long) parts * part.length + "\r\n\r\n");
            for (int i = 0; i < parts; i++) {
                socket.getOutputStream().write(part);
            }
        })) {
            ReplayReport report = run(plan(server.target()), recording(2));

            assertThat(report.answers().answered()).isEqualTo(2);
            assertThat(report.answers().bodyBytes()).isEqualTo(2L * parts * part.length);
        }
    }

    @Test
    void a_body_without_end_is_ended_by_patience() throws Exception {
        byte[] part = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.say(socket, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                socket.getOutputStream().write(part);
            }
        })) {
            ReplayReport report =
                    run(plan(server.target()).with(new Reach(1, 10, Duration.ofMillis(200))), recording(1));

            assertThat(report.answers().failed(Failure.TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void answers_of_all_forms_are_understood_on_one_connection() throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ScriptedServer.OK,
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        AtomicInteger next = new AtomicInteger();
        try (ScriptedServer server =
                new ScriptedServer((_, socket) -> ScriptedServer.say(socket, answers.get(next.getAndIncrement())))) {
            List<Exchange> recording = IntStream.range(0, answers.size())
                    .mapToObj(i -> Recorded.get("a", i * 5L, "/" + i))
                    .toList();

            ReplayReport report = run(plan(server.target()), recording);

            assertThat(report.answers().statuses())
                    .containsEntry(2, 3L)
                    .containsEntry(3, 1L)
                    .containsEntry(4, 1L)
                    .containsEntry(5, 1L)
                    .hasSize(4);
            assertThat(report.answers().bodyBytes()).isEqualTo(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_to_head_has_no_body() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")) {
            List<Exchange> recording = IntStream.range(0, 3)
                    .mapToObj(i -> Recorded.of("a", i * 5L, 1, Recorded.request("HEAD / HTTP/1.1\r\n\r\n", "")))
                    .toList();

            ReplayReport report = run(plan(server.target()), recording);

            assertThat(report.answers().answered()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_used_connection_that_the_server_closes_gets_its_request_a_second_chance() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/2") && request.connection() == 1) {
                socket.close();
            } else {
                ScriptedServer.say(socket, ScriptedServer.OK);
            }
        })) {
            List<Exchange> recording =
                    List.of(Recorded.get("a", 0, "/1"), Recorded.get("a", 20, "/2"), Recorded.get("a", 40, "/3"));

            ReplayReport report = run(plan(server.target()), recording);

            assertThat(report.answers().answered()).isEqualTo(3);
            assertThat(report.sending().resent()).isEqualTo(1);
            assertThat(report.sending().sent()).isEqualTo(3);
        }
    }

    @Test
    void a_session_goes_on_after_a_failure() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/1")) {
                ScriptedServer.reset(socket);
            } else {
                ScriptedServer.say(socket, ScriptedServer.OK);
            }
        })) {
            ReplayReport report = run(
                    plan(server.target()),
                    List.of(Recorded.get("a", 0, "/1"), Recorded.get("a", 20, "/2"), Recorded.get("a", 40, "/3")));

            assertThat(report.answers().answered()).isEqualTo(2);
            assertThat(report.answers().failed(Failure.RESET)).isEqualTo(1);
        }
    }

    @Test
    void words_that_nobody_asked_for_end_the_connection() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer((_, socket) -> ScriptedServer.say(socket, ScriptedServer.OK + ScriptedServer.OK))) {
            ReplayReport report = run(plan(server.target()), recording(3));

            assertThat(report.answers().answered()).isEqualTo(3);
            assertThat(report.answers().allFailed()).isZero();
        }
    }

    private static void assertOnlyFails(ScriptedServer server, Failure failure)
            throws IOException, InterruptedException {
        ReplayReport report = run(plan(server.target()), recording(3));

        assertThat(report.answers().failures()).containsOnlyKeys(failure);
        assertThat(report.answers().failed(failure)).isEqualTo(3);
        assertThat(report.answers().answered()).isZero();
        assertThat(report.sending().resent()).isZero();
    }

    /// Of as many sessions.
    private static List<Exchange> recording(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> Recorded.get("s" + i, i * 5L, "/" + i))
                .toList();
    }

    private static ReplayPlan plan(Target target) {
        return ReplayPlan.of(target, "run-1").with(new Reach(1, 100, LONG));
    }

    private static ReplayReport run(ReplayPlan plan, List<Exchange> recording) throws InterruptedException {
        try (Replay replay = Replay.start(plan, recording.iterator())) {
            return replay.await();
        }
    }
}
