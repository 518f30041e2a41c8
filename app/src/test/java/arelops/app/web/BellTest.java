package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.page.LineParts;
import arelops.testkit.SettableClock;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The bell on real sockets, stepped by hand.
class BellTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_RINGS = 200_000;

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final AtomicReference<String> version = new AtomicReference<>("1");
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final Bell bell = new Bell(this::parts, clock);
    private final List<Ear> ears = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    BellTest() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(4_096);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                String who = Request.getPathInContext(request);
                Callback told = Callback.from(callback, ended::countDown);
                if (!bell.take(who, _ -> !barred.contains(who), request, response, told)) {
                    response.setStatus(503);
                    callback.succeeded();
                }
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Ear ear : ears) {
            ear.close();
        }
        bell.close();
        server.stop();
    }

    private LineParts parts() {
        asked.incrementAndGet();
        return new LineParts("", "now", Map.of("line", new LineParts.Part("", version.get())));
    }

    /// A browser of somebody.
    private static final class Ear implements Closeable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Ear(int port, String who, int window) throws IOException {
            socket.setReceiveBufferSize(window);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write(("GET /" + who + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /// The next ring, `refused`, or `over`.
        String hears() throws IOException {
            String line = in.readLine();
            while (line != null) {
                if (line.startsWith("data: ")) {
                    return line;
                }
                if (line.startsWith("HTTP/1.1 503")) {
                    return "refused";
                }
                if (line.equals("0")) {
                    return "over";
                }
                line = in.readLine();
            }
            return "over";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Ear ear(String who) throws IOException {
        Ear ear = new Ear(connector.getLocalPort(), who, 1 << 16);
        ears.add(ear);
        return ear;
    }

    @Test
    @DisplayName("a browser hears at once how it stands, then what changes, and every 15 seconds that all is well")
    void rings() throws Exception {
        Ear ear = ear("ann");
        assertThat(ear.hears()).contains("\"line\":\"1\"", "\"at\":\"now\"");
        bell.step();
        assertThat(ear.hears()).contains("\"line\":\"1\"");

        bell.step();
        version.set("2");
        bell.step();
        assertThat(ear.hears()).as("and nothing between").contains("\"line\":\"2\"");

        clock.move(Bell.BEAT);
        bell.step();
        assertThat(ear.hears()).contains("\"line\":\"2\"");
    }

    @Test
    @DisplayName("fifty browsers cost one look at the page, not fifty")
    void one_look_for_all() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(ear("person" + i).hears()).contains("\"line\":\"1\"");
        }
        int before = asked.get();

        bell.step();

        assertThat(asked.get() - before).isEqualTo(1);
        for (Ear ear : ears) {
            assertThat(ear.hears()).contains("\"line\":\"1\"");
        }
    }

    @Test
    @DisplayName("REL-4: who may not look any more hears nothing after the next beat")
    void who_may_not_look() throws Exception {
        Ear ann = ear("ann");
        Ear ben = ear("ben");
        ann.hears();
        ben.hears();
        barred.add("/ann");

        bell.step();

        assertThat(ann.hears()).isEqualTo("over");
        assertThat(ben.hears()).contains("\"line\":\"1\"");
        assertThat(bell.size()).isEqualTo(1);
    }

    @Test
    @DisplayName("one account has room for 16 pages: the oldest one makes room for the next")
    void the_oldest_makes_room() throws Exception {
        for (int i = 0; i < Bell.MOST_OF_ONE; i++) {
            clock.move(Duration.ofSeconds(1));
            ear("ann").hears();
        }
        clock.move(Duration.ofSeconds(1));

        assertThat(ear("ann").hears()).contains("\"line\":\"1\"");

        assertThat(ears.getFirst().hears()).isEqualTo("over");
        assertThat(bell.size()).isEqualTo(Bell.MOST_OF_ONE);
    }

    @Test
    @DisplayName("with 256 listening the next is refused, until one of them goes")
    void refused_when_full() throws Exception {
        for (int i = 0; i < Bell.MOST; i++) {
            ear("person" + i).hears();
        }
        assertThat(ear("late").hears()).isEqualTo("refused");
        barred.add("/person7");
        bell.step();

        assertThat(ear("late").hears()).contains("\"line\":\"1\"");
    }

    @Test
    @DisplayName("who reads nothing is sent one ring at a time, and is dropped; the others hear each")
    void slow_readers_are_dropped() throws Exception {
        Ear slow = new Ear(connector.getLocalPort(), "slow", 1_024);
        ears.add(slow);
        slow.hears();
        for (int i = 0; i < MOST_RINGS && bell.size() == 1; i++) {
            version.set("v".repeat(1_000) + i);
            clock.move(Duration.ofSeconds(1));
            bell.step();
        }
        assertThat(bell.size()).isZero();
        assertThat(ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();

        assertThat(ear("ann").hears()).contains("vvv");
    }

    @Test
    @DisplayName("when the server stops, the bell lets go of all of them")
    void lets_go() throws Exception {
        Ear ear = ear("ann");
        ear.hears();

        bell.close();

        assertThat(ear.hears()).isEqualTo("over");
        assertThat(ear("ben").hears()).isEqualTo("refused");
    }
}
