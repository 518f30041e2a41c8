package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnonymiserTest {
    private static final String AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    @Test
    @DisplayName("TRF-1: one value has one pseudonym in path, query, cookie, form, JSON, XML, base64 and free text")
    void one_value_has_one_pseudonym() {
        Sample sample = Sample.standard();
        String name = sample.json("\"Jane Doe\"").replace("\"", "");
        String mail = sample.json("\"jane.doe@mail.com\"").replace("\"", "");
        String id = sample.json("113388");
        String coded = Base64.getEncoder().encodeToString("{\"name\": \"Jane Doe\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(sample.target("/users/113388?q=Jane+Doe&mail=jane.doe%40mail.com"))
                .isEqualTo("/users/" + id + "?q=" + name.replace(' ', '+') + "&mail=" + mail.replace("@", "%40"));
        assertThat(sample.header("Cookie", "user=Jane%20Doe; id=113388"))
                .isEqualTo("user=" + name.replace(" ", "%20") + "; id=" + id);
        assertThat(sample.body("application/x-www-form-urlencoded", "name=Jane+Doe&id=113388"))
                .isEqualTo("name=" + name.replace(' ', '+') + "&id=" + id);
        assertThat(sample.body("text/xml", "<a id='113388'><n>Jane Doe</n></a>"))
                .isEqualTo("<a id='" + id + "'><n>" + name + "</n></a>");
        assertThat(sample.json("{\"t\":\"\\u004aane Doe, jane.doe@mail.com\"}"))
                .isEqualTo("{\"t\":\"" + name + ", " + mail + "\"}");
        assertThat(sample.json("{\"t\":\"" + coded + "\"}"))
                .contains(Base64.getEncoder()
                        .encodeToString(("{\"name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8)));
        assertThat(sample.json("{\"link\":\"jane.doe%40mail.com\"}"))
                .isEqualTo("{\"link\":\"" + mail.replace("@", "%40") + "\"}");
        assertThat(sample.header("X-Link", "/x?a=jane.doe%40mail.com")).isEqualTo("/x?a=" + mail.replace("@", "%40"));
        assertThat(sample.json("{\"t\":\"{\\\"id\\\":113388}\"}")).isEqualTo("{\"t\":\"{\\\"id\\\":" + id + "}\"}");
    }

    @Test
    @DisplayName("TRF-1: names go, also those in free text, which no expression finds")
    void no_name_is_left() {
        Sample sample = Sample.standard();
        String body = sample.json(
                "{\"customer\":{\"name\":\"Jane Doe\"},\"note\":\"call Jane Doe, or her mother Mary Doe\"}");

        assertThat(body).doesNotContain("Jane").doesNotContain("Doe").doesNotContain("Mary");
        assertThat(sample.scan().isClean()).isTrue();
    }

    @Test
    @DisplayName("TRF-1: a version is no address of a machine: user agents stay as they are")
    void versions_stay() {
        Sample sample = Sample.standard();

        assertThat(sample.header("User-Agent", AGENT)).isEqualTo(AGENT);
        assertThat(sample.header(
                        "X-Build", "lodash@4.17.21 10.0.19045.3996 W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\""))
                .isEqualTo("lodash@4.17.21 10.0.19045.3996 W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\"");
        assertThat(sample.header("X-Forwarded-For", "203.0.113.7")).isNotEqualTo("203.0.113.7");
    }

    @Test
    @DisplayName("TRF-1: a telephone number has one pseudonym whether a rule or a detector found it")
    void rules_and_detectors_agree() {
        Sample sample = Sample.standard();
        String ruled = sample.json("{\"phone\":\"+49 170 1234567\"}").substring("{\"phone\":\"".length());

        assertThat(sample.header("X-Note", "call +49 170 1234567")).isEqualTo("call " + ruled.substring(0, 15));
    }

    @Test
    void every_action_does_what_it_says() {
        Sample sample = Sample.hiding(
                "$.a with drop", "$.b with drop", "$.d with drop", "$.c with blank", "$.n with blank", "$.h with hash");

        assertThat(sample.json("{\"a\":1, \"b\":{\"x\":2}, \"c\":\"y\", \"n\":12, \"h\":\"Jane\", \"d\":[3]}"))
                .matches("\\{\"c\":\"\", \"n\":0, \"h\":\"[a-z2-7]{16}\"}");
        assertThat(sample.json("{\"d\":1}")).isEqualTo("{}");
        assertThat(sample.json("{\"x\":true,\"d\":1}")).isEqualTo("{\"x\":true}");
        assertThat(Sample.hiding("?token with drop").target("/a?token=x&b=1&token=y"))
                .isEqualTo("/a?b=1");
        assertThat(Sample.hiding("cookie.sid with drop").header("Cookie", "sid=1"))
                .isEmpty();
        assertThat(Sample.hiding("x-secret with drop").head("/", "A: 1", "X-Secret: 2", "B: 3"))
                .isEqualTo("GET / HTTP/1.1\r\nA: 1\r\nB: 3\r\n\r\n");
        assertThat(Sample.hiding("form.a with blank").body("application/x-www-form-urlencoded", "a=1&b=true"))
                .startsWith("a=&b=");
    }

    @Test
    @DisplayName("TRF-1: in bodies only what is kept by name stays")
    void bodies_are_an_allow_list() {
        Sample sample =
                Sample.keeping("$.state", "$.items[*].sku", "$.meta", "cookie.lang", "form.kind", "xml:/o/state");

        assertThat(sample.json("{\"state\":\"open\",\"items\":[{\"sku\":\"A-1\",\"n\":7}],\"meta\":{\"v\":[1,\"x\"]}}"))
                .startsWith("{\"state\":\"open\",\"items\":[{\"sku\":\"A-1\",\"n\":")
                .endsWith("}],\"meta\":{\"v\":[1,\"x\"]}}")
                .doesNotContain("\"n\":7");
        assertThat(sample.json("{\"meta\":{\"mail\":\"jane@x.de\",\"note\":\"write to jane@x.de\"}}"))
                .doesNotContain("jane");
        assertThat(sample.header("Cookie", "lang=de; sid=abc"))
                .startsWith("lang=de; sid=")
                .doesNotContain("abc");
        assertThat(sample.body("application/x-www-form-urlencoded", "kind=gift&text=hello"))
                .startsWith("kind=gift&text=")
                .doesNotContain("hello");
        assertThat(sample.body("application/xml", "<o><state>open</state><x>open</x></o>"))
                .startsWith("<o><state>open</state>")
                .doesNotContain("<x>open");
    }

    @Test
    void where_only_detectors_look_the_rest_stays() {
        assertThat(Sample.detecting().json("{\"a\":\"hello Jane, jane@x.de\",\"n\":113388,\"email\":\"x\"}"))
                .startsWith("{\"a\":\"hello Jane, u")
                .contains("\"n\":113388")
                .doesNotContain("jane@");
    }

    @Test
    void paths_and_queries_are_hidden_by_rule_and_ids_by_themselves() {
        Sample sample = Sample.hiding("/people/*/files", "?who");

        assertThat(sample.target("/people/jane/files/jane"))
                .matches("/people/[a-z]{4}/files/jane")
                .doesNotContain("people/jane");
        assertThat(sample.target("/people/jane")).isEqualTo("/people/jane");
        assertThat(sample.target("/v2/list?page=3&sort=up&id=113388"))
                .matches("/v2/list\\?page=3&sort=up&id=\\d{6}")
                .doesNotContain("113388");
        assertThat(sample.target("/a;jsessionid=0A1B2C?who=me"))
                .doesNotContain("0A1B2C")
                .doesNotContain("who=me");
        assertThat(sample.header("Referer", "https://shop.test/people/jane/files?who=me#x"))
                .startsWith("https://shop.test/people/")
                .doesNotContain("jane")
                .doesNotContain("=me");
    }

    @Test
    void basic_credentials_and_set_cookies_are_replaced_within_their_form() {
        Sample sample = Sample.standard();
        String basic = Base64.getEncoder().encodeToString("jane.doe:secret-word".getBytes(StandardCharsets.UTF_8));

        String other = sample.header("Authorization", "Basic " + basic);

        assertThat(new String(Base64.getDecoder().decode(other.substring(6)), StandardCharsets.UTF_8))
                .matches("[a-z]{4}\\.[a-z]{3}:[a-z]{6}-[a-z]{4}")
                .isNotEqualTo("jane.doe:secret-word");
        assertThat(sample.header("Set-Cookie", "sid=abc123; Path=/; HttpOnly"))
                .matches("sid=[a-z]{3}\\d{3}; Path=/; HttpOnly")
                .doesNotContain("abc123");
    }

    @Test
    void the_length_of_a_body_is_said_anew() {
        Sample sample = Sample.standard();
        String body = "{\"mail\":\"a@b.de\"}";
        var exchange = Sample.exchange(
                "POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n",
                body.getBytes(StandardCharsets.UTF_8));

        var request = sample.anonymise(exchange).exchange().request();

        assertThat(Sample.text(request.head()))
                .contains("Content-Length: " + request.body().length() + "\r\n");
        assertThat(request.length()).isEqualTo(body.length());
    }

    @Test
    void parts_are_hidden_by_name_and_files_are_blanked() {
        String body = """
                --XX
                Content-Disposition: form-data; name="name"

                Jane Doe
                --XX
                Content-Disposition: form-data; name="photo"; filename="jane.png"

                \1\2\3
                --XX--
                """.replace("\n", "\r\n");

        String other = Sample.standard().body("multipart/form-data; boundary=XX", body);

        assertThat(other).doesNotContain("Jane").doesNotContain("jane").doesNotContain("\1\2\3");
        assertThat(other)
                .startsWith("--XX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n")
                .endsWith("\r\n--XX--\r\n");
    }

    @Test
    void counts_name_the_rules() {
        Sample sample = Sample.hiding("$.who");
        sample.json("{\"who\":\"Jane\",\"name\":\"Doe\",\"x\":\"jane@x.de\"}");

        assertThat(sample.anonymiser.counts())
                .containsEntry("$.who", 1L)
                .containsEntry("*.name", 1L)
                .containsEntry("detector email", 1L)
                .containsEntry("not named by a rule", 1L);
        assertThat(List.copyOf(sample.anonymiser.counts().keySet())).doesNotContain("cookie");
    }
}
