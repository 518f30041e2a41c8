package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
    private static final List<String> NAMES =
            List.of("Jane Doering", "Mary Poppinsen", "Ali Ben Yusuf", "Åsa Öhrnberg");

    private static String coded(String name, Random random) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> name.toUpperCase(Locale.ROOT).replace(' ', '_');
            case 1 -> URLEncoder.encode(name, StandardCharsets.UTF_8);
            case 2 -> URLEncoder.encode(URLEncoder.encode(name, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            case 3 -> "t=" + Base64.getEncoder().encodeToString(("for " + name).getBytes(StandardCharsets.UTF_8));
            case 4 -> "h=" + HexFormat.of().formatHex(bytes);
            case 5 -> "\\u00" + HexFormat.of().toHexDigits(bytes[0]) + name.substring(1);
            default -> name;
        };
    }

    private static String line(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String noise = Long.toString(random.nextLong() >>> 1, 36) + ".".repeat(random.nextInt(40));
        boolean leaks = random.nextInt(3) == 0 && name.charAt(0) < 128;
        return "X-" + (char) ('a' + random.nextInt(26)) + ": " + noise + (leaks ? " " + coded(name, random) : "");
    }

    @Test
    @DisplayName("TRF-1: lines that come again are found as often as by scans that remember nothing")
    void what_is_remembered_of_lines_changes_no_count() {
        Random random = new Random(31);
        for (int round = 0; round < 40; round++) {
            Sample sample = Sample.standard();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                lines.add(line(random));
            }
            LeakScan remembers = new LeakScan(sample.vault);
            Map<String, Long> each = new TreeMap<>();
            for (int i = 0; i < 200; i++) {
                if (i % 45 == 10) {
                    sample.json("{\"name\": \"" + NAMES.get(i / 45 % NAMES.size()) + "\"}");
                }
                String head = lines.get(random.nextInt(30)) + "\r\n" + lines.get(random.nextInt(30));
                Exchange exchange = Sample.exchange("GET / HTTP/1.1\r\n" + head + "\r\n\r\n", new byte[0]);
                remembers.scan(exchange);
                LeakScan forgets = new LeakScan(sample.vault);
                forgets.scan(exchange);
                forgets.report().missed().forEach((rule, count) -> each.merge(rule, count, Long::sum));
            }
            assertThat(remembers.report().missed()).isEqualTo(each).isNotEmpty();
        }
    }
}
