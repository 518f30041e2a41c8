package arelops.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.Loss;
import arelops.core.traffic.SkipRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Admission admission(double share, int rate, String... skip) {
        List<SkipRule> rules = new ArrayList<>();
        for (String one : skip) {
            rules.add(((SkipRule.Parsed.Rule) SkipRule.parse(one)).rule());
        }
        return new Admission(new Admission.Sampling(share, 42, rate, rules));
    }

    private static boolean asks(Admission admission, int user, long at) {
        return admission.admits("user " + user, "GET", "/", at);
    }

    @Test
    @DisplayName("TRF-1: over the rate sessions are left out whole and counted, and those that are in stay in")
    void whole_sessions_over_the_rate() {
        Admission admission = admission(1, 100);
        List<Integer> in = IntStream.range(0, 200)
                .filter(user -> asks(admission, user, 0))
                .boxed()
                .toList();

        assertThat(in)
                .hasSize(80)
                .containsExactlyElementsOf(IntStream.range(0, 80).boxed().toList());
        for (int second = 1; second < 5; second++) {
            long at = second * SECOND;
            assertThat(IntStream.range(0, 200)
                            .filter(user -> asks(admission, user, at))
                            .boxed())
                    .as("the same in second " + second)
                    .isEqualTo(in);
        }
        assertThat(admission.left())
                .containsEntry(Loss.RATE.words(), 5 * 120L)
                .containsEntry(Admission.LEFT_SESSIONS, 120L);
    }

    @Test
    @DisplayName(
            "TRF-1: never more are taken in a second than the rate, and a session without room is left out for good")
    void never_above_the_rate() {
        Admission admission = admission(1, 10);
        assertThat(asks(admission, 1, 0)).isTrue();

        assertThat(IntStream.range(0, 50).filter(_ -> asks(admission, 1, 1)).count())
                .isEqualTo(9);
        assertThat(asks(admission, 1, 5 * SECOND)).isFalse();
        assertThat(asks(admission, 2, 5 * SECOND)).isTrue();
    }

    @Test
    @DisplayName("TRF-1: a share is a part of the visitors, each of whom is in or out at every request")
    void a_share_of_the_visitors() {
        Admission admission = admission(0.1, 0);
        List<Integer> in = IntStream.range(0, 10_000)
                .filter(user -> asks(admission, user, 0))
                .boxed()
                .toList();

        assertThat(in.size()).isBetween(850, 1_150);
        assertThat(IntStream.range(0, 10_000)
                        .filter(user -> asks(admission, user, SECOND))
                        .boxed())
                .isEqualTo(in);
        assertThat(admission.left()).isEmpty();
    }

    @Test
    @DisplayName("TRF-1: what is to be skipped is not recorded, and counted")
    void skipped() {
        Admission admission = admission(1, 0, "POST /charges");

        assertThat(admission.admits("ann", "POST", "/charges?card=1", 0)).isFalse();
        assertThat(admission.admits("ann", "GET", "/charges", 0)).isTrue();
        assertThat(admission.left()).containsExactly(Map.entry(Admission.SKIPPED, 1L));
    }

    @Test
    @DisplayName("TRF-1: a session of which something was lost is left out from there on")
    void left_behind() {
        Admission admission = admission(1, 0);
        assertThat(asks(admission, 1, 0)).isTrue();

        admission.leave("user 1");

        assertThat(asks(admission, 1, SECOND)).isFalse();
        assertThat(asks(admission, 2, SECOND)).isTrue();
        assertThat(admission.left()).containsEntry(Loss.BEHIND.words(), 2L);
    }

    @Test
    void more_sessions_than_can_be_told_apart_are_left_out_and_counted() {
        Admission admission = new Admission(new Admission.Sampling(1, 7, 1_000, List.of()), 3);

        assertThat(IntStream.range(0, 5)
                        .filter(user -> asks(admission, user, 0))
                        .count())
                .isEqualTo(3);
        assertThat(asks(admission, 0, SECOND)).isTrue();
        assertThat(admission.left()).containsEntry(Loss.SESSIONS.words(), 2L);
    }
}
