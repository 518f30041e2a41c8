package hello;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// The tests of the shop: no framework, so that they run with the JDK alone. Ends with 1 if one fails.
public final class HelloTest {
    private int failures;
    private int passed;

    public static void main(String[] args) throws IOException {
        HelloTest test = new HelloTest();
        test.prices();
        test.slots();
        test.pages();
        System.out.println(test.passed + " passed, " + test.failures + " failed");
        System.exit(test.failures == 0 ? 0 : 1);
    }

    private void prices() {
        Basket empty = new Basket(List.of());
        check("an empty basket costs nothing", 0, empty.total());
        Basket small = Hello.parse("apples:2,bread:1");
        check("goods are price times quantity", 2 * 2_40 + 3_80, small.goods());
        check("a small basket pays for delivery", Basket.DELIVERY_FEE, small.delivery());
        Basket justUnder = basketWorth(Basket.FREE_DELIVERY_FROM - 1);
        check("one cent under the limit pays for delivery", Basket.DELIVERY_FEE, justUnder.delivery());
        check("at the limit delivery is free", 0, basketWorth(Basket.FREE_DELIVERY_FROM).delivery());
        check("the total is goods and delivery", Basket.FREE_DELIVERY_FROM - 1 + Basket.DELIVERY_FEE, justUnder.total());
        refused("a hundred of one article are too many", "bread:100");
        refused("none of an article is no line", "bread:0");
        refused("an unknown article is refused", "gold:1");
        refused("a quantity must be there", "bread");
    }

    private void slots() {
        slot("an early order comes the same afternoon", "2026-11-23T10:00", "2026-11-23 14:00-18:00");
        slot("a later order comes the next morning", "2026-11-23T10:01", "2026-11-24 09:00-12:00");
        slot("an evening order comes the next afternoon", "2026-11-23T18:01", "2026-11-24 14:00-18:00");
        slot("an order of Friday noon comes on Monday", "2026-11-27T12:00", "2026-11-30 09:00-12:00");
        slot("an order of the weekend comes on Monday afternoon", "2026-11-28T23:59", "2026-11-30 14:00-18:00");
        slot("the year may end", "2026-12-31T12:00", "2027-01-01 09:00-12:00");
    }

    private void pages() throws IOException {
        Clock monday = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
        HttpServer server = new Hello(Map.of("SHA", "0c9be45", "ENV", "beta"), monday).start(0);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        check("health answers", "200 ok", get(address + "/health"));
        check("the front page greets", "200 " + Hello.GREETING, get(address + "/"));
        check("a basket shows its total and slot", true, get(address + "/basket?items=bread:1")
                .equals("200 {\"goods\":380,\"delivery\":490,\"total\":870,\"slot\":\"2026-11-23 14:00-18:00\"}"));
        check("a bad basket is the caller's fault", true, get(address + "/basket?items=gold:1").startsWith("400 "));
        check("the version names the commit", true, get(address + "/version").contains("\"commit\":\"0c9be45\""));
        check("an unknown page is not found", true, get(address + "/nowhere").startsWith("404 "));
        server.stop(0);
    }

    private static Basket basketWorth(int cents) {
        return new Basket(List.of(new Basket.Line("voucher", cents, 1)));
    }

    private static String get(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout(30_000);
        int code = connection.getResponseCode();
        try (InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return code + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private void slot(String name, String order, String expected) {
        check(name, expected, DeliverySlot.firstAfter(LocalDateTime.parse(order)).text());
    }

    private void refused(String name, String items) {
        try {
            check(name, "refused", Hello.parse(items));
        } catch (IllegalArgumentException expected) {
            check(name, true, !expected.getMessage().isBlank());
        }
    }

    private void check(String name, Object expected, Object actual) {
        if (expected.equals(actual)) {
            passed++;
            return;
        }
        failures++;
        System.out.println("FAILED: " + name + ": expected " + expected + ", was " + actual);
    }
}
