package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Outgoing REQUEST = new Outgoing(Bytes.NONE, false, true);
    private long numbers;

    @Test
    @DisplayName("TRF-2: within a session a request waits for the answers it once came after")
    void a_request_waits_for_the_answer_and_then_for_the_think_time() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned first = planned("a", 0, 10);
        Planned second = planned("a", 30, 40);
        agenda.add(first);
        agenda.add(second);

        assertThat(agenda.poll(0)).contains(new Agenda.Turn(first, 0));
        assertThat(agenda.poll(1_000)).isEmpty();
        assertThat(agenda.next()).isEmpty();
        agenda.ended(first, 100, 0);

        assertThat(agenda.next()).hasValue(120);
        assertThat(agenda.poll(119)).isEmpty();
        assertThat(agenda.poll(120)).contains(new Agenda.Turn(second, 120));
    }

    @Test
    void of_sessions_that_are_behind_and_quiet_only_so_many_are_remembered() {
        Agenda agenda = new Agenda(Order.CAUSAL, 2);
        for (String session : List.of("a", "b", "c")) {
            Planned slow = planned(session, 0, 10);
            agenda.add(slow);
            var _ = agenda.poll(0);
            agenda.ended(slow, 110, 0);
        }

        assertThat(agenda.sessions()).isEqualTo(2);
        agenda.add(planned("a", 300, 310));
        assertThat(agenda.next()).as("forgotten: by the schedule").hasValue(300);
        var _ = agenda.poll(300);
        agenda.add(planned("b", 300, 310));
        assertThat(agenda.next()).as("remembered: 100 behind").hasValue(400);
    }

    @Test
    void what_waits_is_given_back_when_all_is_forgotten() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned first = planned("a", 0, 10);
        Planned second = planned("a", 30, 40);
        agenda.add(first);
        agenda.add(second);
        var _ = agenda.poll(0);

        assertThat(agenda.clear()).containsExactly(second);
        assertThat(agenda.waiting()).isZero();
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void an_answer_that_comes_early_makes_nothing_earlier() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned first = planned("a", 0, 10);
        agenda.add(first);
        agenda.add(planned("a", 30, 40));

        var _ = agenda.poll(0);
        agenda.ended(first, 2, 0);

        assertThat(agenda.next()).hasValue(30);
    }

    @Test
    void a_session_that_is_behind_catches_up_when_answers_are_fast() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned slow = planned("a", 0, 10);
        Planned fast = planned("a", 20, 60);
        agenda.add(slow);
        agenda.add(fast);
        agenda.add(planned("a", 70, 80));

        var _ = agenda.poll(0);
        agenda.ended(slow, 30, 0);
        assertThat(agenda.poll(40)).map(Agenda.Turn::planned).contains(fast);
        agenda.ended(fast, 41, 0);

        assertThat(agenda.next()).hasValue(70);
    }

    @Test
    @DisplayName("TRF-2: lateness does not add up")
    void a_late_sender_makes_the_rest_of_the_session_no_later_than_its_answers_do() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned late = planned("a", 0, 10);
        Planned soon = planned("a", 20, 21);
        agenda.add(late);
        agenda.add(soon);
        agenda.add(planned("a", 200, 210));

        assertThat(agenda.poll(100)).map(Agenda.Turn::planned).contains(late);
        agenda.ended(late, 110, 100);
        assertThat(agenda.poll(109)).isEmpty();
        assertThat(agenda.poll(110)).contains(new Agenda.Turn(soon, 20));
        agenda.ended(soon, 111, 90);

        assertThat(agenda.next()).hasValue(200);
    }

    @Test
    void requests_that_were_on_their_way_together_do_not_wait_for_each_other() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned page = planned("a", 0, 10);
        Planned picture = planned("a", 12, 50);
        Planned script = planned("a", 13, 20);
        Planned after = planned("a", 30, 40);
        List.of(page, picture, script, after).forEach(agenda::add);

        var _ = agenda.poll(0);
        agenda.ended(page, 10, 0);

        assertThat(all(agenda, 20)).containsExactly(picture, script);
        agenda.ended(script, 21, 0);
        assertThat(all(agenda, 100)).containsExactly(after);
    }

    @Test
    void what_had_no_answer_holds_nobody_up() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        agenda.add(planned("a", 0, Planned.NEVER));
        agenda.add(planned("a", 5, 6));

        assertThat(all(agenda, 5)).hasSize(2);
    }

    @Test
    @DisplayName("TRF-2: between sessions it is an open loop")
    void two_sessions_do_not_wait_for_each_other() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        agenda.add(planned("a", 0, 1));
        agenda.add(planned("a", 5, 6));
        agenda.add(planned("b", 2, 3));
        agenda.add(planned("c", 4, 5));

        assertThat(all(agenda, 10))
                .extracting(one -> one.session().session().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void strict_order_waits_for_the_time_alone() {
        Agenda agenda = new Agenda(Order.STRICT);
        agenda.add(planned("a", 0, 1));
        agenda.add(planned("a", 5, 6));

        assertThat(all(agenda, 5)).hasSize(2);
    }

    @Test
    void a_session_that_keeps_its_time_is_forgotten_and_one_that_is_behind_is_not() {
        Agenda agenda = new Agenda(Order.CAUSAL);
        Planned good = planned("good", 0, 10);
        Planned behind = planned("behind", 0, 10);
        agenda.add(good);
        agenda.add(behind);
        assertThat(all(agenda, 0)).hasSize(2);

        agenda.ended(good, 10, 0);
        agenda.ended(behind, 50, 0);
        agenda.add(planned("behind", 20, 30));

        assertThat(agenda.sessions()).isEqualTo(1);
        assertThat(agenda.next()).hasValue(60);
    }

    @Test
    @DisplayName("TRF-2: the order in a session is kept")
    void in_random_worlds_all_is_sent_once_in_order_never_early_and_never_before_its_answers() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Agenda agenda = new Agenda(Order.CAUSAL);
            List<Planned> all = new ArrayList<>();
            long due = 0;
            for (int i = 0; i < 30; i++) {
                due += random.nextInt(5);
                Planned planned = planned("s" + random.nextInt(4), due, due + random.nextInt(12));
                all.add(planned);
                agenda.add(planned);
            }

            List<Planned> sent = run(agenda, random);

            assertThat(sent).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(all);
            assertThat(agenda.waiting()).isZero();
        }
    }

    /// Steps through time with answers at random times; checks each send.
    private static List<Planned> run(Agenda agenda, SplittableRandom random) {
        List<Planned> sent = new ArrayList<>();
        List<Planned> open = new ArrayList<>();
        for (long now = 0; agenda.waiting() > 0 || !open.isEmpty(); now++) {
            Optional<Agenda.Turn> turn = agenda.poll(now);
            while (turn.isPresent()) {
                Planned planned = turn.get().planned();
                assertThat(turn.get().at()).isBetween(planned.due(), now);
                assertThat(open)
                        .noneMatch(one -> one.session().equals(planned.session()) && one.end() <= planned.due());
                assertThat(sent)
                        .noneMatch(one -> one.session().equals(planned.session()) && one.number() > planned.number());
                sent.add(planned);
                open.add(planned);
                turn = agenda.poll(now);
            }
            for (Planned one : List.copyOf(open)) {
                if (random.nextInt(6) == 0) {
                    open.remove(one);
                    agenda.ended(one, now, 0);
                }
            }
            OptionalLong next = agenda.next();
            assertThat(next.isPresent() || !open.isEmpty() || agenda.waiting() == 0)
                    .isTrue();
        }
        return sent;
    }

    private static List<Planned> all(Agenda agenda, long now) {
        List<Planned> all = new ArrayList<>();
        Optional<Agenda.Turn> turn = agenda.poll(now);
        while (turn.isPresent()) {
            all.add(turn.get().planned());
            turn = agenda.poll(now);
        }
        return all;
    }

    private Planned planned(String session, long due, long end) {
        return new Planned(numbers++, due, end, new SessionKey(new SessionId(session), 0), REQUEST);
    }
}
