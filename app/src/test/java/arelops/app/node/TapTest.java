package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.process.NodeRecording;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.traffic.Loss;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.Percent;
import arelops.core.policy.RecordingPolicy;
import arelops.core.record.RecordingSeen;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.SessionId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recording at the router: real clients, a real app, and what is on the disk afterwards.
final class TapTest {
    private static final Slot PRODUCTION = new Slot(new AppName("hello"), EnvironmentName.PRODUCTION);
    private static final Duration LONG = Duration.ofHours(1);

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

    private URI serving() {
        DeploymentSpec spec = spec("r1-t1", work, app("name=live"));
        assertThat(target.start(PRODUCTION, token(1), spec)).isEqualTo(new Answer.Done(true));
        assertThat(target.route(PRODUCTION, token(1), Route.Serving.all(spec.id()), Fixture.QUIET))
                .isEqualTo(new Answer.Done(true));
        Eventually.until("healthy", () -> observed().deployments().getFirst().healthy());
        return observed().address().byPort();
    }

    private Observation observed() {
        if (target.observe(PRODUCTION) instanceof Reply.Known<Observation>(Observation seen)) {
            return seen;
        }
        throw new AssertionError("the node does not answer");
    }

    private RecordAnswer begin(double share) {
        RecordCommand command =
                RecordCommand.byHand(PRODUCTION, "production", LONG, Duration.ofDays(14), share, List.of());
        Reply<RecordAnswer> reply = new NodeRecording(data, InstantSource.system()).begin(command);
        if (reply instanceof Reply.Known<RecordAnswer>(RecordAnswer answer)) {
            return answer;
        }
        throw new AssertionError(reply.toString());
    }

    private HttpResponse<String> ask(URI address, String method, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(60));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Ends the node, and with it the recording; what is stored.
    private List<Exchange> stored(String id) {
        node.stopApps();
        node.close();
        node = Node.start(Fixture.settings(data), InstantSource.system());
        List<Exchange> exchanges = new ArrayList<>();
        recording(id).read(exchange -> exchanges.add(exchange));
        return exchanges;
    }

    private Recording recording(String id) {
        return new Recordings(data.resolve("traffic")).named(id);
    }

    private static String text(arelops.core.traffic.Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("TRF-1: what users ask and are answered is recorded with pseudonyms, in order, by session")
    void users_are_recorded() throws Exception {
        URI users = serving();
        ask(users.resolve("/note?before"), "GET", "");
        String id = begin(1).id();

        ask(
                users.resolve("/echo?email=jane@doe.test"),
                "POST",
                "{\"name\":\"Jane Doe\",\"n\":1}",
                "Cookie",
                "sid=s3cret-of-jane",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer abcdefgh-token");
        ask(users.resolve("/note?second"), "GET", "", "Cookie", "sid=s3cret-of-jane");
        ask(users.resolve("/note?other"), "GET", "", "Cookie", "sid=of-john");
        List<Exchange> stored = stored(id);

        assertThat(stored).hasSize(3);
        assertThat(stored.stream()
                        .map(one -> HttpHead.of(one.request().head()).part(0))
                        .toList())
                .containsExactly("POST", "GET", "GET");
        Map<SessionId, Long> sessions =
                stored.stream().collect(Collectors.groupingBy(Exchange::session, Collectors.counting()));
        assertThat(sessions.values()).containsExactlyInAnyOrder(2L, 1L);
        assertThat(stored.getFirst().session()).isEqualTo(stored.get(1).session());
        assertThat(stored)
                .allSatisfy(one -> assertThat(
                                text(one.request().head()) + text(one.request().body()) + one.session())
                        .doesNotContain("jane", "Jane", "doe", "s3cret", "of-john", "abcdefgh"))
                .allSatisfy(one -> assertThat(one.response()).isPresent())
                .allSatisfy(one -> assertThat(one.duration()).isPositive());
        assertThat(text(stored.getFirst().request().body()))
                .startsWith("{\"name\":\"")
                .contains("\"n\":");
        RecordingNote note = recording(id).note().orElseThrow();
        assertThat(note.source()).isEqualTo("users of " + PRODUCTION);
        assertThat(note.scan().missed()).isEmpty();
    }

    @Test
    @DisplayName("TRF-1: a share takes whole sessions, the same each time, and never a part of one")
    void whole_sessions_are_sampled() throws Exception {
        URI users = serving();
        String id = begin(0.5).id();

        for (int round = 0; round < 3; round++) {
            for (int user = 0; user < 40; user++) {
                ask(users.resolve("/note?" + user), "GET", "", "Cookie", "sid=user-" + user);
            }
        }
        Map<String, Long> sessions = new TreeMap<>();
        stored(id).forEach(one -> sessions.merge(one.session().value(), 1L, Long::sum));

        assertThat(sessions.values()).isNotEmpty().allMatch(count -> count == 3);
        assertThat(sessions.size()).isBetween(5, 35);
    }

    @Test
    @DisplayName("TRF-1: people behind one address who are told by nothing are told by their connections")
    void strangers_are_told_by_their_connections() throws Exception {
        URI users = serving();
        String id = begin(1).id();

        for (int round = 0; round < 2; round++) {
            ask(users.resolve("/note?kept"), "GET", "");
        }
        try (HttpClient other =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            other.send(
                    HttpRequest.newBuilder(users.resolve("/note?other")).build(), HttpResponse.BodyHandlers.ofString());
        }
        Map<SessionId, Long> sessions =
                stored(id).stream().collect(Collectors.groupingBy(Exchange::session, Collectors.counting()));

        assertThat(sessions.values()).containsExactlyInAnyOrder(2L, 1L);
    }

    @Test
    void a_large_body_goes_through_whole_and_only_its_beginning_is_taken_down() throws Exception {
        URI users = serving();
        String id = begin(1).id();
        String large = "x".repeat(3 * Capture.LARGEST_BODY);

        HttpResponse<String> answer = ask(users.resolve("/echo"), "POST", large, "Content-Type", "text/plain");
        Exchange stored = stored(id).getFirst();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(stored.request().length()).isEqualTo(large.length());
        assertThat(stored.request().body().length()).isLessThanOrEqualTo(Capture.LARGEST_BODY);
        assertThat(recording(id).note().orElseThrow().left()).containsKey("body cut");
    }

    @Test
    void one_recording_of_a_slot_at_a_time_and_none_of_what_is_not_there() {
        serving();

        String id = begin(1).id();

        assertThat(id).startsWith("production-");
        assertThat(begin(1).because()).contains("is being recorded already");
        assertThat(begin(0).because()).isNotEmpty();
        RecordCommand elsewhere = RecordCommand.byHand(
                new Slot(new AppName("other"), EnvironmentName.BETA), "beta", LONG, Duration.ofDays(1), 1, List.of());
        assertThat(new NodeRecording(data, InstantSource.system()).begin(elsewhere))
                .isInstanceOfSatisfying(
                        Reply.Known.class,
                        known -> assertThat(((RecordAnswer) known.value()).because())
                                .contains("runs on this node"));
    }

    @Test
    @DisplayName("TRF-1: a recording ends by itself when its time is over")
    void it_ends_by_itself() throws Exception {
        URI users = serving();
        Duration length = Duration.ofSeconds(2);
        boolean inTime;
        RecordingNote note;
        do {
            length = length.multipliedBy(2); // after a try in which a busy machine let the time pass by
            long before = System.nanoTime();
            String id = begin("short", length);
            ask(users.resolve("/note?in"), "GET", "");
            inTime = System.nanoTime() - before < length.toNanos();
            note = Eventually.get("it ended", () -> recording(id).note());
            Eventually.until("nothing is recorded", () -> seen().running().isEmpty());
            ask(users.resolve("/note?after"), "GET", "");
        } while (!inTime);

        assertThat(note.kept().exchanges()).isEqualTo(1);
        assertThat(Optional.of(begin(1).id())).get().asString().startsWith("production-");
    }

    @Test
    @DisplayName("TRF-1: whoever has the answer is in the recording, even one that is ended at that moment")
    void what_was_answered_is_in_it() throws Exception {
        URI users = serving();
        for (int i = 0; i < 10; i++) {
            assertThat(recorder().begin(PRODUCTION, "production", rules(200))).isEqualTo(new Answer.Done(true));
            String id = seen().running().orElseThrow().id();

            ask(users.resolve("/note?" + i), "GET", "");
            recorder().end(PRODUCTION, id);

            Eventually.until("it is sealed", () -> seen().running().isEmpty());
            assertThat(recording(id).note().orElseThrow().kept().exchanges()).isEqualTo(1);
        }
    }

    private String begin(String name, Duration length) {
        RecordCommand command = RecordCommand.byHand(PRODUCTION, name, length, Duration.ofDays(1), 1, List.of());
        if (recorder().begin(command) instanceof Reply.Known<RecordAnswer>(RecordAnswer answer)) {
            return answer.id();
        }
        throw new AssertionError("the node does not answer");
    }

    private NodeRecording recorder() {
        return new NodeRecording(data, InstantSource.system());
    }

    private RecordingSeen.Known seen() {
        if (recorder().seen(PRODUCTION) instanceof Reply.Known<RecordingSeen.Known>(RecordingSeen.Known known)) {
            return known;
        }
        throw new AssertionError("the node does not answer");
    }

    private static RecordingPolicy rules(int rate, String... skip) {
        RecordingPolicy usual = RecordingPolicy.of(EnvironmentName.PRODUCTION);
        return new RecordingPolicy(
                EnvironmentName.PRODUCTION,
                Percent.of(100),
                usual.pace(),
                new RecordingPolicy.Limits(
                        rate, usual.limits().size(), usual.limits().total()),
                List.of(),
                List.of(skip));
    }

    @Test
    @DisplayName("TRF-1: the line's recording says by which rules it is, is begun once, and ends when it is told to")
    void a_recording_of_the_line() throws Exception {
        URI users = serving();
        assertThat(seen()).isEqualTo(RecordingSeen.Known.NOTHING);
        RecordingPolicy rules = rules(200, "GET /secret");

        assertThat(recorder().begin(PRODUCTION, "production", rules)).isEqualTo(new Answer.Done(true));
        assertThat(recorder().begin(PRODUCTION, "production", rules)).isInstanceOf(Answer.Refused.class);
        RecordingSeen.Running running = seen().running().orElseThrow();
        ask(users.resolve("/note?in"), "GET", "", "Cookie", "sid=a");
        ask(users.resolve("/secret"), "GET", "", "Cookie", "sid=a");
        assertThat(recorder().end(PRODUCTION, "another")).isEqualTo(new Answer.Done(true));
        assertThat(seen().running()).isPresent();
        assertThat(recorder().end(PRODUCTION, running.id())).isEqualTo(new Answer.Done(true));
        Eventually.until("it is sealed", () -> seen().running().isEmpty());

        RecordingNote note = recording(running.id()).note().orElseThrow();
        assertThat(running.rules()).isEqualTo(rules.digest().hex());
        assertThat(running.byLine()).isTrue();
        assertThat(note.kept().exchanges()).isEqualTo(1);
        assertThat(note.left()).containsEntry(Admission.SKIPPED, 1L);
        assertThat(recording(running.id()).isWhole()).isTrue();
        RecordingSeen.Past past = seen().newest().orElseThrow();
        assertThat(past.id()).isEqualTo(running.id());
        assertThat(past.ended()).isPresent();
        node.stopApps();
        node.close();
        node = Node.start(Fixture.settings(data), InstantSource.system());
        assertThat(seen().newest())
                .as("a node that was started again knows it from the disk")
                .hasValueSatisfying(known -> {
                    assertThat(known.id()).isEqualTo(past.id());
                    assertThat(known.rules()).isEqualTo(past.rules());
                    assertThat(known.ending()).isEqualTo(RecordingSeen.Ending.TIME);
                });
    }

    @Test
    @DisplayName("TRF-1: above the rate whole sessions are left out of a recording, and its note counts them")
    void a_rate() throws Exception {
        URI users = serving();
        recorder().begin(PRODUCTION, "production", rules(2));
        String id = seen().running().orElseThrow().id();

        for (int user = 0; user < 40; user++) {
            ask(users.resolve("/note?" + user), "GET", "", "Cookie", "sid=user-" + user);
            ask(users.resolve("/note?again"), "GET", "", "Cookie", "sid=user-" + user);
        }
        List<Exchange> stored = stored(id);
        long lost = Loss.of(recording(id).note().orElseThrow()).getOrDefault(Loss.RATE, 0L);

        assertThat(stored).isNotEmpty();
        assertThat(stored.size() + lost).as("all are taken or counted").isEqualTo(80);
        assertThat(lost).isPositive();
    }

    @Test
    @DisplayName("TRF-1: a recording whose disk takes nothing is offered to nobody, and says what to do")
    void a_disk_that_takes_nothing() throws Exception {
        URI users = serving();
        recorder().begin(PRODUCTION, "production", rules(200));
        String id = seen().running().orElseThrow().id();
        ask(users.resolve("/note?in"), "GET", "");
        Files.createDirectory(recording(id).folder().resolve("000001.atr"));

        recorder().end(PRODUCTION, id);
        Eventually.until("it is over", () -> seen().running().isEmpty());

        RecordingSeen.Past past = seen().newest().orElseThrow();
        assertThat(past.ending()).isEqualTo(RecordingSeen.Ending.CUT);
        assertThat(past.trouble()).contains("cannot be written", "Make room on the disk");
        assertThat(new Recordings(data.resolve("traffic")).newest("production")).isEmpty();
        ask(users.resolve("/note?after"), "GET", "");
    }

    @Test
    @DisplayName("TRF-1: where no recording can be begun the node says why, and nothing of it stays")
    void no_folder_for_it() throws Exception {
        serving();
        Files.createFile(data.resolve("traffic"));

        assertThat(recorder().begin(PRODUCTION, "production", rules(200)))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.because()).contains("Look at the disk"));
        assertThat(seen().running()).isEmpty();
    }
}
