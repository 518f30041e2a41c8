package arelops.app.traffic.difference;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.replay.Received;
import arelops.core.traffic.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static Received answer(long number, int length) {
        return new Received(
                number, Bytes.of("GET / HTTP/1.1"), 200, List.of(), Bytes.copyOf(new byte[length]), length, "");
    }

    @Test
    void answers_are_matched_by_their_number() throws Exception {
        Matching matching = new Matching(1 << 20);
        matching.witness(Side.STABLE).answered(answer(1, 10));
        matching.witness(Side.AGAIN).answered(answer(2, 20));
        matching.witness(Side.AGAIN).answered(answer(1, 30));
        matching.witness(Side.CANDIDATE).answered(answer(1, 40));
        matching.witness(Side.CANDIDATE).failed(2);
        matching.witness(Side.STABLE).answered(answer(2, 10));
        matching.end();

        assertThat(matching.take()).hasValueSatisfying(trio -> {
            assertThat(trio.of(Side.CANDIDATE).length()).isEqualTo(40);
            assertThat(trio.of(Side.STABLE).length()).isEqualTo(10);
            assertThat(trio.of(Side.AGAIN).length()).isEqualTo(30);
        });
        assertThat(matching.take()).isEmpty();
        assertThat(matching.failed()).isEqualTo(1);
    }

    @Test
    void the_oldest_are_given_up_where_too_much_waits() throws Exception {
        Matching matching = new Matching(10_000);
        for (long number = 0; number < 100; number++) {
            matching.witness(Side.STABLE).answered(answer(number, 1_000));
            matching.witness(Side.AGAIN).answered(answer(number, 1_000));
        }
        for (long number = 99; number >= 0; number--) {
            matching.witness(Side.CANDIDATE).answered(answer(number, 1_000));
        }
        matching.end();

        int whole = 0;
        while (matching.take().isPresent()) {
            whole++;
        }
        assertThat(whole).isBetween(1, 5);
    }
}
