package arelops.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.testkit.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class SteadyClientTest {
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String CLOSED = "";

    /// Answers the nth request on each connection with these bytes, and closes where there are none or not all of
    /// them.
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final IntFunction<String> answers;

        Server(IntFunction<String> answers) throws IOException {
            this.answers = answers;
            Thread.ofVirtual().start(this::accept);
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void accept() {
            try {
                while (true) {
                    Socket one = socket.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(one));
                }
            } catch (IOException e) {
                // It was closed: the test is over.
            }
        }

        private void serve(Socket one) {
            try (one;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII))) {
                int number = 0;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.isEmpty()) {
                        String answer = answers.apply(++number);
                        one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        if (!answer.endsWith("ok")) {
                            return;
                        }
                    }
                }
            } catch (IOException e) {
                // The client is gone.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void until(SteadyClient client, long asked) {
        Patience.until(asked + " requests were asked", () -> client.asked() >= asked);
    }

    @Test
    void users_ask_on_and_on_over_connections_that_are_kept() throws IOException {
        try (Server server = new Server(_ -> GOOD);
                SteadyClient client = new SteadyClient(server.address(), 500)) {
            client.rate(1_000);
            until(client, 100);

            assertThat(client.failures()).isEmpty();
            assertThat(server.connections.get()).isBetween(1, 32);
        }
    }

    @Test
    void an_answer_that_is_no_200_a_connection_closed_before_its_first_answer_and_half_an_answer_have_failed()
            throws IOException {
        assertFails(_ -> "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\nok", "status 503");
        assertFails(_ -> CLOSED, "closed without a whole answer");
        assertFails(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no", "closed without a whole answer");
        assertFails(
                number -> number == 1 ? GOOD : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no",
                "closed without a whole answer");
        assertFails(_ -> "no HTTP at all\r\n\r\n", "Exception");
    }

    private static void assertFails(IntFunction<String> answers, String because) throws IOException {
        try (Server server = new Server(answers);
                SteadyClient client = new SteadyClient(server.address(), 500)) {
            Patience.until("a request has failed", () -> !client.failures().isEmpty());

            assertThat(client.failures().getFirst()).contains(because);
            assertThat(client.asked()).isPositive();
        }
    }

    @Test
    void a_kept_connection_that_the_server_closes_is_asked_again_on_a_new_one() throws IOException {
        try (Server server = new Server(number -> number == 1 ? GOOD : CLOSED);
                SteadyClient client = new SteadyClient(server.address(), 500)) {
            until(client, 20);

            assertThat(client.failures()).isEmpty();
            assertThat(server.connections.get()).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void nobody_there_is_a_failure_too() throws IOException {
        URI nobody;
        try (Server server = new Server(_ -> GOOD)) {
            nobody = server.address();
        }
        try (SteadyClient client = new SteadyClient(nobody, 500)) {
            Patience.until("a request has failed", () -> !client.failures().isEmpty());

            assertThat(client.failures().getFirst()).contains("refused");
        }
    }
}
