package arelops.app.traffic.replay.issued;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final AnswerPlace PLACE = AnswerPlace.whole(new AnswerPlace.Source.Cookie("sid"));

    @Test
    void it_holds_what_an_ordered_map_holds() {
        Random random = new Random(7);
        KeyRing ring = new KeyRing();
        SequencedMap<Long, Long> map = new LinkedHashMap<>();
        for (int step = 0; step < 200_000; step++) {
            long key = random.nextInt(600) * (random.nextBoolean() ? 1L : 1L << 32);
            switch (random.nextInt(8)) {
                case 0 -> {
                    ring.put(key, step, PLACE);
                    map.put(key, (long) step);
                }
                case 1 -> {
                    int most = random.nextInt(700);
                    ring.trim(most);
                    while (map.size() > most) {
                        map.pollFirstEntry();
                    }
                }
                default -> {
                    ring.add(key, step, PLACE);
                    map.putIfAbsent(key, (long) step);
                }
            }
            long asked = random.nextInt(600);
            assertThat(ring.size()).isEqualTo(map.size());
            assertThat(ring.contains(asked)).isEqualTo(map.containsKey(asked));
            assertThat(ring.issue(asked).map(SessionMemory.Issue::exchange))
                    .isEqualTo(Optional.ofNullable(map.get(asked)));
        }
    }

    @Test
    void values_that_nobody_issued_are_held_without_a_place() {
        KeyRing ring = new KeyRing();
        for (long key = 0; key < 100; key++) {
            ring.add(key);
            ring.add(key);
        }
        ring.trim(50);

        assertThat(ring.size()).isEqualTo(50);
        assertThat(ring.contains(49)).isFalse();
        assertThat(ring.contains(50)).isTrue();
    }
}
