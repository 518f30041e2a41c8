package arelops.app.traffic.replay.issued;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final int CHUNK = 8 * 1024;

    @Test
    void what_is_in_the_file_is_read_like_what_is_in_memory() {
        for (int size : List.of(0, 1, CHUNK, 3 * CHUNK - 1, 3 * CHUNK, 5 * CHUNK + 17)) {
            Numbers numbers = new Numbers(2);
            for (int i = 0; i < size; i++) {
                numbers.add(7L * i);
            }

            assertThat(numbers.size()).isEqualTo(size);
            for (int from : List.of(0, size / 3, size)) {
                Numbers.Cursor cursor = numbers.cursor(from, size);
                for (int i = from; i < size; i++) {
                    assertThat(cursor.next()).isEqualTo(7L * i);
                }
                assertThat(cursor.hasNext()).isFalse();
            }
        }
    }

    @Test
    void parts_that_were_sorted_apart_come_in_order_as_often_as_they_are_read() {
        SplittableRandom random = new SplittableRandom(1);
        List<Long> all = new ArrayList<>();
        SortedNumbers sorted = new SortedNumbers(new Numbers(1), 1000);
        for (int i = 0; i < 5 * CHUNK; i++) {
            long number = random.nextLong(1L << 50) >> random.nextInt(50);
            all.add(number);
            sorted.add(number);
        }
        sorted.end();
        Collections.sort(all);

        for (int time = 0; time < 2; time++) {
            List<Long> read = new ArrayList<>();
            SortedNumbers.Cursor cursor = sorted.cursor();
            while (cursor.hasNext()) {
                read.add(cursor.next());
            }
            assertThat(read).isEqualTo(all);
        }
    }
}
