package arelops.app.node;

import static arelops.app.node.Fixture.QUIET;
import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.appOnce;
import static arelops.app.node.Fixture.drain;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.size;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Arm;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router between real clients and real app processes.
final class RoutingTest {
    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    private URI address() {
        return observe(target).address().byPort();
    }

    @Test
    @DisplayName("PRO-3: a switch to the next deployment and back loses no request of keep-alive clients")
    void a_switch_loses_no_request() {
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        healthy(target, token(1), one);
        serve(target, token(1), one, QUIET);
        Load load = new Load(client, address(), 8);

        healthy(target, token(2), two);
        load.await("one", 200);
        serve(target, token(2), two, QUIET);
        load.await("two", 200);
        serve(target, token(3), one, QUIET);
        load.await("one", 200);
        serve(target, token(4), two, QUIET);
        assertThat(target.stop(SLOT, token(4), one.id())).isEqualTo(new Answer.Done(true));
        load.await("two", 200);
        Eventually.until("one stopped", () -> Fixture.find(target, one).isEmpty());
        load.await("two", 100);

        assertThat(load.stop()).isEmpty();
    }

    @Test
    void a_request_in_flight_ends_where_it_began_and_is_waited_for() {
        DeploymentSpec one = drain(spec("r1-t1", work, app("name=one")), Duration.ofMinutes(5));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        healthy(target, token(1), one);
        healthy(target, token(2), two);
        serve(target, token(2), one, QUIET);
        URI address = address();
        URI behind = Fixture.instance(target, one).address();

        CompletableFuture<String> slow = CompletableFuture.supplyAsync(
                () -> get(client, address, "/held").body());
        Deployed serving = node.keeper(SLOT).find(one.id()).orElseThrow();
        Eventually.until("in flight", () -> serving.instances().getFirst().inFlight() == 1);
        serve(target, token(2), two, QUIET);
        target.stop(SLOT, token(2), one.id());

        assertThat(get(client, address, "/name").body()).isEqualTo("two");
        assertThat(slow).isNotDone();
        get(client, behind, "/release");
        assertThat(slow.join()).isEqualTo("one");
    }

    @Test
    void a_deployment_has_an_address_of_its_own_before_it_serves() {
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        healthy(target, token(1), one);
        serve(target, token(1), one, QUIET);
        Observation.Deployment second = healthy(target, token(2), two);

        assertThat(byHost(second.address().getHost(), "/name")).endsWith("two");
        assertThat(byHost(Router.host(SLOT), "/name")).endsWith("one");
        assertThat(get(client, second.instances().getFirst().address(), "/name").body())
                .isEqualTo("two");
        assertThat(byHost("nobody.localhost", "/")).contains("404").contains("No app has the address");
    }

    @Test
    void a_closed_address_says_why() {
        target.route(SLOT, token(1), new Route.Closed("Closed for the night."), QUIET);

        HttpResponse<String> response = get(client, address(), "/");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("Closed for the night.\n");
    }

    @Test
    void an_app_that_is_gone_is_answered_for_with_a_sentence() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);

        HttpResponse<String> crash = get(client, address(), "/crash");
        Fixture.state(target, spec, InstanceState.Exited.class);
        HttpResponse<String> after = get(client, address(), "/name");

        assertThat(crash.statusCode()).isEqualTo(502);
        assertThat(after.statusCode()).isEqualTo(503);
        assertThat(after.body()).contains("r1-t1").contains("exited with code 7");
    }

    @Test
    void headers_of_the_connection_stay_and_forwarded_ones_are_set() {
        DeploymentSpec spec = spec("r1-t1", work, app(""));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);

        String seen = raw(address().getPort(), """
                GET /headers HTTP/1.1
                Host: shop.example
                Connection: close, X-Private
                X-Private: 1
                X-Arelops-Origin: PROBE
                Keep-Alive: timeout=5
                Cookie: a=b

                """);

        assertThat(seen)
                .contains("Host: [shop.example]")
                .contains("X-forwarded-for: [127.0.0.1]")
                .contains("X-forwarded-host: [shop.example]")
                .contains("X-forwarded-proto: [http]")
                .contains("Cookie: [a=b]")
                .doesNotContain("X-private")
                .doesNotContain("Keep-alive")
                .doesNotContain("X-arelops-origin");
    }

    @Test
    @DisplayName("PRO-1: shares are kept, and nobody leaves the canary when its share grows")
    void users_stay_on_the_canary() {
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        healthy(target, token(1), one);
        healthy(target, token(2), two);
        List<HttpClient> users = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            users.add(HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
        }

        canary(one, two, 20);
        Map<Integer, String> first = ask(users);
        canary(one, two, 60);
        Map<Integer, String> second = ask(users);

        assertThat(first.values()).contains("one", "two");
        first.forEach((user, arm) -> {
            if (arm.equals("two")) {
                assertThat(second.get(user)).isEqualTo("two");
            }
        });
        assertThat(count(second)).isGreaterThan(count(first));
    }

    @Test
    @DisplayName("PRO-4, PRO-1: when the canary gets the rest its users stay on it, and who stays on stable was there")
    void users_stay_when_the_canary_serves() {
        DeploymentSpec stable = spec("r1-t1", work, app("name=one"));
        DeploymentSpec canary = spec("r2-t2", work, app("name=two"));
        DeploymentSpec baseline = spec("r1-t3", work, app("name=three"));
        healthy(target, token(1), stable);
        healthy(target, token(2), canary);
        healthy(target, token(3), baseline);
        List<HttpClient> users = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            users.add(HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
        }

        route(List.of(
                new Route.Share(Arm.STABLE, stable.id(), 20),
                new Route.Share(Arm.CANARY, canary.id(), 40),
                new Route.Share(Arm.BASELINE, baseline.id(), 40)));
        Map<Integer, String> before = ask(users);
        route(List.of(new Route.Share(Arm.STABLE, canary.id(), 80), new Route.Share(Arm.BASELINE, baseline.id(), 20)));
        Map<Integer, String> after = ask(users);

        assertThat(before.values()).contains("two", "three");
        assertThat(after.values()).contains("two", "three");
        after.forEach((user, arm) -> {
            if ("two".equals(before.get(user))) {
                assertThat(arm).isEqualTo("two");
            }
            if (arm.equals("three")) {
                assertThat(before.get(user)).isEqualTo("three");
            }
        });
    }

    private void route(List<Route.Share> shares) {
        assertThat(target.route(SLOT, token(3), new Route.Serving(shares), QUIET))
                .isEqualTo(new Answer.Done(true));
    }

    private static long count(Map<Integer, String> answers) {
        return answers.values().stream().filter("two"::equals).count();
    }

    private void canary(DeploymentSpec stable, DeploymentSpec canary, int percent) {
        Answer answer = target.route(
                SLOT,
                token(2),
                new Route.Serving(List.of(
                        new Route.Share(Arm.STABLE, stable.id(), 100 - percent),
                        new Route.Share(Arm.CANARY, canary.id(), percent))),
                QUIET);
        assertThat(answer).isEqualTo(new Answer.Done(true));
    }

    private Map<Integer, String> ask(List<HttpClient> users) {
        Map<Integer, String> answers = new HashMap<>();
        for (int user = 0; user < users.size(); user++) {
            answers.put(user, get(users.get(user), address(), "/name").body());
        }
        return answers;
    }

    @Test
    void an_instance_that_dies_is_left_out_while_another_answers() {
        DeploymentSpec spec = size(spec("r1-t1", work, app("name=one")), 2);
        Observation.Deployment seen = healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);
        assertThat(seen.instances().get(0).address())
                .isNotEqualTo(seen.instances().get(1).address());

        ProcessHandle.of(seen.instances().get(0).pid()).orElseThrow().destroyForcibly();

        for (int i = 0; i < 40; i++) {
            assertThat(get(client, address(), "/name").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_answer_that_breaks_off_in_the_middle_is_broken_off_for_the_client_too() {
        DeploymentSpec spec = spec("r1-t1", work, app("name=one"));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);

        String fixed = raw(address().getPort(), "GET /half?fixed HTTP/1.1\nHost: x\nConnection: close\n\n");
        String chunked = raw(address().getPort(), "GET /half?chunked HTTP/1.1\nHost: x\nConnection: close\n\n");

        assertThat(fixed).contains("Content-Length: 1000").endsWith("the first half");
        assertThat(chunked).contains("the first half").doesNotEndWith("0\r\n\r\n");
        noneInFlight(spec);
        assertThat(get(client, address(), "/name").body()).isEqualTo("one");
    }

    @Test
    void an_app_that_dies_in_the_middle_of_its_answer_leaves_no_client_waiting() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce("name=one"));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);
        int port = address().getPort();

        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> raw(port, "GET /drip HTTP/1.1\nHost: x\nConnection: close\n\n"));
        awaitInFlight(spec);
        Fixture.kill(Fixture.instance(target, spec).pid());

        assertThat(answer.orTimeout(2, TimeUnit.MINUTES).join()).doesNotEndWith("0\r\n\r\n");
        noneInFlight(spec);
    }

    @Test
    void a_slow_client_gets_its_whole_answer_and_holds_up_nobody() throws IOException {
        DeploymentSpec spec = spec("r1-t1", work, app("name=one"));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);
        URI address = address();

        long received;
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            slow.setSoTimeout(60_000);
            slow.getOutputStream().write(ascii("GET /big?20 HTTP/1.1\nHost: x\nConnection: close\n\n"));
            received = slow.getInputStream().readNBytes(1000).length;
            for (int i = 0; i < 50; i++) {
                assertThat(get(client, address, "/name").body()).isEqualTo("one");
            }
            received += slow.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        assertThat(received).isGreaterThan(20L << 20);
        noneInFlight(spec);
    }

    @Test
    void a_client_that_goes_away_leaves_nothing_behind() throws IOException {
        DeploymentSpec spec = spec("r1-t1", work, app("name=one"));
        healthy(target, token(1), spec);
        serve(target, token(1), spec, QUIET);
        URI address = address();

        for (String path : List.of("/big?20", "/held", "/drip")) {
            try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                leaving.getOutputStream().write(ascii("GET " + path + " HTTP/1.1\nHost: x\n\n"));
                awaitInFlight(spec);
            }
        }
        try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            leaving.getOutputStream().write(ascii("POST /echo HTTP/1.1\nHost: x\nContent-Length: 100\n\nhalf"));
            awaitInFlight(spec);
        }

        Fixture.letGo(client, target, spec);
        noneInFlight(spec);
        assertThat(get(client, address, "/name").body()).isEqualTo("one");
    }

    private void awaitInFlight(DeploymentSpec spec) {
        Eventually.until("a request in flight", () -> inFlight(spec) > 0);
    }

    private void noneInFlight(DeploymentSpec spec) {
        Eventually.until("no request in flight", () -> inFlight(spec) == 0);
    }

    private int inFlight(DeploymentSpec spec) {
        return node.keeper(SLOT)
                .find(spec.id())
                .orElseThrow()
                .instances()
                .getFirst()
                .inFlight();
    }

    private String byHost(String host, String path) {
        return raw(node.routerPort(), "GET " + path + " HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
    }

    private static String raw(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(ascii(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String request) {
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
