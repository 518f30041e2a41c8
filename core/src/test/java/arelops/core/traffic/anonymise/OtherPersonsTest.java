package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OtherPersonsTest {
    private static final RecordingKey KEY = new RecordingKey(new byte[RecordingKey.LENGTH]);
    private static final String GET = """
            GET /users/113388/orders/7?userId=113388&sku=998877&sort=price HTTP/1.1
            Host: shop.example
            Cookie: theme=dark; SESSION=abc123def456; lang=en
            Authorization: Bearer kfj38fjw0skfj38fjw0s

            """.replace("\n", "\r\n");

    @Test
    @DisplayName("TRF-2: a copy is another person everywhere, and the same one each time")
    void what_tells_a_person_becomes_another_and_the_rest_stays() {
        HideRules rules = ruled("/users/*");

        String first = text(new OtherPersons(KEY, rules, 1).request(message(GET, "")));
        String again = text(new OtherPersons(KEY, rules, 1).request(message(GET, "")));
        String second = text(new OtherPersons(KEY, rules, 2).request(message(GET, "")));

        assertThat(first).isEqualTo(again).isNotEqualTo(second);
        assertThat(first)
                .doesNotContain("113388", "abc123def456", "kfj38fjw0skfj38fjw0s")
                .contains(
                        "/orders/7?",
                        "&sku=998877&sort=price",
                        "theme=dark;",
                        "; lang=en",
                        "Bearer ",
                        "Host: shop.example");
        String user = first.substring("GET /users/".length(), "GET /users/".length() + 6);
        assertThat(user).containsOnlyDigits();
        assertThat(first).contains("/users/" + user + "/", "?userId=" + user + "&");
        assertThat(first.length()).isEqualTo(GET.length());
    }

    @Test
    void of_a_body_only_what_a_rule_names_or_a_detector_knows_changes_and_its_length_is_right() {
        String body =
                "{\"sku\": 998877, \"status\": \"open\", \"email\": \"u1@d1.example\", \"note\": \"ask x@y.example\","
                        + " \"ref\": \"A-17\"}";
        OtherPersons copy = new OtherPersons(KEY, ruled("$.ref"), 3);

        HttpMessage other = copy.request(message(
                "POST /orders HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n",
                body));

        String changed = new String(other.body().toArray(), StandardCharsets.UTF_8);
        assertThat(changed)
                .startsWith("{\"sku\": 998877, \"status\": \"open\", \"email\": \"u")
                .contains("\"note\": \"ask u")
                .doesNotContain("u1@d1", "x@y", "A-17");
        assertThat(HttpHead.of(other.head()).header("content-length"))
                .contains(Integer.toString(other.body().length()));
        assertThat(other.length()).isEqualTo(body.length());
    }

    @Test
    void what_tells_nobody_is_not_even_copied() {
        OtherPersons copy = new OtherPersons(KEY, HideRules.standard(), 1);
        HttpMessage search = message("GET /items/4711?q=shoes&page=12345 HTTP/1.1\r\nHost: shop.example\r\n\r\n", "");

        assertThat(copy.request(search)).isSameAs(search);
    }

    @Test
    void a_body_that_cannot_be_read_stays() {
        HttpMessage strange = message(
                "POST /in HTTP/1.1\r\nContent-Type: application/x-strange\r\nX-Api-Key: 0123456789ab\r\n\r\n",
                "\u0001\u0002");

        HttpMessage other = new OtherPersons(KEY, HideRules.standard(), 1).request(strange);

        assertThat(other.body()).isEqualTo(strange.body());
        assertThat(other.extent()).isEqualTo(strange.extent());
        assertThat(text(other)).doesNotContain("0123456789ab");
    }

    @Test
    void what_was_blanked_or_dropped_stays_as_it_is() {
        HideRules rules = new HideRules(
                List.of(rule("?userId", "blank"), rule("$.count", "blank")), List.of(), HideRules.Bodies.ALLOW_LIST);
        HttpMessage blanked = message(
                "POST /?userId= HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", "{\"count\":0,\"done\":true}");

        assertThat(new OtherPersons(KEY, rules, 1).request(blanked)).isSameAs(blanked);
    }

    @Test
    void two_persons_never_become_one() {
        OtherPersons copy = new OtherPersons(KEY, ruled("/users/*"), 1);
        Set<String> all = new HashSet<>();

        for (int user = 1000; user < 10_000; user++) {
            all.add(text(copy.request(message("GET /users/" + user + " HTTP/1.1\r\n\r\n", ""))));
        }

        assertThat(all).hasSize(9000);
    }

    private static HideRules ruled(String text) {
        return new HideRules(List.of(rule(text, "fake")), List.of(), HideRules.Bodies.ALLOW_LIST);
    }

    private static HideRule rule(String text, String action) {
        return ((HideRuleText.Parsed.Rule) HideRuleText.parse(text, action)).rule();
    }

    private static HttpMessage message(String head, String body) {
        return HttpMessage.whole(Bytes.of(head), Bytes.of(body));
    }

    private static String text(HttpMessage message) {
        return new String(message.head().toArray(), StandardCharsets.UTF_8)
                + new String(message.body().toArray(), StandardCharsets.UTF_8);
    }
}
