package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FoldedTest {
    private static final byte[] COMMON = "aZz09@[`{/:+-_.,% &\\\"A~éÉß\u007f\u0000".getBytes(StandardCharsets.UTF_8);

    /// Letters, digits and signs at the ends of their ranges, and any bytes.
    private static byte[] text(Random random, int length) {
        byte[] text = new byte[length];
        int kinds = random.nextInt(1, COMMON.length + 1);
        for (int i = 0; i < length; i++) {
            text[i] = random.nextInt(12) == 0 ? (byte) random.nextInt(256) : COMMON[random.nextInt(kinds)];
        }
        return text;
    }

    @Test
    @DisplayName("TRF-1: the leak scan takes eight bytes together as it takes them one by one")
    void bytes_that_are_taken_together_come_to_the_same() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            Folded together = new Folded(77);
            Folded single = new Folded(77);
            byte[] in = text(random, random.nextInt(80));
            int from = random.nextInt(in.length + 1);
            int to = random.nextInt(from, in.length + 1);
            together.clear();
            single.clear();
            int at = from;
            while (at < to) {
                at = together.takeText(in, at, to);
                if (at < to) {
                    together.take(in[at++]);
                }
            }
            for (int i = from; i < to; i++) {
                single.take(in[i]);
            }
            assertThat(words(together)).isEqualTo(words(single));
            assertThat(together.isOpen()).isEqualTo(single.isOpen());
        }
    }

    private static List<Long> words(Folded folded) {
        List<Long> all = new ArrayList<>(List.of((long) folded.count()));
        for (int word = 0; word < folded.words(); word++) {
            all.add((long) folded.start(word));
            all.add((long) folded.end(word));
            all.add(folded.ending(folded.end(word)));
            all.add(folded.sumBetween(folded.start(word), folded.end(word)));
        }
        return all;
    }

    @Test
    @DisplayName("TRF-1: the leak scan decodes base64 wherever it begins and ends")
    void each_text_in_base64_is_found() {
        Random random = new Random(13);
        for (int round = 0; round < 3000; round++) {
            String hidden = "Jane Doering, " + "x".repeat(random.nextInt(200));
            String coded = Base64.getEncoder().withoutPadding().encodeToString(hidden.getBytes(StandardCharsets.UTF_8));
            String before = " ".repeat(random.nextInt(140)) + "ab".repeat(random.nextInt(3)) + "=";
            byte[] in = (before + coded + ",".repeat(random.nextInt(70))).getBytes(StandardCharsets.UTF_8);
            List<String> found = new ArrayList<>();
            new Hidden((text, length) -> found.add(new String(text, 0, length, StandardCharsets.UTF_8)))
                    .each(in, random.nextInt(Math.max(1, before.length())), in.length);
            assertThat(found).contains(hidden);
        }
    }

    @Test
    void runs_of_ten_are_decoded_and_shorter_ones_are_not() {
        for (int ahead = 0; ahead < 140; ahead++) {
            List<String> found = new ArrayList<>();
            Hidden hidden =
                    new Hidden((text, length) -> found.add(new String(text, 0, length, StandardCharsets.UTF_8)));
            byte[] ten = (".".repeat(ahead) + "6a616e6521." + "6a616e652.").getBytes(StandardCharsets.UTF_8);
            hidden.each(ten, 0, ten.length);
            assertThat(found).containsExactly("jane!");
        }
    }
}
