package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Issued;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Sends some hundred requests to a server of its own in this process, before the first real one is due: a sender that
/// has just been started loads and compiles its classes first, and would be late by that.
public final class Rehearsal {
    private static final int REQUESTS = 1_000;
    private static final int SESSIONS = 50;
    private static final long GAP = TimeUnit.MICROSECONDS.toNanos(250);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    /// Takes about half a second. What it came to is told for the curious; nothing depends on it.
    public static ReplayReport perform() throws InterruptedException {
        try (ServerSocket server = new ServerSocket(0, SESSIONS, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> accept(server));
            Target target = new Target("127.0.0.1", server.getLocalPort());
            try (Replay replay = Replay.start(ReplayPlan.of(target, "rehearsal"), requests())) {
                return replay.await();
            }
        } catch (IOException e) {
            return new Tally()
                    .report(Issued.NONE, Limits.standard()); // without a rehearsal the first requests are a little late
        }
    }

    private static Iterator<Exchange> requests() {
        HttpMessage asked =
                HttpMessage.whole(Bytes.of("GET /rehearsal HTTP/1.1\r\nHost: here\r\nAccept: */*\r\n\r\n"), Bytes.NONE);
        Optional<HttpMessage> answered = Optional.of(
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok")));
        return IntStream.range(0, REQUESTS)
                .mapToObj(number -> new Exchange(
                        new SessionId("rehearsal-" + number % SESSIONS), number * GAP, GAP, asked, answered))
                .iterator();
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            // It was closed: the rehearsal is over.
        }
    }

    /// Requests without a body: each ends with an empty line.
    private static void answer(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int newlines = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
                if (newlines == 2) {
                    newlines = 0;
                    socket.getOutputStream().write(ANSWER);
                }
            }
        } catch (IOException e) {
            // The sender has closed it.
        }
    }
}
