package arelops.app.node;

import static arelops.app.node.Fixture.QUIET;
import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An app may answer before it has read the question, and never read the rest of it.
final class EarlyAnswerTest {
    @TempDir
    Path data;

    @TempDir
    Path work;

    private final DeploymentSpec spec = spec("r1-t1", Path.of("/"), app("name=one"));
    private Node node;
    private int port;

    @BeforeEach
    void an_app_that_serves() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        NodeTarget target = new NodeTarget(data, InstantSource.system());
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);
        port = observe(target).address().byPort().getPort();
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    void the_connection_goes_on_after_a_body_that_comes_later_than_the_answer() throws IOException {
        try (KeptConnection connection = new KeptConnection(port)) {
            for (int i = 0; i < 20; i++) {
                connection.send("POST /name HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
                assertThat(connection.answer()).startsWith("HTTP/1.1 200").endsWith("one");
                connection.send("some body");
            }
            connection.send("GET /name HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200").endsWith("one");
        }
        noneInFlight();
    }

    @Test
    void an_app_that_does_not_read_a_large_body_is_heard_and_left() throws IOException {
        byte[] body = new byte[1 << 20];
        try (KeptConnection connection = new KeptConnection(port)) {
            connection.send("POST /name HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n");
            String heard = connection.answer();
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    connection.send(body);
                } catch (IOException e) {
                    // The router may hang up on a body that nobody reads.
                }
            });

            assertThat(heard).startsWith("HTTP/1.1 200").endsWith("one");
            join(sender);
        }
        noneInFlight();
        assertThat(answers("GET /name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("one");
    }

    private void noneInFlight() {
        Instance instance =
                node.keeper(SLOT).find(spec.id()).orElseThrow().instances().getFirst();
        Eventually.until("no request in flight", () -> instance.inFlight() == 0);
    }

    private String answers(String question) throws IOException {
        try (KeptConnection connection = new KeptConnection(port)) {
            connection.send(question);
            return connection.rest();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
