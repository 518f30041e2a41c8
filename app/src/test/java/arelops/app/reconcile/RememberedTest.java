package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RememberedTest {
    @Test
    @DisplayName("What was asked about last is remembered, and what was not is found out again")
    void the_last_ones() {
        Remembered<Integer, String> remembered = new Remembered<>(2);
        AtomicInteger asked = new AtomicInteger();
        for (int key : new int[] {1, 2, 1, 3, 1, 2}) {
            assertThat(remembered.of(key, one -> {
                        asked.incrementAndGet();
                        return "value of " + one;
                    }))
                    .isEqualTo("value of " + key);
        }

        assertThat(asked).as("1, 2, 3, and 2 once more").hasValue(4);
        assertThat(remembered.size()).isEqualTo(2);
    }

    @Test
    @DisplayName("REL-1: many may ask at the same time")
    void at_the_same_time() throws Exception {
        Remembered<Integer, Integer> remembered = new Remembered<>(50);
        List<Future<Integer>> askers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int seed = 0; seed < 4; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                askers.add(threads.submit(() -> {
                    int wrong = 0;
                    for (int i = 0; i < 200_000; i++) {
                        int key = random.nextInt(200);
                        wrong += remembered.of(key, one -> -one) == -key ? 0 : 1;
                    }
                    return wrong;
                }));
            }
            for (Future<Integer> asker : askers) {
                assertThat(asker.get()).isZero();
            }
        }
        assertThat(remembered.size()).isEqualTo(50);
    }
}
