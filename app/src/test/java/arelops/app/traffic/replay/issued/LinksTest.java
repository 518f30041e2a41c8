package arelops.app.traffic.replay.issued;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    void words_days_small_numbers_and_what_the_session_knew_are_no_links() {
        String told =
                "{\"status\":\"in progress\",\"lang\":\"english\",\"day\":\"2026-11-28\",\"count\":1234,\"known\":\"kn0wn-id\"}";
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /of/kn0wn-id", "", told),
                exchange("a", 10, "GET /q?s=in%20progress&l=english&d=2026-11-28&c=1234&k=kn0wn-id", "", ""));

        assertThat(find(recording).size()).isZero();
    }

    @Test
    void an_id_is_one_in_its_own_session_alone_and_only_once_it_was_told() {
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /new", "", "{\"id\":4711}"),
                exchange("a", 4, "GET /too/early/4711", "", ""),
                exchange("b", 10, "GET /strange/4711", "", ""),
                exchange("c", 20, "GET /new", "", "{\"id\":4712}"),
                exchange("c", 30, "GET /right/4712?again=4712", "", ""));

        assertThat(find(recording).size()).isEqualTo(2);
    }

    @Test
    void a_value_is_written_as_its_place_wants_it() {
        String old = "old-id-1";
        String fresh = "n\u00e9w \"1\"/&=;";
        String target = "GET /p/" + old + "/x?q=" + old;
        String body = "{ \"t\\u0065xt\" : \"" + old + "\" , \"b\":[1, \"" + old + "\"]}";
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /new", "", "{\"deep\":[{},{\"id\":\"" + old + "\"}]}"),
                exchange("a", 10, target, body, ""));
        Links links = find(recording);
        IssuedValues<String> values = new IssuedValues<>();

        values.learn(
                "s",
                links.reader().of(0, recording.getFirst().request()),
                answer("", "{\"deep\":[0,{\"id\":" + Texts.quoted(fresh) + "}]}"),
                true);
        HttpMessage filled = values.fill(
                        "s", links.reader().of(1, recording.getLast().request()))
                .orElseThrow();

        assertThat(text(filled.head()))
                .startsWith("GET /p/n%C3%A9w%20%221%22%2F%26%3D%3B/x?q=n%C3%A9w%20%221%22%2F%26%3D%3B HTTP/1.1\r\n");
        assertThat(text(filled.body()))
                .isEqualTo("{ \"t\\u0065xt\" : " + Texts.quoted(fresh) + " , \"b\":[1, " + Texts.quoted(fresh) + "]}");
        assertThat(values.counts()).isEqualTo(new Issued(4, 0, 0));
        assertThat(values.held()).isZero();
    }

    @Test
    void a_value_that_would_break_the_head_is_not_sent() {
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /new", "", "{\"token\":\"old-token-1\"}"),
                exchange("a", 10, "GET /x HTTP/1.1\r\nX-Token: old-token-1\r\nA: b", "", ""));
        Links links = find(recording);
        IssuedValues<String> values = new IssuedValues<>();

        values.learn(
                "s",
                links.reader().of(0, recording.getFirst().request()),
                answer("", "{\"token\":\"a\\r\\nEvil: b\"}"),
                true);

        assertThat(values.fill("s", links.reader().of(1, recording.getLast().request())))
                .isEmpty();
        assertThat(values.counts()).isEqualTo(new Issued(0, 1, 0));
    }

    @Test
    void packed_answers_are_read_also_cut_ones() throws IOException {
        List<Exchange> recording =
                List.of(exchange("a", 0, "GET /new", "", "{\"id\":47110}"), exchange("a", 10, "GET /it/47110", "", ""));
        Links links = find(recording);
        byte[] packed = gzip("{\"id\":12,\"rest\":\"" + "abcdefgh".repeat(9_000) + "\"}");
        IssuedValues<String> values = new IssuedValues<>();

        Answer answer = new Answer(
                List.of(
                        new Answer.Header("Content-Type", "application/json"),
                        new Answer.Header("Content-Encoding", "gzip")),
                Bytes.owned(packed, 0, packed.length - 40));
        values.learn("s", links.reader().of(0, recording.getFirst().request()), answer, false);
        HttpMessage filled = values.fill(
                        "s", links.reader().of(1, recording.getLast().request()))
                .orElseThrow();

        assertThat(text(filled.head())).startsWith("GET /it/12 HTTP/1.1\r\n");
        assertThat(values.counts()).isEqualTo(new Issued(1, 0, 1));
    }

    @Test
    void a_number_stays_one_where_it_can() {
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /new", "", "{\"id\":47110}"),
                exchange("a", 10, "POST /it", "{\"id\":47110}", ""));
        Links links = find(recording);
        Ties asked = links.reader().of(1, recording.getLast().request());
        IssuedValues<String> values = new IssuedValues<>();

        values.learn("s", links.reader().of(0, recording.getFirst().request()), answer("", "{\"id\":\"x9\"}"), true);
        values.learn("t", links.reader().of(0, recording.getFirst().request()), answer("", "{\"id\":99}"), true);

        assertThat(text(values.fill("s", asked).orElseThrow().body())).isEqualTo("{\"id\":\"x9\"}");
        assertThat(text(values.fill("t", asked).orElseThrow().body())).isEqualTo("{\"id\":99}");
    }

    @Test
    void hidden_fields_and_metas_of_a_page_are_found_however_they_are_written() {
        String page = "<META content='m&amp;1' name=csrf-token><input value=v1 type=hidden name=one/>"
                + "<input type=\"hidden\" name=\"two\" value=\"&#x41;&#66;&quot;&#D;&#9999999;\"><input name=shown value=no>";

        assertThat(PageFields.of(page))
                .containsEntry("csrf-token", "m&1")
                .containsEntry("two", "AB\"&#D;")
                .doesNotContainKey("shown");
        assertThat(PageFields.named(PageFields.of(page), "X-CSRF-Token")).contains("m&1");
        assertThat(PageFields.named(PageFields.of(page), "three")).isEmpty();
    }

    @Test
    void requests_that_are_no_requests_have_no_values() {
        for (String head :
                List.of("", "\r\n\r\n", "GET", "GET /\r\n", "GET ?&=&a=%zz& HTTP/1.1\r\nCookie: ;=;a\r\n\r\n")) {
            for (String body : List.of("", "{\"a\":\"b", "[1,2", "\u0001")) {
                HttpMessage message = HttpMessage.whole(Bytes.of(head), Bytes.of(body));
                assertThat(RequestSpots.of(message)).allMatch(spot -> spot.from() <= spot.to());
            }
        }
    }

    @Test
    void links_are_those_of_each_request_also_when_the_recording_begins_again() {
        List<Exchange> recording = List.of(
                exchange("a", 0, "GET /new", "", "{\"id\":47110,\"other\":{\"id\":\"old-id-1\"}}"),
                exchange("a", 10, "GET /nothing", "", ""),
                exchange("a", 20, "GET /it/old-id-1/47110?of=47110", "", ""));
        Links.Reader reader = find(recording).reader();

        for (int lap = 0; lap < 3; lap++) {
            Ties gives = reader.of(3L * lap, recording.get(0).request());
            assertThat(gives.wants()).extracting(Links.Want::uses).containsExactlyInAnyOrder(2, 1);
            assertThat(reader.of(3L * lap + 1, recording.get(1).request())).isSameAs(Ties.NONE);
            Ties takes = reader.of(3L * lap + 2, recording.get(2).request());
            assertThat(takes.gaps()).hasSize(3);
            assertThat(reader.of(3L * lap + 2, recording.get(2).request()).gaps())
                    .isEqualTo(takes.gaps());
            assertThat(takes.gaps())
                    .extracting(Ties.Gap::link)
                    .containsAll(gives.wants().stream().map(Links.Want::link).toList());
        }
    }

    private static Links find(List<Exchange> recording) {
        return LinkFinder.find(recording.iterator(), _ -> true, _ -> true);
    }

    private static Exchange exchange(String session, long at, String start, String body, String told) {
        String head = (start.contains(" HTTP/1.1") ? start : start + " HTTP/1.1") + "\r\n" + JSON + "\r\n";
        return new Exchange(
                new SessionId(session),
                at,
                5,
                HttpMessage.whole(Bytes.of(head), Bytes.of(body)),
                Optional.of(HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\n" + JSON + "\r\n"), Bytes.of(told))));
    }

    private static Answer answer(String header, String body) {
        return new Answer(
                List.of(new Answer.Header("content-type", "application/json"), new Answer.Header("x", header)),
                Bytes.of(body));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }
}
