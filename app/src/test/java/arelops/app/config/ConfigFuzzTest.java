package arelops.app.config;

import static arelops.app.config.ConfigSamples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("REL-3: whatever the bytes are, they are a policy or problems")
class ConfigFuzzTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "*a",
            "&a ",
            "!!int ",
            "!x ",
            "'",
            "\"",
            "#",
            "\n",
            "\t",
            "  ",
            "%",
            "1h",
            "-1",
            "99999999999999999999",
            "null",
            "true",
            "off",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "|",
            ">",
            "---\n",
            "...\n",
            "? ",
            "<<: ",
            "%YAML 9.9\n",
            "..",
            "2026-99-99",
            "mon-fri 99:99-00:00",
            "\ud83d\ude00",
            "\\x",
            "@",
            "`");

    @Test
    void thousands_of_damaged_files_never_break_the_reader() {
        byte[] big = sample("big").getBytes(StandardCharsets.UTF_8);
        byte[] typical = sample("typical").getBytes(StandardCharsets.UTF_8);
        int valid = 0;
        for (int seed = 0; seed < 2_500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = damaged(seed % 2 == 0 ? big : typical, random);
            PolicyFile.Parsed parsed = PolicyFile.parse(PolicyFile.NAME, bytes, ConfigSamples.SHOP, Detected.NOTHING);
            valid += switch (parsed) {
                case PolicyFile.Valid good -> check(good);
                case PolicyFile.Invalid bad -> check(bad, seed);
            };
        }
        assertThat(valid).isBetween(100, 2_000);
    }

    private static int check(PolicyFile.Valid good) {
        assertThat(good.policy().problems()).isEmpty();
        assertThat(good.explanation().text()).isNotEmpty();
        assertThat(good.explanation().json()).isNotEmpty();
        return 1;
    }

    private static int check(PolicyFile.Invalid bad, int seed) {
        assertThat(bad.problems()).as("seed %d", seed).isNotEmpty();
        assertThat(bad.text()).as("seed %d", seed).contains("✕ .arelops.yaml:");
        return 0;
    }

    private static byte[] damaged(byte[] file, Random random) {
        StringBuilder text = new StringBuilder(new String(file, StandardCharsets.UTF_8));
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> text.insert(at, text.substring(random.nextInt(at + 1), end));
                default -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
