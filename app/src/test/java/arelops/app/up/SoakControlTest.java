package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A release that errs while it soaks, on real parts: stable takes half of the users' requests, and the windows tell.
class SoakControlTest {
    private static final EnvironmentName BETA = EnvironmentName.BETA;
    private static final Slot SLOT = new Slot(Shop.APP, BETA);

    /// Answers 500 where its version is bad, and everywhere while the file STORM is there.
    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.io.File;
            import java.net.InetSocketAddress;

            public class App {
                static final String VERSION = "THE VERSION";

                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        boolean health = exchange.getRequestURI().getPath().equals("/health");
                        boolean bad = VERSION.equals("bad") || new File(System.getenv("STORM")).exists();
                        byte[] body = VERSION.getBytes();
                        exchange.sendResponseHeaders(bad && !health ? 500 : 200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir
    Path folder;

    private Shop shop;
    private Path storm;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService users = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<URI> address = new AtomicReference<>();

    @BeforeEach
    void a_shop_with_users_whose_first_release_is_settled() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system());
        storm = folder.resolve("storm");
        String config = Shop.CONFIG
                .replace("window: 1s", "window: 2s\nwatch: {errors: {max: 20%}}")
                .replace("beta: {soak: {length: 1s, samples: 1}}", """
                        beta:
                            soak: {length: 6s, samples: 10}
                            env: {STORM: %s}
                        """.formatted(storm)
                        .stripTrailing());
        Files.writeString(shop.repository().resolve(".arelops.yaml"), config);
        CommitId first = commit("1");
        shop.start("c1");
        var _ = users.scheduleWithFixedDelay(this::ask, 0, 20, TimeUnit.MILLISECONDS);
        shop.stepUntil("the first is settled in BETA", () -> {
            if (shop.engine().controller().board().observed().isPresent()) {
                address.set(shop.address(BETA));
            }
            return shop.settled(BETA, first);
        });
    }

    /// One user, whom the router does not know yet.
    private void ask() {
        URI uri = address.get();
        if (uri == null) {
            return;
        }
        try {
            client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException _) {
            // A user who got no answer; the windows count it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CommitId commit(String version) throws IOException, InterruptedException {
        return shop.commitApp(version, SOURCE);
    }

    @AfterEach
    void everything_is_stopped() {
        users.shutdownNow();
        client.close();
        shop.close();
    }

    private void serves(CommitId commit) {
        shop.step(1);
        shop.approve(commit);
        shop.stepUntil("the next serves in BETA", () -> shop.tag("BETA").equals(Optional.of(commit)));
    }

    private List<Entry> entries() {
        return shop.engine().controller().newest(200);
    }

    @Test
    @DisplayName(
            "LINE-5, GATE-8, BET-4: a release that errs while stable does not is rejected, and stable serves again")
    void a_release_that_errs_alone_is_rejected() throws Exception {
        CommitId first = shop.tag("BETA").orElseThrow();
        CommitId second = commit("bad");
        serves(second);

        shop.stepUntil("BETA is back", () -> shop.tag("BETA").equals(Optional.of(first)));

        assertThat(entries()).extracting(Entry::fact).hasAtLeastOneElementOfType(Fact.Controlled.class);
        assertThat(entries())
                .filteredOn(entry -> entry.fact() instanceof Fact.Rejected)
                .singleElement()
                .extracting(Entry::because)
                .asString()
                .contains("the limit is 20%", "stable kept it in the same windows");
        assertThat(shop.ledger().openErrors()).hasSize(1);
    }

    @Test
    @DisplayName("LINE-5: an environment in which stable errs too is held; nothing is rejected")
    void an_environment_that_errs_is_held() throws Exception {
        CommitId second = commit("2");
        serves(second);
        Files.writeString(storm, "");

        shop.stepUntil(
                "BETA is held", () -> shop.ledger().slot(SLOT).guard().hold().isPresent());

        SlotState state = shop.ledger().slot(SLOT);
        assertThat(state.guard().hold().orElseThrow().because()).contains("the environment is the cause");
        assertThat(state.attempt().orElseThrow().control().orElseThrow().finding())
                .contains(Fact.Unattributed.Finding.STABLE_TOO);
        assertThat(shop.tag("BETA")).contains(second);
        assertThat(shop.ledger().errors()).isEmpty();
    }
}
