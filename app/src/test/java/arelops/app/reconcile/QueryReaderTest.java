package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.metrics.QuerySource;
import arelops.app.metrics.QueryValue;
import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Observation;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import arelops.core.release.QueryAnswer;
import arelops.core.release.QueryArm;
import arelops.core.release.Seen;
import arelops.testkit.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How windows of a canary come to their numbers, beside the looks.
class QueryReaderTest {
    private static final Slot SLOT = new Slot(new AppName("shop"), EnvironmentName.PRODUCTION);
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final QueryReader.Arms ARMS = new QueryReader.Arms(
            new QueryArm(SLOT, QueryArm.Role.BASELINE, release(1), 7),
            new QueryArm(SLOT, QueryArm.Role.CANARY, release(2), 6));
    private static final QueryWatch RULE = new QueryWatch(
            "charges",
            new MonitorServer("http://127.0.0.1:9090", Optional.empty()),
            "$ROLE",
            Optional.of(new QueryWatch.Comparing(QueryWatch.Kind.GAUGE, QueryWatch.Worse.MORE, Percent.of(10), true)));
    private static final Policy POLICY = Policy.standard(new AppName("shop"))
            .withObservation(new Observation(WINDOW, Map.of(), Map.of(), Map.of("charges", RULE)));
    private static final QueryAnswer AWAITED = new QueryAnswer.Awaited();

    private static Release release(int number) {
        return new Release(number, new CommitId(Integer.toString(number).repeat(40)), Digest.of("release " + number));
    }

    private static Seen.ArmsWindow window(int minute, long requests, boolean complete) {
        return new Seen.ArmsWindow(
                START.plus(WINDOW.multipliedBy(minute)),
                WINDOW,
                complete,
                false,
                Window.of(
                        ArmWindow.of(requests, 0, LatencyCounts.none()),
                        ArmWindow.of(requests, 0, LatencyCounts.none())));
    }

    private static final List<Seen.ArmsWindow> TWO = List.of(window(0, 10, true), window(1, 10, true));

    /// Answers by the words of the query, and writes down what it was asked.
    private static final class Told implements QuerySource {
        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public QueryValue ask(MonitorServer server, String query, Instant at, Duration back) {
            asked.add(query + " at " + at);
            return new QueryValue.Told(query.equals("canary") ? 2 : 1);
        }
    }

    private static List<QueryAnswer> look(
            QueryReader reader, List<Seen.ArmsWindow> windows, Instant from, Duration after) {
        return reader.told(SLOT, ARMS, POLICY, windows, from, START.plus(after)).stream()
                .map(one -> one.answers().getOrDefault("charges", new QueryAnswer.Nothing("not asked")))
                .toList();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    @DisplayName("CAN-2: each window is asked about once for each arm, as of its end, when its samples are stored")
    void windows_are_asked_about_once() {
        Told source = new Told();
        QueryReader reader = new QueryReader(source);

        assertThat(look(reader, TWO, START, seconds(124))).containsExactly(AWAITED, AWAITED);
        QueryAnswer told = new QueryAnswer.Told(1, 2);
        Patience.until(
                "the first is told",
                () -> look(reader, TWO, START, seconds(124)).equals(List.of(told, AWAITED)));
        Patience.until(
                "both are told", () -> look(reader, TWO, START, seconds(125)).equals(List.of(told, told)));
        assertThat(source.asked)
                .containsExactly(
                        "baseline at 2026-01-02T12:01:00Z",
                        "canary at 2026-01-02T12:01:00Z",
                        "baseline at 2026-01-02T12:02:00Z",
                        "canary at 2026-01-02T12:02:00Z");
    }

    @Test
    @DisplayName("CAN-1: windows that were recorded, were not measured, or in which nobody asked are not asked about")
    void only_open_windows_are_asked_about() {
        Told source = new Told();
        QueryReader reader = new QueryReader(source);
        List<Seen.ArmsWindow> windows =
                List.of(window(0, 10, true), window(1, 0, true), window(2, 10, false), window(3, 10, true));
        Instant from = START.plus(WINDOW);

        Patience.until(
                "the last is told",
                () -> look(reader, windows, from, seconds(300)).getLast().equals(new QueryAnswer.Told(1, 2)));
        assertThat(look(reader, windows, from, seconds(300)).subList(0, 3))
                .containsOnly(new QueryAnswer.Nothing("not asked"));
        assertThat(source.asked).hasSize(2).allMatch(asked -> asked.endsWith("12:04:00Z"));
    }

    @Test
    @DisplayName("REL-2: no look waits for a server; a window of which nothing is told in time stays so")
    void no_look_waits() {
        CountDownLatch hangs = new CountDownLatch(1);
        List<String> asked = new CopyOnWriteArrayList<>();
        QueryReader reader = new QueryReader((_, query, _, _) -> {
            asked.add(query);
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new QueryValue.Told(1);
        });
        List<Seen.ArmsWindow> one = TWO.subList(0, 1);

        assertThat(look(reader, one, START, seconds(70))).containsExactly(AWAITED);
        Patience.until("it is asked", () -> !asked.isEmpty());
        assertThat(look(reader, one, START, seconds(99))).containsExactly(AWAITED);
        List<QueryAnswer> late = look(reader, one, START, seconds(100));
        assertThat(late).containsExactly(new QueryAnswer.Nothing("nothing was told in time by http://127.0.0.1:9090"));
        hangs.countDown();
        Patience.until("the answers came", () -> asked.size() == 2);
        assertThat(look(reader, one, START, seconds(105))).isEqualTo(late);
    }

    @Test
    @DisplayName("REL-2: a server that is away is asked again until the deadline, and the reason is kept")
    void a_server_that_is_away_is_asked_again() {
        List<String> asked = new CopyOnWriteArrayList<>();
        QueryReader reader = new QueryReader((_, query, _, _) -> {
            asked.add(query);
            return new QueryValue.Failed("nothing answers there");
        });
        List<Seen.ArmsWindow> one = TWO.subList(0, 1);

        assertThat(look(reader, one, START, seconds(70))).containsExactly(AWAITED);
        Patience.until("it is asked", () -> asked.size() == 1);
        Patience.until("it is asked again", () -> {
            var _ = look(reader, one, START, seconds(73));
            return asked.size() > 1;
        });
        assertThat(look(reader, one, START, seconds(100)))
                .containsExactly(new QueryAnswer.Nothing("nothing answers there"));
    }

    @Test
    @DisplayName("REL-1: after a restart the windows that are not recorded as judged are asked for again")
    void a_restart_asks_again() {
        Told source = new Told();
        QueryReader first = new QueryReader(source);
        Patience.until("told", () -> !look(first, TWO, START, seconds(130)).contains(AWAITED));
        QueryReader second = new QueryReader(source);

        Patience.until(
                "told again", () -> !look(second, TWO, START, seconds(3600)).contains(AWAITED));

        assertThat(source.asked).hasSizeLessThanOrEqualTo(8).hasSizeGreaterThan(4);
    }

    @Test
    @DisplayName("CAN-1: one arm without a number is a window without one, and it is told of which arm")
    void one_arm_without_a_number() {
        QueryReader reader = new QueryReader((_, query, _, _) ->
                query.equals("canary") ? new QueryValue.Nothing("the query finds no series") : new QueryValue.Told(1));
        List<Seen.ArmsWindow> one = TWO.subList(0, 1);

        Patience.until(
                "it is told", () -> !look(reader, one, START, seconds(70)).contains(AWAITED));

        assertThat(look(reader, one, START, seconds(70)))
                .containsExactly(new QueryAnswer.Nothing("the query finds no series (canary)"));
        assertThat(new TreeMap<>(reader.told(SLOT, ARMS, Policy.standard(new AppName("shop")), one, START, START)
                        .getFirst()
                        .answers()))
                .as("rules without queries")
                .isEmpty();
    }
}
