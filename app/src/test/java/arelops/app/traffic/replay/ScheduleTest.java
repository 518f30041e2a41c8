package arelops.app.traffic.replay;

import static arelops.app.traffic.replay.Recorded.nanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ReplayPlan PLAN = ReplayPlan.of(new Target("127.0.0.1", 8080), "run-1");

    @Test
    @DisplayName("TRF-2: the gaps are the recorded ones")
    void each_request_is_due_at_its_offset_from_the_first() {
        List<Planned> planned = planned(
                PLAN, Recorded.get("a", 5_000, "/1"), Recorded.get("b", 5_007, "/2"), Recorded.get("a", 9_000, "/3"));

        assertThat(planned).extracting(Planned::due).containsExactly(0L, nanos(7), nanos(4_000));
    }

    @Test
    @DisplayName("TRF-2: the gaps are divided by the factor")
    void ten_times_as_fast_takes_a_tenth_and_no_error_adds_up() {
        Stream<Exchange> second = Stream.iterate(0L, i -> i + 1)
                .limit(100_001)
                .map(i -> new Exchange(
                        Recorded.get("a", 0, "/").session(),
                        i * 333_333,
                        nanos(1),
                        Recorded.get("a", 0, "/").request(),
                        Optional.of(Recorded.ANSWER)));
        Schedule schedule = new Schedule(PLAN.with(new Multiplier.Compressed(10)), Source.of(second.iterator()));

        long number = 0;
        Planned last = schedule.next();
        while (schedule.hasNext()) {
            last = schedule.next();
            number++;
            assertThat(last.due()).isEqualTo(number * 333_333 / 10);
            assertThat(last.end()).isEqualTo((number * 333_333 + nanos(1)) / 10);
        }

        assertThat(number).isEqualTo(100_000);
    }

    @Test
    @DisplayName("TRF-2: copies of a session keep its gaps")
    void each_session_is_cloned_with_its_gaps_and_begins_less_than_a_second_later() {
        List<Planned> planned = planned(
                PLAN.with(new Multiplier.Cloned(5, 42)),
                Recorded.get("a", 0, "/1"),
                Recorded.get("b", 10, "/1"),
                Recorded.get("a", 300, "/2"),
                Recorded.get("b", 5_000, "/2"));

        assertThat(planned).hasSize(20).isSortedAccordingTo((a, b) -> Long.compare(a.due(), b.due()));
        for (int copy = 0; copy < 5; copy++) {
            int number = copy;
            List<Long> a = planned.stream()
                    .filter(one -> one.session().copy() == number
                            && one.session().session().value().equals("a"))
                    .map(Planned::due)
                    .toList();
            assertThat(a).hasSize(2);
            assertThat(a.get(1) - a.get(0)).isEqualTo(nanos(300));
            assertThat(a.get(0)).isBetween(copy == 0 ? 0L : 1L, copy == 0 ? 0L : Schedule.JITTER - 1);
        }
    }

    @Test
    void the_same_seed_gives_the_same_times() {
        Exchange[] recording = {Recorded.get("a", 0, "/1"), Recorded.get("b", 10, "/1")};

        List<Planned> once = planned(PLAN.with(new Multiplier.Cloned(3, 7)), recording);
        List<Planned> again = planned(PLAN.with(new Multiplier.Cloned(3, 7)), recording);
        List<Planned> other = planned(PLAN.with(new Multiplier.Cloned(3, 8)), recording);

        assertThat(again).isEqualTo(once);
        assertThat(other)
                .extracting(Planned::due)
                .isNotEqualTo(once.stream().map(Planned::due).toList());
    }

    @Test
    @DisplayName("TRF-2: ten times the users are ten times the persons")
    void each_copy_is_another_person_in_all_its_sessions_and_the_first_is_as_recorded() {
        Identities others =
                new Identities.Others(new RecordingKey(new byte[RecordingKey.LENGTH]), HideRules.standard());
        HttpMessage asked = Recorded.request("GET /items/7?userId=113388 HTTP/1.1\r\n\r\n", "");

        List<Planned> planned = planned(
                PLAN.with(new Multiplier.Cloned(3, 1, others)),
                Recorded.of("a", 0, 1, asked),
                Recorded.of("b", 0, 1, asked),
                Recorded.get("a", 5, "/plain"));

        Map<Integer, Set<String>> users = new TreeMap<>();
        for (Planned one : planned) {
            String line = new String(one.request().bytes().toArray(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            if (line.startsWith("GET /items/7?userId=")) {
                users.computeIfAbsent(one.session().copy(), _ -> new TreeSet<>())
                        .add(line.substring(20, 26));
            } else {
                assertThat(line).isEqualTo("GET /plain HTTP/1.1");
            }
        }
        assertThat(users.values()).hasSize(3).doesNotHaveDuplicates().allMatch(one -> one.size() == 1);
        assertThat(users).containsEntry(0, Set.of("113388"));
    }

    @Test
    void it_reads_one_exchange_at_a_time() {
        List<Exchange> read = new ArrayList<>();
        Iterator<Exchange> recording = Stream.of(
                        Recorded.get("a", 0, "/1"), Recorded.get("a", 10, "/2"), Recorded.get("a", 20, "/3"))
                .peek(read::add)
                .iterator();
        Schedule schedule = new Schedule(PLAN, Source.of(recording));

        var _ = schedule.next();

        assertThat(read).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void what_must_not_be_sent_is_fenced_and_counted() {
        Schedule schedule = new Schedule(
                PLAN.with(new Multiplier.Cloned(2, 1)),
                Source.of(List.of(
                                Recorded.of("a", 0, 1, Recorded.request("POST / HTTP/1.1\r\n\r\n", "x")),
                                Recorded.of("a", 1, 1, Recorded.cut("GET / HTTP/1.1\r\n\r\n", "x", 10)),
                                Recorded.of("a", 2, 1, Recorded.request("nonsense\r\n\r\n", "")),
                                Recorded.of("a", 3, 1, Recorded.request("GET / HTTP/1.1\r\nA: b\rEvil: c\r\n\r\n", "")))
                        .iterator()));

        assertThat(schedule.hasNext()).isFalse();
        assertThat(schedule.fenced())
                .containsEntry(Fence.Because.METHOD, 2L)
                .containsEntry(Fence.Because.CUT_BODY, 2L)
                .containsEntry(Fence.Because.UNREADABLE, 4L);
    }

    @Test
    void a_recording_that_goes_back_in_time_is_refused() {
        assertThatThrownBy(() -> planned(PLAN, Recorded.get("a", 5, "/1"), Recorded.get("a", 4, "/2")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("goes back in time");
    }

    private static List<Planned> planned(ReplayPlan plan, Exchange... recording) {
        List<Planned> planned = new ArrayList<>();
        new Schedule(plan, Source.of(List.of(recording).iterator())).forEachRemaining(planned::add);
        return planned;
    }
}
