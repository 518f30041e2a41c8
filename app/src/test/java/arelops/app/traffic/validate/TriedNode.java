package arelops.app.traffic.validate;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.alerts.AlertSource;
import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeFaults;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.node.Eventually;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.RuleTexts;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.id.Slot;
import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A node with an app in BETA, a recording of it, and a user who is there all the time.
final class TriedNode implements AutoCloseable {
    static final Slot BETA = Fixture.SLOT;
    static final Duration WINDOW = Duration.ofMillis(500);

    /// A test machine may be busy: what the sender could not keep is not what is tried here.
    private static final Limits LENIENT = new Limits(Duration.ofMinutes(1), 100, 1, Duration.ofMinutes(1));

    private static final InstantSource CLOCK = InstantSource.system();
    private static final int REQUESTS = 40;

    private final Node node;
    private final NodeTarget target;
    private final NodeFaults faults;
    private final URI address;
    private final Thread user;
    private final Recording recording;
    private final AtomicInteger names = new AtomicInteger();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    TriedNode(Path data, Path work) {
        node = Node.start(Fixture.settings(data), CLOCK);
        target = new NodeTarget(data, CLOCK);
        faults = new NodeFaults(data, CLOCK);
        address = serving(work);
        recording = recorded(data.resolve("traffic"));
        user = Thread.ofPlatform().daemon().start(this::use);
    }

    private URI serving(Path work) {
        DeploymentSpec spec = Fixture.spec("r1-t1", work, Fixture.app("name=live"));
        Fixture.healthy(target, Fixture.token(1), spec);
        assertThat(target.route(
                        BETA, Fixture.token(1), Route.Serving.all(spec.id()), Watching.of(WINDOW, false, List.of())))
                .isEqualTo(new Answer.Done(true));
        return Eventually.get(
                "a port",
                () -> target.observe(BETA) instanceof Reply.Known<Observation>(Observation seen)
                        ? Optional.of(seen.address().byPort())
                        : Optional.empty());
    }

    /// One second of 40 requests, each of a session of its own.
    private static Recording recorded(Path folder) {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            all.add(exchange("session-" + i, 25L * i, "/name", "", "live"));
        }
        return recorded(folder, all);
    }

    /// One second of 20 sessions, each of which is given a ticket and shows it.
    static Recording withTickets(Path folder) {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < REQUESTS / 2; i++) {
            String ticket = new UUID(1_000_000_007L * (i + 1), 998_244_353L * (i + 1)).toString();
            all.add(exchange(
                    "session-" + i,
                    50L * i,
                    "/ticket",
                    "Content-Type: application/json\r\n",
                    "{\"ticket\":\"" + ticket + "\"}"));
            all.add(exchange("session-" + i, 50L * i + 25, "/ticket?id=" + ticket, "", "live"));
        }
        return recorded(folder, all);
    }

    private static Exchange exchange(String session, long atMillis, String path, String headers, String body) {
        return new Exchange(
                new SessionId(session),
                TimeUnit.MILLISECONDS.toNanos(atMillis),
                1_000_000,
                HttpMessage.whole(Bytes.of("GET " + path + " HTTP/1.1\r\nHost: shop\r\n\r\n"), Bytes.NONE),
                Optional.of(HttpMessage.whole(
                        Bytes.of("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n"),
                        Bytes.of(body))));
    }

    private static Recording recorded(Path folder, List<Exchange> all) {
        Recording recording = new Recordings(folder)
                .create("beta", CLOCK.instant(), new byte[32], CLOCK.instant().plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, RuleTexts.rules(List.of(), List.of()));
        all.forEach(recorder::take);
        assertThat(recorder.end("a test", CLOCK.instant(), CLOCK.instant().plus(Duration.ofDays(1)), Map.of())
                        .kept()
                        .exchanges())
                .isEqualTo(REQUESTS);
        return recording;
    }

    /// About twenty requests a second that are no replay's.
    private void use() {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (!closed) {
                answers.add(client.send(
                                HttpRequest.newBuilder(address.resolve("/name"))
                                        .timeout(Duration.ofSeconds(60))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        } catch (IOException e) {
            answers.add(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the user was answered until now.
    Queue<Integer> answers() {
        return answers;
    }

    NodeTarget target() {
        return target;
    }

    static List<Watch> limits(int errorsPercent, Duration p99) {
        return List.of(
                watch("errors", new Amount.Share(Percent.of(errorsPercent))), watch("p99", new Amount.Time(p99)));
    }

    private static Watch watch(String name, Amount max) {
        return new Watch(name, Optional.of(max), Optional.empty(), Optional.empty(), Optional.empty());
    }

    AlarmPlan plan(Duration within, AlarmPlan.Watched watched, List<AlarmPlan.Planned> runs) {
        return new AlarmPlan(
                BETA,
                runs,
                watched,
                new AlarmPlan.Patience(within, Duration.ofMinutes(2)),
                new AlarmPlan.Sending(recording, Multiplier.none(), Fence.standard(), LENIENT, Links.NONE));
    }

    Validator.Report perform(AlarmPlan plan, AlertSource alerts) throws InterruptedException {
        return new Validator(
                        new Place(target, faults, alerts),
                        CLOCK,
                        time -> {
                            LockSupport.parkNanos(time.toNanos());
                            return true;
                        },
                        () -> "run-" + names.incrementAndGet(),
                        _ -> {})
                .perform(plan);
    }

    @Override
    public void close() {
        closed = true;
        try {
            assertThat(user.join(Duration.ofMinutes(1))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        target.down(true);
        node.close();
    }
}
