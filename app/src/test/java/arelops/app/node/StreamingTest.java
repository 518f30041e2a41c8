package arelops.app.node;

import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.drain;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is on its way for long: streams, uploads, and connections that are kept alive.
final class StreamingTest {
    private static final Watching SHORT_WINDOWS = Watching.of(Duration.ofMillis(500), false, List.of());
    private static final Duration DRAIN = Duration.ofSeconds(1);

    @TempDir
    Path data;

    private final DeploymentSpec one = drain(spec("r1-t1", Path.of("/"), app("name=one")), DRAIN);
    private final DeploymentSpec two = spec("r2-t2", Path.of("/"), app("name=two"));
    private Node node;
    private NodeTarget target;
    private int port;

    @BeforeEach
    void one_serves() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
        healthy(target, token(1), one);
        serve(target, token(1), one, SHORT_WINDOWS);
        port = observe(target).address().byPort().getPort();
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    void an_event_reaches_the_client_while_the_stream_goes_on() throws IOException {
        try (KeptConnection client = new KeptConnection(port)) {
            client.get("/events");

            assertThat(client.until(read -> read.contains("event 0\n\n"))).contains("text/event-stream");
            client.until(read -> read.contains("event 5\n\n"));
            assertThat(inFlight()).isEqualTo(1);
        }
        noneInFlight();
    }

    @Test
    void a_client_learns_that_a_stream_is_open_before_its_first_event() throws IOException {
        try (KeptConnection client = new KeptConnection(port)) {
            client.get("/events?none");

            assertThat(client.until(read -> read.endsWith("\r\n\r\n")))
                    .startsWith("HTTP/1.1 200")
                    .contains("text/event-stream");
        }
    }

    @Test
    void an_upload_is_passed_on_while_it_still_comes_in() throws IOException {
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        int parts = 30;
        try (KeptConnection client = new KeptConnection(port)) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + parts * part.length
                    + "\r\n\r\n");
            client.send(part);

            // The app has read this much, and answered it, although most of the question is not sent yet.
            client.until(read -> read.endsWith("\r\n\r\n"));
            long answered = client.in().readNBytes(part.length / 2).length;
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 1; i < parts; i++) {
                        client.send(part);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answered += client.in().transferTo(OutputStream.nullOutputStream());

            sending.join();
            assertThat(answered).isGreaterThanOrEqualTo((long) parts * part.length);
        }
        noneInFlight();
    }

    @Test
    @DisplayName("PRO-3: a connection that is kept alive outlives a switch, and the end of what it spoke with")
    void a_kept_connection_outlives_a_switch() throws IOException {
        healthy(target, token(2), two);
        try (KeptConnection client = new KeptConnection(port)) {
            names(client, "one");
            client.get("/held");
            Eventually.until("in flight", () -> inFlight() == 1);

            serve(target, token(2), two, SHORT_WINDOWS);
            Fixture.letGo(HttpClient.newHttpClient(), target, one);

            assertThat(client.until(read -> read.endsWith("\r\n0\r\n\r\n")))
                    .as("it ends where it began")
                    .contains("one");
            names(client, "two");
            assertThat(target.stop(SLOT, token(2), one.id())).isEqualTo(new Answer.Done(true));
            Eventually.until("one is gone", () -> Fixture.find(target, one).isEmpty());
            names(client, "two");
        }
    }

    private static void names(KeptConnection client, String name) throws IOException {
        for (int i = 0; i < 5; i++) {
            client.get("/name");
            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith(name);
        }
    }

    @Test
    @DisplayName("PRO-3: a stream of what is drained goes on until the deadline, ends then, and is counted")
    void a_stream_ends_with_the_drain_and_is_counted() throws IOException {
        healthy(target, token(2), two);
        try (KeptConnection client = new KeptConnection(port)) {
            client.get("/events");
            client.until(read -> read.contains("event 0\n\n"));
            serve(target, token(2), two, SHORT_WINDOWS);
            client.until(read -> read.contains("event 5\n\n"));
            CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.rest();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            long began = System.nanoTime();

            assertThat(target.stop(SLOT, token(2), one.id())).isEqualTo(new Answer.Done(true));

            String events = rest.orTimeout(2, TimeUnit.MINUTES).join();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DRAIN);
            assertThat(events).doesNotEndWith("\r\n0\r\n\r\n");
            Eventually.until("one is gone", () -> Fixture.find(target, one).isEmpty());
            Eventually.until("the stream is counted", () -> requestsTo(one) == 1);
        }
    }

    private long requestsTo(DeploymentSpec spec) {
        return switch (target.windows(SLOT, 0)) {
            case Reply.Known<Windows>(Windows known) ->
                known.windows().stream()
                        .flatMap(window -> window.cells().stream())
                        .filter(cell -> cell.origin() == Origin.USER)
                        .filter(cell -> cell.deployment().equals(spec.id()))
                        .mapToLong(Window.Cell::requests)
                        .sum();
            case Reply.Unknown<Windows>(String because) -> throw new AssertionError(because);
        };
    }

    private int inFlight() {
        return node.keeper(SLOT)
                .find(one.id())
                .orElseThrow()
                .instances()
                .getFirst()
                .inFlight();
    }

    private void noneInFlight() {
        Eventually.until("no request in flight", () -> inFlight() == 0);
    }
}
