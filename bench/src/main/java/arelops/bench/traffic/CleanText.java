package arelops.bench.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.Anonymiser;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import arelops.core.traffic.anonymise.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// Counts what detectors change in text in which nothing is to be hidden.
final class CleanText {
    private static final int LINES = 100_000;

    private CleanText() {}

    static void print() {
        HideRules detectors = new HideRules(List.of(), List.of(), HideRules.Bodies.DENY_LIST);
        Anonymiser anonymiser =
                new Anonymiser(new Vault(new RecordingKey(new byte[RecordingKey.LENGTH]), detectors, 1 << 16));
        Random random = new Random(4);
        long bytes = 0;
        long changed = 0;
        for (int i = 0; i < LINES; i++) {
            Bytes text = Bytes.of(line(random, i % 11));
            HttpMessage request =
                    HttpMessage.whole(Bytes.of("POST / HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n"), text);
            Exchange exchange = new Exchange(new SessionId("s"), i, 1, request, Optional.empty());
            Bytes after = anonymiser.anonymise(exchange).exchange().request().body();
            bytes += text.length();
            changed += after.equals(text) ? 0 : differing(text, after);
        }
        System.out.printf(
                Locale.ROOT,
                "clean text (programs, versions, numbers, hashes, times, types, links, paths): %,d bytes, %d changed (%.4f %%)%n",
                bytes,
                changed,
                100.0 * changed / bytes);
    }

    private static String line(Random random, int kind) {
        return switch (kind) {
            case 0 ->
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
                        + (90 + random.nextInt(60)) + ".0." + random.nextInt(9999) + "." + random.nextInt(300)
                        + " Safari/537.36";
            case 1 ->
                "version " + random.nextInt(30) + "." + random.nextInt(30) + "." + random.nextInt(300) + "-rc."
                        + random.nextInt(9) + "+build." + (20_200_000 + random.nextInt(50_000));
            case 2 -> "order " + digits(random, 6 + random.nextInt(14)) + " of ORD-2024-" + digits(random, 8);
            case 3 -> "sha256 " + hex(random, 64) + " sha1 " + hex(random, 40) + " md5 " + hex(random, 32);
            case 4 ->
                "at 2024-03-15T12:34:" + (10 + random.nextInt(49)) + ".123456Z, "
                        + (1_700_000_000_000L + random.nextInt(1_000_000_000)) + " ms";
            case 5 -> "traceparent 00-" + hex(random, 32) + "-" + hex(random, 16) + "-01";
            case 6 -> "request 3f2504e0-4f89-11d3-9a0c-" + hex(random, 12) + " took " + random.nextInt(1000) + " ms";
            case 7 ->
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0."
                        + random.nextInt(10);
            case 8 ->
                "https://cdn.example.com/assets/2024/js/vendor-" + hex(random, 8) + "/app.min.js?v=" + digits(random, 6)
                        + "#/shop/itemDetails/" + random.nextInt(10_000);
            case 9 ->
                "src/main/java/com/example/shop/order/OrderService" + random.nextInt(100)
                        + ".java a=1+2/3 b=x/y+z size=" + random.nextInt(100) + "x" + random.nextInt(100)
                        + " IMG_20240315_" + digits(random, 6) + ".jpg";
            default ->
                "com.example.shop.OrderController.createOrder(OrderController.java:" + random.nextInt(900)
                        + ") lodash@4.17.21 icon@2x.png /api/v2/productCategories/list?sort=priceAscending";
        };
    }

    private static String digits(Random random, int count) {
        return random.ints(count, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String hex(Random random, int count) {
        return random.ints(count, 0, 16)
                .map(digit -> Character.forDigit(digit, 16))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static long differing(Bytes before, Bytes after) {
        int same = 0;
        while (same < Math.min(before.length(), after.length()) && before.at(same) == after.at(same)) {
            same++;
        }
        int end = 0;
        while (end < Math.min(before.length(), after.length()) - same
                && before.at(before.length() - 1 - end) == after.at(after.length() - 1 - end)) {
            end++;
        }
        return (long) before.length() - same - end;
    }
}
