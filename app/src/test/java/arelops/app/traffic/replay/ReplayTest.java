package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ReplayTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    @DisplayName("TRF-2: replay keeps the order within a session")
    void requests_of_a_session_arrive_in_their_order_and_as_they_were() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                recording.add(Recorded.get("s" + i % 3, i * 4L, 1, "/s" + i % 3 + "/" + i));
            }

            ReplayReport report = run(plan(server).with(new Reach(2, 20, LONG)), recording);

            assertThat(report.sending().sent()).isEqualTo(60);
            assertThat(report.answers().answered()).isEqualTo(60);
            assertThat(report.answers().statuses()).containsOnlyKeys(2);
            assertThat(report.answers().bodyBytes()).isEqualTo(120);
            assertThat(report.timing().intended().count()).isEqualTo(60);
            for (int session = 0; session < 3; session++) {
                String prefix = "/s" + session + "/";
                List<Integer> numbers = server.paths().stream()
                        .filter(path -> path.startsWith(prefix))
                        .map(path -> Integer.valueOf(path.substring(prefix.length())))
                        .toList();
                assertThat(numbers).hasSize(20).isSorted();
            }
            assertThat(server.seen()) // two loops may come in any order
                    .extracting(ScriptedServer.Seen::head)
                    .contains("GET /s0/0 HTTP/1.1\r\nHost: " + server.target().authority()
                            + "\r\nX-ARelOps-Replay: run-1\r\n\r\n");
        }
    }

    @Test
    @DisplayName("TRF-2: between sessions it is an open loop")
    void a_session_that_waits_holds_no_other_one_up() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/slow")) {
                held.await();
            }
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            List<Exchange> recording = List.of(
                    Recorded.get("a", 0, "/slow"),
                    Recorded.get("a", 10, "/after"),
                    Recorded.get("b", 20, "/b1"),
                    Recorded.get("b", 30, "/b2"));

            try (Replay replay = Replay.start(plan(server), recording.iterator())) {
                Patience.until(
                        "the other session is through", () -> server.paths().contains("/b2"));
                assertThat(server.paths()).containsExactly("/slow", "/b1", "/b2");
                held.countDown();
                ReplayReport report = replay.await();

                assertThat(server.paths()).endsWith("/after");
                assertThat(report.timing().causal().count()).isPositive();
                assertThat(report.answers().answered()).isEqualTo(4);
            }
        }
    }

    @Test
    void strict_order_sends_without_the_answer() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            held.await();
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            List<Exchange> recording = List.of(Recorded.get("a", 0, "/1"), Recorded.get("a", 10, "/2"));

            try (Replay replay = Replay.start(plan(server).with(Order.STRICT), recording.iterator())) {
                Patience.until("both are there", () -> server.seen().size() == 2);
                held.countDown();

                assertThat(replay.await().answers().answered()).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("TRF-2: a stall shows in the time from the intended send")
    void a_stall_is_seen_by_all_that_should_have_been_sent_in_it_and_makes_the_run_invalid() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/0")) {
                held.await();
            }
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            List<Exchange> recording = IntStream.range(0, 50)
                    .mapToObj(i -> Recorded.get("s" + i, i, "/" + i))
                    .toList();

            try (Replay replay = Replay.start(plan(server).with(new Reach(1, 1, LONG)), recording.iterator())) {
                Patience.until("the first is held", () -> server.seen().size() == 1);
                long from = System.nanoTime();
                Patience.until("a while has passed", () -> System.nanoTime() - from > Recorded.nanos(500));
                held.countDown();
                ReplayReport report = replay.await();

                long half = Recorded.nanos(400);
                assertThat(report.timing().intended().at(50)).isGreaterThan(half);
                assertThat(report.timing().actual().at(50))
                        .isLessThan(report.timing().intended().at(50));
                assertThat(report.timing().blocked().count()).isEqualTo(49);
                assertThat(report.timing().lateness().count()).isEqualTo(1);
                assertThat(report.verdict()).isInstanceOf(Verdict.Invalid.class);
                assertThat(server.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName(
            "TRF-2: an app that answers nothing holds its sessions up, but not for ever; that is no fault of the sender")
    void what_waits_for_answers_when_the_time_is_over_is_never_sent() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/held")) {
                never.await();
            }
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            List<Exchange> recording = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                recording.add(Recorded.get("held", i * 2L, "/held"));
                recording.add(Recorded.get("free", i * 2L, "/free"));
            }
            Patience.growing(Duration.ofMillis(600), time -> {
                ReplayReport report =
                        run(plan(server).with(new Reach(1, 10, time.multipliedBy(2)).within(time)), recording);

                assertThat(report.sending().sent()).isEqualTo(101);
                assertThat(report.sending().held()).isEqualTo(99);
                assertThat(report.sending().unsent()).isZero();
                assertThat(report.answers().failed(Failure.TIMEOUT)).isEqualTo(1);
                assertThat(report.slowed()).isTrue();
                assertThat(report.span().lastSent()).isGreaterThanOrEqualTo(time.toNanos());
            });
            never.countDown();
        }
    }

    @Test
    @DisplayName("TRF-2: where what waits takes all the room, what is read after the time is over is not sent either")
    void what_could_not_even_be_read_in_time_is_never_sent() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            never.await();
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            String large = "x".repeat(1 << 20);
            List<Exchange> recording = IntStream.range(0, 100)
                    .mapToObj(i -> Recorded.of("a", i, 1, Recorded.request("PUT /" + i + " HTTP/1.1\r\n\r\n", large)))
                    .toList();
            Patience.growing(Duration.ofMillis(600), time -> {
                ReplayReport report = run(
                        plan(server)
                                .with(new Fence(Set.of("PUT")))
                                .with(new Reach(1, 10, time.multipliedBy(3)).within(time)),
                        recording);

                assertThat(report.sending().sent()).isEqualTo(1);
                assertThat(report.sending().held()).isEqualTo(99);
                assertThat(report.sending().unsent()).isZero();
            });
            never.countDown();
        }
    }

    @Test
    @DisplayName("TRF-2: a slow app that took all the room for what waits is no fault of the sender")
    void what_was_read_late_as_an_app_is_slow_is_not_late() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Duration> slow = new AtomicReference<>(Duration.ZERO);
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/0")) {
                never.await(slow.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            String large = "x".repeat(1 << 20);
            List<Exchange> recording = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                recording.add(Recorded.of("a", i, 1, Recorded.request("PUT /" + i + " HTTP/1.1\r\n\r\n", large)));
            }
            for (int i = 80; i < 90; i++) {
                recording.add(Recorded.get("b" + i, i, "/free"));
            }

            Patience.growing(Duration.ofSeconds(1), time -> {
                slow.set(time);
                ReplayReport report = run(plan(server).with(new Fence(Set.of("GET", "PUT"))), recording);

                assertThat(report.sending().sent()).isEqualTo(90);
                assertThat(report.timing().lateness().at(100))
                        .isLessThan(time.multipliedBy(3).dividedBy(5).toNanos());
                assertThat(report.slowed()).isTrue();
            });
        }
    }

    @Test
    @DisplayName("REL-2: what breaks while an answer is looked at ends the replay, and is told")
    void a_bug_at_an_answer_ends_it() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            Witness broken = new Witness() {
                @Override
                public boolean wantsAnswers() {
                    return true;
                }

                @Override
                public void answered(Received answer) {
                    throw new IllegalStateException("it broke");
                }

                @Override
                public void failed(long number) {}
            };
            List<Exchange> recording = List.of(Recorded.get("a", 0, "/1"), Recorded.get("a", 10_000, "/2"));

            try (Replay replay = Replay.start(
                    plan(server).with(new Reach(2, 10, LONG)),
                    Limits.standard(),
                    Source.of(recording.iterator()),
                    System.nanoTime(),
                    broken)) {
                assertThatThrownBy(replay::await).isInstanceOf(Fault.class).hasMessageContaining("it broke");
            }
        }
    }

    @Test
    void what_could_do_harm_is_not_sent_unless_it_is_allowed() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = List.of(
                    Recorded.get("a", 0, "/read"),
                    Recorded.of("a", 1, 1, Recorded.request("POST /write HTTP/1.1\r\n\r\n", "body")),
                    Recorded.of("a", 2, 1, Recorded.cut("POST /cut HTTP/1.1\r\n\r\n", "bo", 4)));

            ReplayReport fenced = run(plan(server), recording);
            ReplayReport sent = run(plan(server).with(new Fence(Set.of("GET", "POST"))), recording);

            assertThat(fenced.sending().fenced()).isEqualTo(Map.of(Fence.Because.METHOD, 2L));
            assertThat(sent.sending().fenced()).isEqualTo(Map.of(Fence.Because.CUT_BODY, 1L));
            assertThat(server.paths()).containsExactly("/read", "/read", "/write");
            assertThat(server.seen().getLast().body()).isEqualTo("body");
        }
    }

    @Test
    @DisplayName("TRF-2: ten copies of a session are ten sessions")
    void clones_are_sent_each() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = List.of(Recorded.get("a", 0, "/1"), Recorded.get("a", 100, "/2"));

            ReplayReport report = run(plan(server).with(new Multiplier.Cloned(10, 1)), recording);

            assertThat(report.answers().answered()).isEqualTo(20);
            assertThat(server.paths()).filteredOn("/1"::equals).hasSize(10);
        }
    }

    @Test
    void a_recording_that_goes_back_in_time_ends_the_replay_with_a_fault() throws Exception {
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK);
                Replay replay = Replay.start(
                        plan(server),
                        List.of(Recorded.get("a", 10, "/1"), Recorded.get("a", 5, "/2"))
                                .iterator())) {
            assertThatThrownBy(replay::await).isInstanceOf(Fault.class).hasMessageContaining("back in time");
        }
    }

    @Test
    void no_more_is_read_ahead_than_two_seconds_of_the_schedule() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK);
                Replay replay = Replay.start(
                        plan(server),
                        IntStream.iterate(0, i -> i + 1)
                                .mapToObj(i -> Recorded.get("a", i * 3_600_000L, "/" + read.incrementAndGet()))
                                .iterator())) {
            Patience.until("the first is there", () -> server.seen().size() == 1);

            assertThat(read.get()).isLessThanOrEqualTo(3);
            assertThat(replay.ended()).isFalse();
        }
    }

    @Test
    void closing_it_ends_all_connections_and_says_what_is_missing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((_, _) -> never.await())) {
            List<Exchange> recording = List.of(
                    Recorded.get("a", 0, "/1"),
                    Recorded.get("b", 1, "/2"),
                    Recorded.get("a", 2, "/3"),
                    Recorded.get("c", 3_600_000, "/4"));

            Replay replay = Replay.start(plan(server), recording.iterator());
            Patience.until("both are held", () -> server.seen().size() == 2);
            replay.close();
            ReplayReport report = replay.await();

            assertThat(report.sending().cancelled()).isEqualTo(2);
            assertThat(report.sending().unsent()).isGreaterThanOrEqualTo(1);
            assertThat(report.verdict()).isInstanceOf(Verdict.Invalid.class);
            assertThat(report.timing().intended().count()).isZero();
            never.countDown();
            Patience.until("all connections are closed", () -> server.open() == 0);
        }
    }

    @Test
    @DisplayName("TRF-4: instances of one app share the sessions; each session and each copy stays on one of them")
    void several_instances() throws Exception {
        try (ScriptedServer one = ScriptedServer.thatSays(ScriptedServer.OK);
                ScriptedServer other = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                recording.add(Recorded.get("s" + i % 40, i * 2L, 1, "/s" + i % 40 + "/" + i));
            }
            ReplayPlan plan = ReplayPlan.of(List.of(one.target(), other.target()), "run-1")
                    .with(new Reach(2, 4, LONG));

            ReplayReport report = run(plan, recording);

            assertThat(report.answers().answered()).isEqualTo(120);
            assertThat(one.seen().size() + other.seen().size()).isEqualTo(120);
            assertThat(sessions(one)).hasSizeBetween(8, 32).doesNotContainAnyElementsOf(sessions(other));
            assertThat(one.seen())
                    .allSatisfy(seen -> assertThat(seen.head())
                            .contains("Host: " + one.target().authority() + "\r\n"));
            assertThat(other.seen())
                    .allSatisfy(seen -> assertThat(seen.head())
                            .contains("Host: " + other.target().authority() + "\r\n"));
        }
    }

    private static Set<String> sessions(ScriptedServer server) {
        return server.paths().stream()
                .map(path -> path.substring(1, path.indexOf('/', 1)))
                .collect(Collectors.toSet());
    }

    private static ReplayPlan plan(ScriptedServer server) {
        return ReplayPlan.of(server.target(), "run-1").with(new Reach(1, 100, LONG));
    }

    private static ReplayReport run(ReplayPlan plan, List<Exchange> recording) throws InterruptedException {
        try (Replay replay = Replay.start(plan, recording.iterator())) {
            return replay.await();
        }
    }
}
