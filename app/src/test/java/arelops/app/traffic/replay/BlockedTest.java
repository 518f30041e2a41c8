package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BlockedTest {
    private final Backlog backlog = new Backlog();
    private long now;
    private final Blocked blocked = new Blocked(backlog, () -> now);

    @Test
    @DisplayName("TRF-2: what is read late behind many that wait for a connection has waited for one as well")
    void what_comes_behind_a_long_line_has_waited() {
        fill(Blocked.MANY + 1);
        now = 500;

        empty();

        assertThat(blocked.hasWaited(turn(500))).isTrue();
        assertThat(blocked.hasWaited(turn(501))).as("due when nobody waited").isFalse();
    }

    @Test
    @DisplayName("TRF-2: a short line holds the reader up no more than it did, so what is late then is the sender's")
    void what_comes_behind_a_short_line_has_not_waited() {
        fill(Blocked.MANY);
        now = 500;

        empty();

        assertThat(blocked.hasWaited(turn(0))).isFalse();
    }

    @Test
    @DisplayName("TRF-2: of what waited behind a long line nothing is sent once the time is over")
    void a_long_line_is_remembered() {
        fill(Blocked.MANY);
        assertThat(blocked.hasHeldUp()).isFalse();

        fill(1);
        empty();

        assertThat(blocked.hasHeldUp()).isTrue();
    }

    @Test
    @DisplayName(
            "TRF-2: when the time is over, what had not been read yet for those who wait is held, not sent out of its order")
    void what_is_left_behind_a_long_line_is_held_when_the_time_is_over() throws Exception {
        int sessions = 10_000;
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = IntStream.range(0, 3)
                    .boxed()
                    .flatMap(turn -> IntStream.range(0, sessions)
                            .mapToObj(i -> Recorded.get("s" + i, turn * 10L, "/" + i + "/" + turn)))
                    .toList();
            ReplayPlan plan = ReplayPlan.of(server.target(), "run-1")
                    .with(new Reach(1, 2, Duration.ofMinutes(2)).within(Duration.ofMillis(100)));

            try (Replay replay = Replay.start(plan, recording.iterator())) {
                ReplayReport report = replay.await();

                assertThat(report.sending().sent() + report.sending().held()).isEqualTo(3L * sessions);
                assertThat(report.sending().held()).as("the thirds").isGreaterThanOrEqualTo(sessions);
            }
        }
    }

    @Test
    void the_backlog_is_told_how_many_there_are() {
        fill(3);
        assertThat(backlog.blocked()).isEqualTo(3);

        assertThat(blocked.remove()).isEqualTo(turn(0));
        assertThat(backlog.blocked()).isEqualTo(2);

        blocked.clear();
        assertThat(backlog.blocked()).isZero();
    }

    @Test
    @DisplayName("TRF-2: of requests that find no connection free none is lost, however many they are")
    void more_at_once_than_connections_bear() throws Exception {
        int many = Blocked.MANY + 4_000;
        try (ScriptedServer server = ScriptedServer.thatSays(ScriptedServer.OK)) {
            List<Exchange> recording = IntStream.range(0, many)
                    .mapToObj(i -> Recorded.get("s" + i, 0, "/" + i))
                    .toList();
            ReplayPlan plan = ReplayPlan.of(server.target(), "run-1").with(new Reach(1, 2, Duration.ofMinutes(1)));

            try (Replay replay = Replay.start(plan, recording.iterator())) {
                ReplayReport report = replay.await();

                assertThat(report.answers().answered()).isEqualTo(many);
                assertThat(report.sending().unsent()).isZero();
                assertThat(report.timing().blocked().count()
                                + report.timing().lateness().count())
                        .isEqualTo(many);
                assertThat(report.verdict()).isInstanceOf(Verdict.Invalid.class);
            }
        }
    }

    private void fill(int count) {
        IntStream.range(0, count).forEach(_ -> blocked.add(turn(0)));
    }

    private void empty() {
        while (!blocked.isEmpty()) {
            blocked.remove();
        }
    }

    private static Agenda.Turn turn(long at) {
        SessionKey session = new SessionKey(new SessionId("s"), 0);
        return new Agenda.Turn(new Planned(1, 0, 1, session, new Outgoing(Bytes.NONE, false, true)), at);
    }
}
