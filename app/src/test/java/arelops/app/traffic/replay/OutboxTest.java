package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Exchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OutboxTest {
    private static final int LARGE = 16 * 1024 * 1024;

    @Test
    void a_request_goes_behind_what_is_left_of_the_one_before_it() throws Exception {
        String body = "x".repeat(LARGE);
        List<Exchange> recording = IntStream.range(0, 3)
                .mapToObj(i -> Recorded.of(
                        "a", 0, 1, Recorded.request("PUT /" + i + " HTTP/1.1\r\n\r\n", i == 0 ? body : "small")))
                .toList();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<Integer>> lengths = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> serve(listening, lengths));
            ReplayPlan plan = ReplayPlan.of(new Target("127.0.0.1", listening.getLocalPort()), "run-1")
                    .with(new Fence(Set.of("PUT")))
                    .with(new Reach(1, 1, Duration.ofMinutes(1)));

            try (Replay replay = Replay.start(plan, recording.iterator())) {
                assertThat(replay.await().answers().answered()).isEqualTo(3);
                assertThat(lengths.get()).containsExactly(LARGE, 5, 5);
            }
        }
    }

    /// Answers each request before it reads its body.
    private static void serve(ServerSocket listening, CompletableFuture<List<Integer>> lengths) {
        try (Socket socket = listening.accept();
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            int[] read = new int[3];
            for (int i = 0; i < read.length; i++) {
                String head = head(in);
                ScriptedServer.say(socket, ScriptedServer.OK);
                assertThat(head).startsWith("PUT /" + i + " HTTP/1.1\r\n");
                int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                read[i] = in.readNBytes(length).length;
            }
            lengths.complete(IntStream.of(read).boxed().toList());
        } catch (IOException | RuntimeException | AssertionError e) {
            lengths.completeExceptionally(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no head, but " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
