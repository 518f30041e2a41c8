package arelops.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void a_byte_is_found_where_it_stands_first_whatever_stands_around_it() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = random.nextInt(4); i < bytes.length; i += 1 + random.nextInt(20)) {
                bytes[i] = (byte) "\n\u000b\u008a".charAt(random.nextInt(3));
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);

            assertThat(Bytes.indexOf(bytes, '\n', from, to)).isEqualTo(oneByOne(bytes, from, to));
        }
    }

    private static int oneByOne(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
