package arelops.core.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import arelops.core.traffic.Bytes;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class DifferenceFinderTest {
    private final Shop shop = new Shop();

    private static DifferenceFinder finder() {
        return new DifferenceFinder(Room.standard(), Ignored.standard(), 1);
    }

    private static Answer plain(String type, String text) {
        return new Answer(200, List.of(new Answer.Header("content-type", type)), new Body.Whole(Bytes.of(text)));
    }

    private List<Finding> foundInJson(String candidate, String stable) {
        return Shop.found(20, _ -> shop.json(candidate), _ -> shop.json(stable));
    }

    @Test
    void noise_is_silent() {
        DifferenceFinder finder = finder();
        for (long number = 0; number < 20_000; number++) {
            finder.compare(
                    Shop.asked(number),
                    shop.products(number, 500),
                    shop.products(number, 500),
                    shop.products(number, 500));
        }

        DifferenceReport report = finder.report();

        assertThat(report.findings()).isEmpty();
        assertThat(report.compared().pairs()).isEqualTo(20_000);
        assertThat(report.compared().routes()).isEqualTo(1);
        assertThat(report.compared().places()).isEqualTo(3);
    }

    @Test
    void a_rare_change_is_reported() {
        DifferenceFinder finder = finder();
        for (long number = 0; number < 20_000; number++) {
            int price = number % 1000 == 17 ? 501 : 500;
            finder.compare(
                    Shop.asked(number),
                    shop.products(number, price),
                    shop.products(number, 500),
                    shop.products(number, 500));
        }

        List<Finding> findings = finder.report().findings();

        assertThat(findings)
                .extracting(Finding::route, Finding::place, Finding::aspect, Finding::counts)
                .containsExactly(tuple(
                        "GET /products/{}", "$.items[].price", Aspect.VALUE, new Finding.Counts(20_000, 20, 0, 20)));
        assertThat(findings.getFirst().examples()).hasSize(5).allSatisfy(example -> {
            assertThat(example.number() % 1000).isEqualTo(17);
            assertThat(example.request()).startsWith("GET /products/");
            assertThat(example.stable()).isEqualTo("500");
            assertThat(example.candidate()).isEqualTo("501");
        });
    }

    @Test
    void the_order_of_comparing_changes_nothing() {
        DifferenceFinder forwards = finder();
        DifferenceFinder backwards = finder();
        for (long number = 0; number < 200; number++) {
            compare(forwards, number);
            compare(backwards, 199 - number);
        }

        assertThat(backwards.report()).isEqualTo(forwards.report());
        assertThat(forwards.report().findings()).hasSize(1);
    }

    private void compare(DifferenceFinder finder, long number) {
        Answer stable = plain("application/json", "{\"price\":" + number + "}");
        Answer changed = plain("application/json", "{\"price\":-" + number + "1}");
        finder.compare(Shop.asked(number), changed, stable, stable);
    }

    @Test
    void a_field_that_is_noisy_and_changed_is_reported() {
        DifferenceFinder finder = finder();
        for (long number = 0; number < 2_000; number++) {
            String changed = shop.random().nextInt(10) == 0 ? "9" : stock();
            finder.compare(
                    Shop.asked(number),
                    shop.json("{\"stock\":" + changed + "}"),
                    shop.json("{\"stock\":" + stock() + "}"),
                    shop.json("{\"stock\":" + stock() + "}"));
        }

        assertThat(finder.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo("$.stock");
            assertThat(finding.counts().noise()).isGreaterThan(100);
            assertThat(finding.counts().raw()).isGreaterThan(finding.counts().noise());
        });
    }

    private String stock() {
        return shop.random().nextInt(10) == 0 ? "4" : "3";
    }

    @Test
    void a_value_that_is_new_each_time_is_found_when_it_becomes_something_else() {
        List<Finding> findings = Shop.found(
                50,
                number -> shop.json("{\"id\":null}"),
                number -> shop.json(id(shop.random().nextLong())));

        assertThat(findings).extracting(Finding::place, Finding::aspect).containsExactly(tuple("$.id", Aspect.KIND));
    }

    private static String id(long number) {
        return "{\"id\":\"" + String.format("%016x", number | 0xaL) + "\"}";
    }

    @Test
    void ids_and_times_are_reported_where_stable_does_not_vary() {
        assertThat(foundInJson(
                        "{\"since\":\"2026-01-01T00:00:00Z\",\"n\":1}", "{\"since\":\"2025-01-01T00:00:00Z\",\"n\":1}"))
                .extracting(Finding::place, Finding::aspect)
                .containsExactly(tuple("$.since", Aspect.MOVING));
    }

    @Test
    void a_time_that_a_slower_release_gives_later_is_not_reported_where_stable_varies() {
        DifferenceFinder finder = finder();
        for (long number = 0; number < 1_000; number++) {
            finder.compare(
                    Shop.asked(number),
                    shop.json("{\"at\":\"2026-01-01T00:00:01Z\"}"),
                    shop.json("{\"at\":\"2026-01-01T00:00:00Z\"}"),
                    shop.json("{\"at\":\"2026-01-01T00:00:0" + (number % 100 == 0 ? 1 : 0) + "Z\"}"));
        }

        assertThat(finder.report().findings()).isEmpty();
    }

    @Test
    void with_another_status_nothing_else_is_told() {
        List<Finding> findings = Shop.found(
                20, _ -> new Answer(500, List.of(), new Body.Whole(Bytes.of("oops"))), _ -> shop.json("{\"a\":1}"));

        assertThat(findings)
                .extracting(
                        Finding::place, finding -> finding.examples().getFirst().candidate())
                .containsExactly(tuple("status", "500"));
    }

    @Test
    void pages_and_long_bodies_are_one_place() {
        assertThat(Shop.found(20, _ -> plain("text/html", "<p>2</p>"), _ -> plain("text/html", "<p>1</p>")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.place()).isEqualTo("body");
                    assertThat(finding.aspect()).isEqualTo(Aspect.VALUE);
                    assertThat(finding.examples().getFirst().stable())
                            .matches("8 bytes, sha256 [0-9a-f]{12}, text/html");
                });
        assertThat(Shop.found(20, _ -> plain("text/html", "broken"), _ -> shop.json("{\"a\":1}")))
                .extracting(Finding::place, Finding::aspect)
                .contains(tuple("body", Aspect.KIND));
        assertThat(Shop.found(
                        20,
                        _ -> new Answer(200, List.of(), new Body.Digested("abc", 300_000)),
                        _ -> new Answer(200, List.of(), new Body.Digested("abd", 300_000))))
                .extracting(Finding::place)
                .containsExactly("body");
    }

    @Test
    void a_cookie_is_compared_by_its_name_and_apart_from_what_it_may_be_used_for() {
        LongFunction<Answer> stable = number -> cookie("sid=" + shop.random().nextLong()
                + "; Expires=Sat, 28 Nov 2026 00:00:0" + number % 10 + " GMT; HttpOnly; Path=/");
        LongFunction<Answer> candidate = number -> cookie("sid=" + shop.random().nextLong() + "; Path=/");

        assertThat(Shop.found(50, candidate, stable))
                .extracting(Finding::place)
                .containsExactly("header set-cookie sid attributes");
    }

    private static Answer cookie(String value) {
        return new Answer(200, List.of(new Answer.Header("Set-Cookie", value)), new Body.Whole(Bytes.NONE));
    }

    @Test
    void what_is_ignored_is_left_out_with_all_below_it() {
        DifferenceFinder finder =
                new DifferenceFinder(Room.standard(), Ignored.standard().and(Set.of("$.a", "header x")), 1);
        for (long number = 0; number < 20; number++) {
            Answer stable = answer("1", "{\"a\":[{\"b\":1}],\"ab\":1}");
            finder.compare(Shop.asked(number), answer("2", "{\"a\":[{\"b\":2}],\"ab\":2}"), stable, stable);
        }

        assertThat(finder.report().findings()).extracting(Finding::place).containsExactly("$.ab");
    }

    private static Answer answer(String header, String body) {
        return new Answer(
                200,
                List.of(new Answer.Header("X", header), new Answer.Header("Date", header)),
                new Body.Whole(Bytes.of(body)));
    }

    @Test
    void few_requests_tell_nothing() {
        assertThat(Shop.found(6, _ -> shop.json("{\"a\":1}"), _ -> shop.json("{\"a\":2}")))
                .isEmpty();
        assertThat(Shop.found(7, _ -> shop.json("{\"a\":1}"), _ -> shop.json("{\"a\":2}")))
                .hasSize(1);
        assertThat(finder().report().conclusive()).isFalse();
    }

    @Test
    void memory_is_bounded() {
        DifferenceFinder finder = new DifferenceFinder(new Room(3, 10), Ignored.standard(), 1);
        for (long number = 0; number < 100; number++) {
            Answer stable = shop.json("{\"a\":1,\"x" + names(number) + "\":1}");
            Asked asked = new Asked(number, "GET", "/r" + names(number % 10) + "/x");
            finder.compare(asked, shop.json("{\"a\":2,\"x" + names(number) + "\":2}"), stable, stable);
        }

        DifferenceReport.Compared compared = finder.report().compared();

        assertThat(compared.routes()).isEqualTo(4);
        assertThat(compared.places()).isEqualTo(10);
        assertThat(compared.otherRoute()).isEqualTo(70);
        assertThat(compared.withoutRoom()).isPositive();
        assertThat(finder.report().findings())
                .extracting(Finding::route, Finding::place)
                .contains(tuple("GET /ra/x", "$.a"));
    }

    private static String names(long number) {
        return Long.toString(number)
                .chars()
                .mapToObj(c -> String.valueOf((char) (c - '0' + 'a')))
                .reduce("", String::concat);
    }
}
