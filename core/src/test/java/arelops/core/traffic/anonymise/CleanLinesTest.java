package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CleanLinesTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    /// As it is defined: the length, seven bytes at a time, and the last seven, which may be some of those.
    private static long sumOf(long secret, byte[] line) {
        BigInteger place = BigInteger.valueOf(secret >>> 3);
        BigInteger sum = BigInteger.valueOf(line.length);
        int at = 0;
        while (at + Long.BYTES <= line.length) {
            sum = sum.multiply(place).add(number(line, at)).mod(PRIME);
            at += 7;
        }
        return sum.multiply(place).add(number(line, line.length - 7)).mod(PRIME).longValueExact() + 1;
    }

    private static BigInteger number(byte[] line, int at) {
        BigInteger number = BigInteger.ZERO;
        for (int i = at + 6; i >= at; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(line[i] & 0xff));
        }
        return number;
    }

    @Test
    @DisplayName("TRF-1: a line's sum is the polynomial that its chance of being taken for another is told of")
    void the_sum_is_that_of_the_polynomial() {
        Random random = new Random(21);
        for (int round = 0; round < 3000; round++) {
            long secret = round == 0 ? -1 : random.nextLong();
            byte[] line = new byte[random.nextInt(8, 90)];
            if (round % 3 == 0) {
                Arrays.fill(line, (byte) -1);
            } else {
                random.nextBytes(line);
            }
            byte[] within = new byte[line.length + 9];
            System.arraycopy(line, 0, within, 4, line.length);
            assertThat(new CleanLines(secret).sum(within, 4, 4 + line.length)).isEqualTo(sumOf(secret, line));
        }
    }

    @Test
    void each_byte_and_the_length_count() {
        CleanLines lines = new CleanLines(0x1234_5678_9abc_def0L);
        for (int length = 8; length < 60; length++) {
            Set<Long> sums = new HashSet<>();
            byte[] line = "a".repeat(61).getBytes(StandardCharsets.UTF_8);
            sums.add(lines.sum(line, 0, length));
            sums.add(lines.sum(line, 0, length + 1));
            for (int i = 0; i < length; i++) {
                line[i] = 'b';
                sums.add(lines.sum(line, 0, length));
                line[i] = 'a';
            }
            assertThat(sums).hasSize(length + 2);
        }
    }

    @Test
    void two_lines_of_one_place_are_both_known_and_none_after_clearing() {
        CleanLines lines = new CleanLines(5);
        assertThat(lines.has(77)).isFalse();
        lines.add(77);
        lines.add(77 + (1L << 60));
        assertThat(lines.has(77)).isTrue();
        lines.clear();
        assertThat(lines.has(77)).isFalse();
    }
}
