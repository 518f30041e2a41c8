package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compared answers as a gate, with a real repository, a real node, and a real app of two instances.
class DiffGateTest {
    private static final Slot BETA = new Slot(Shop.APP, EnvironmentName.BETA);

    private static final String CONFIG =
            Shop.SHORT_LINE.replace("beta: {soak", "beta: {diff: {recording: shop}, instances: 2, soak");

    /// Its port is another in each instance; the price is the version.
    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            public class App {
                static final String NAME = "THE NAME";

                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        byte[] body = ("{\\"price\\": THE VERSION, \\"instance\\": " + port + "}").getBytes();
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir
    Path world;

    private static CommitId commit(Shop shop, String name, String price) throws Exception {
        return shop.commitApp(price, SOURCE.replace("THE NAME", name));
    }

    /// A second of forty requests, each of a session of its own.
    private static void record(Shop shop) {
        Instant now = InstantSource.system().instant();
        Recording recording = new Recordings(shop.installation().node().resolve("traffic"))
                .create("shop", now, new byte[32], now.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        HttpMessage answered =
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));
        for (int i = 0; i < 40; i++) {
            recorder.take(new Exchange(
                    new SessionId("session-" + i),
                    TimeUnit.MILLISECONDS.toNanos(25L * i),
                    1_000_000,
                    HttpMessage.whole(
                            Bytes.of("GET /products/" + (1_000 + i) + " HTTP/1.1\r\nHost: shop\r\n\r\n"), Bytes.NONE),
                    Optional.of(answered)));
        }
        recorder.end("a test", now, now.plus(Duration.ofDays(1)), Map.of());
    }

    private static List<Fact.Outcome> compared(Shop shop) {
        return shop.engine().controller().newest(200).stream()
                .map(Entry::fact)
                .filter(Fact.Verified.class::isInstance)
                .map(Fact.Verified.class::cast)
                .filter(fact -> fact.check().equals("diff"))
                .map(Fact.Verified::outcome)
                .toList();
    }

    /// What the status says of BETA.
    private static String told(Shop shop) throws Exception {
        try (ShopApi api = ShopApi.of(shop)) {
            JsonNode beta = api.get(Shop.OTHER, "status").body().at("/apps/0/environments/0");
            JsonNode found = beta.path("differences");
            JsonNode place = found.path("places").path(0);
            JsonNode example = place.path("examples").path(0);
            return found.path("state").asText() + ", " + place.path("route").asText() + " "
                    + place.path("place").asText() + " " + place.path("kind").asText() + " "
                    + place.path("differing").asText() + " of "
                    + place.path("compared").asText() + ": "
                    + example.path("stable").asText() + " and "
                    + example.path("release").asText();
        }
    }

    private static void letBy(Shop shop, PersonName person, CommitId commit) {
        assertThat(shop.say(
                        person, Role.ADMIN, new Command.Promote(commit, EnvironmentName.PRODUCTION, List.of("diff"))))
                .isInstanceOf(Answer.Accepted.class);
    }

    @Test
    @DisplayName("GATE-7: a release that answers as stable does goes on; one with another price settles, and PRODUCTION"
            + " waits with the place until two people let it by; what differs between instances is noise")
    void alike_and_then_another_price() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), CONFIG)) {
            CommitId first = commit(shop, "first", "500");
            shop.start("c1");
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, first);
            record(shop);

            CommitId second = commit(shop, "second", "500");
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, second);
            assertThat(compared(shop)).containsExactly(Fact.Outcome.PASSED);
            assertThat(shop.said("gate"))
                    .contains("nothing is answered differently than by stable; 40 requests compared");

            CommitId third = commit(shop, "third", "501");
            shop.stepUntilSettled(EnvironmentName.BETA, third);
            shop.step(2);
            assertThat(compared(shop)).containsExactly(Fact.Outcome.FAILED, Fact.Outcome.PASSED);
            assertThat(shop.why(EnvironmentName.PRODUCTION))
                    .startsWith("PRODUCTION waits with " + third.brief() + ": " + third.brief() + " in BETA, by shop-")
                    .contains("1 place is answered differently", "GET /products/{} $.price (another value, 40 of 40)")
                    .doesNotContain("instance");
            assertThat(shop.until(EnvironmentName.PRODUCTION))
                    .isInstanceOfSatisfying(
                            Decision.Until.Person.class,
                            person -> assertThat(person.act()).contains("--skip diff"));
            assertThat(shop.ledger().slot(BETA).standing().bars()).isEmpty();

            letBy(shop, Shop.REVIEWER, third);
            letBy(shop, Shop.OTHER, third);
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, third);

            assertThat(shop.engine().controller().newest(200))
                    .extracting(Entry::fact)
                    .noneMatch(Fact.Controlled.class::isInstance)
                    .noneMatch(Fact.Rejected.class::isInstance);
            assertThat(new GitCommand(shop.repository()).run("log", "-p", "--format=", "refs/arelops/ledger"))
                    .contains("diff.json", "\"verdict\":\"alike\"", "\"stable\":\"500\"", "\"release\":\"501\"");
            assertThat(shop.verify().findings()).isEmpty();
            String told = "different, GET /products/{} $.price value 40 of 40: 500 and 501";
            assertThat(told(shop)).isEqualTo(told);

            shop.stopEngine();
            shop.start("c2");
            shop.step(1);
            assertThat(told(shop)).isEqualTo(told);
        }
    }
}
