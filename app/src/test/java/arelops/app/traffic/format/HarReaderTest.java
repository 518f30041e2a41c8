package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HarReaderTest {
    private static final String BROWSER = """
            {"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"}, "pages": [],
             "entries": [
              {"_initiator": {"type": "script", "stack": {"callFrames": []}}, "connection": "443",
               "startedDateTime": "2026-03-01T10:00:00.250Z", "time": 12.5,
               "request": {"method": "POST", "httpVersion": "http/2.0",
                "url": "https://user:secret@shop.example/cart/add?size=L%20XL#top",
                "headers": [{"name": ":authority", "value": "shop.example"}, {"name": ":path", "value": "/cart/add"},
                 {"name": "accept", "value": "*/*"}, {"name": "content-length", "value": "999"},
                 {"name": "cookie", "value": "theme=dark; JSESSIONID=A1B2C3"}],
                "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 15,
                "postData": {"mimeType": "application/json", "text": "{\\"item\\": \\"Tür\\"}"}},
               "response": {"status": 201, "statusText": "", "httpVersion": "http/2.0",
                "headers": [{"name": "content-type", "value": "text/plain"},
                 {"name": "content-encoding", "value": "gzip"}, {"name": "transfer-encoding", "value": "chunked"}],
                "cookies": [], "content": {"size": 5, "mimeType": "text/plain", "text": "added"},
                "redirectURL": "", "headersSize": -1, "bodySize": 31, "_transferSize": 64},
               "cache": {}, "timings": {"blocked": 1, "send": 0.5, "wait": 10, "receive": 1, "ssl": -1}},
              {"startedDateTime": "2026-03-01T12:00:00.000+02:00",
               "request": {"method": "GET", "url": "http://shop.example", "headers": []},
               "response": {"status": 0, "headers": [], "content": {"size": 0, "mimeType": "x-unknown"}},
               "timings": {"blocked": -1, "connect": 3, "ssl": 2, "send": 1, "wait": 5, "receive": 1}}
             ]}}
            """;

    @Test
    @DisplayName("TRF-1: a browser's recording becomes requests in the wire form of HTTP/1.1")
    void a_browsers_recording_becomes_requests_in_the_wire_form() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, BROWSER);

        assertThat(file.exchanges()).hasSize(2);
        assertThat(file.summary().troubles()).isEmpty();
        assertThat(file.summary().began()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        Exchange first = file.exchanges().getFirst();
        assertThat(first.offset()).isZero();
        assertThat(first.duration()).isEqualTo(10_000_000);
        assertThat(first.response()).isEmpty();
        assertThat(Imported.text(first.request())).isEqualTo("GET / HTTP/1.1\nHost: shop.example\n\n");
        Exchange second = file.exchanges().getLast();
        assertThat(second.offset()).isEqualTo(250_000_000);
        assertThat(second.duration()).isEqualTo(12_500_000);
        assertThat(Imported.text(second.request())).isEqualTo("""
                POST /cart/add?size=L%20XL HTTP/1.1
                Host: shop.example
                accept: */*
                content-length: 16
                cookie: theme=dark; JSESSIONID=A1B2C3

                {"item": "T\u00C3\u00BCr"}""");
        assertThat(Imported.text(second.response().orElseThrow())).isEqualTo("""
                HTTP/1.1 201\s
                content-type: text/plain
                Content-Length: 5

                added""");
    }

    @Test
    void forms_binary_bodies_and_answers_to_head_are_understood() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, entries("""
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"method": "POST", "url": "http://a.example/f", "headers": [],
                  "postData": {"mimeType": "application/x-www-form-urlencoded",
                   "params": [{"name": "a b", "value": "1&2"}, {"name": "c", "value": ""}]}},
                 "response": {"status": 200, "statusText": "OK", "headers": [],
                  "content": {"size": 4, "encoding": "base64", "text": "AP+A/w=="}}},
                {"startedDateTime": "2026-03-01T10:00:01Z", "time": 1,
                 "request": {"method": "HEAD", "url": "http://a.example/h", "headers": []},
                 "response": {"status": 200, "statusText": "OK",
                  "headers": [{"name": "Content-Length", "value": "1234"}], "content": {"size": 0}}}"""));

        Exchange form = file.exchanges().getFirst();
        assertThat(Imported.text(form.request().body())).isEqualTo("a+b=1%262&c=");
        assertThat(form.response().orElseThrow().body().toArray()).containsExactly(0, -1, -128, -1);
        HttpMessage toHead = file.exchanges().getLast().response().orElseThrow();
        assertThat(Imported.text(toHead)).isEqualTo("HTTP/1.1 200 OK\nContent-Length: 1234\n\n");
        assertThat(toHead.length()).isZero();
        assertThat(file.summary().troubles()).isEmpty();
    }

    @Test
    void a_body_that_was_not_recorded_is_missing_and_not_empty() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, entries("""
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"bodySize": 70, "method": "PUT", "url": "http://a.example/f", "headers": [],
                  "postData": {"mimeType": "multipart/form-data", "params": [{"name": "a", "value": "1"}]}},
                 "response": {"status": 200, "statusText": "OK", "headers": [], "content": {"size": 900}}}"""));

        assertThat(file.only().request().extent()).isEqualTo(Extent.BLANKED);
        assertThat(file.only().request().length()).isEqualTo(70);
        assertThat(file.only().response().orElseThrow().extent()).isEqualTo(Extent.BLANKED);
        assertThat(file.only().response().orElseThrow().length()).isEqualTo(900);
        assertThat(file.count(ImportTrouble.BODY_MISSING)).isEqualTo(2);
    }

    @Test
    void a_body_that_the_recorder_left_packed_keeps_its_content_encoding() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, entries("""
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"method": "GET", "url": "http://a.example/f", "headers": []},
                 "response": {"status": 200, "statusText": "OK",
                  "headers": [{"name": "Content-Encoding", "value": "gzip"}],
                  "content": {"size": 20, "encoding": "base64", "text": "H4sIAAAAAAAA/wMAAAAAAAAAAAA="}}}"""));

        assertThat(Imported.text(file.only().response().orElseThrow().head())).contains("Content-Encoding: gzip");
    }

    @Test
    void what_has_no_time_or_is_no_http_is_left_out_and_counted() throws IOException {
        Imported file = Imported.of(
                ImportFormat.HAR,
                entries(String.join(
                        ",",
                        get("", "http://a.example/1"),
                        get("yesterday", "http://a.example/2"),
                        get("9999-01-01T00:00:00Z", "http://a.example/3"),
                        get("2026-03-01T10:00:00Z", "data:image/png;base64,AAAA"),
                        get("2026-03-01T10:00:00Z", "wss://a.example/socket"),
                        get("2026-03-01T10:00:00Z", ""),
                        "7",
                        get("2026-03-01T12:00:00.5+0200", "http://a.example/kept"))));

        assertThat(file.targets()).containsExactly("/kept");
        assertThat(file.count(ImportTrouble.NO_TIME)).isEqualTo(3);
        assertThat(file.count(ImportTrouble.NOT_HTTP)).isEqualTo(2);
        assertThat(file.count(ImportTrouble.UNREADABLE)).isEqualTo(2);
        assertThat(file.count(ImportTrouble.NO_DURATION)).isOne();
    }

    @Test
    void what_the_browser_found_in_its_cache_is_left_out_and_counted() throws IOException {
        String cached = get("2026-03-01T10:00:00Z", "http://a.example/cached");

        Imported file = Imported.of(
                ImportFormat.HAR,
                entries(cached.replaceFirst("\\{", "{\"_fromCache\": \"disk\",") + ","
                        + get("2026-03-01T10:00:00Z", "http://a.example/kept")));

        assertThat(file.targets()).containsExactly("/kept");
        assertThat(file.count(ImportTrouble.FROM_CACHE)).isOne();
    }

    @Test
    void an_entry_that_could_smuggle_in_a_second_request_is_left_out_and_counted() throws IOException {
        String header = """
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1, "request": {"method": "%s",
                 "url": "http://a.example/h", "headers": [{"name": "%s", "value": "%s"}]}, "response": {"status": 0}}""";
        Imported file = Imported.of(
                ImportFormat.HAR,
                entries(String.join(
                        ",",
                        header.formatted("GET", "x", "1\\r\\nHost: evil"),
                        header.formatted("GET", "x", "1\\nHost: evil"),
                        header.formatted("GET", "x\\r\\nHost", "evil"),
                        header.formatted("GET", "x: y", "evil"),
                        header.formatted("GET / HTTP/1.1\\r\\n", "x", "y"),
                        header.formatted("GET", "transfer-encoding", "chunked\\r\\nx: y"),
                        header.formatted("GET", "x", "a\\u0000b"),
                        get("2026-03-01T10:00:00Z", "http://a.example/\\r\\nGET /admin HTTP/1.1"),
                        get("2026-03-01T10:00:00Z", "http://a.example/two words"))));

        assertThat(file.targets()).containsExactly("/two%20words");
        assertThat(file.count(ImportTrouble.FORBIDDEN_CHARACTER)).isEqualTo(8);
    }

    @Test
    void a_first_line_among_the_headers_is_passed_over() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, entries("""
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"headers": [{"name": "GET /f?to=http", "value": "//b HTTP/1.1"}],
                  "method": "GET", "url": "http://a.example/f?to=http://b"}, "response": {"status": 0}}"""));

        assertThat(Imported.text(file.only().request())).isEqualTo("GET /f?to=http://b HTTP/1.1\nHost: a.example\n\n");
    }

    @Test
    void entries_out_of_order_are_sorted() throws IOException {
        Imported file = Imported.of(
                ImportFormat.HAR,
                entries(String.join(
                        ",",
                        get("2026-03-01T10:00:02Z", "http://a.example/c"),
                        get("2026-03-01T10:00:00Z", "http://a.example/a"),
                        get("2026-03-01T10:00:01Z", "http://a.example/b"))));

        assertThat(file.targets()).containsExactly("/a", "/b", "/c");
        assertThat(file.exchanges()).extracting(Exchange::offset).containsExactly(0L, 1_000_000_000L, 2_000_000_000L);
        assertThat(file.count(ImportTrouble.OUT_OF_ORDER)).isZero();
    }

    @Test
    void an_entry_beyond_the_look_ahead_gets_the_time_of_the_one_before_it() throws IOException {
        StringBuilder many = new StringBuilder(get("2026-03-01T10:00:00Z", "http://a.example/first"));
        for (int i = 0; i <= Limits.AHEAD; i++) {
            many.append(',').append(get("2026-03-01T10:00:01Z", "http://a.example/" + i));
        }
        many.append(',').append(get("2026-03-01T09:00:00Z", "http://a.example/late"));

        Imported file = Imported.of(ImportFormat.HAR, entries(many.toString()));

        assertThat(file.exchanges())
                .hasSize(Limits.AHEAD + 3)
                .isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
        assertThat(file.count(ImportTrouble.OUT_OF_ORDER)).isOne();
        assertThat(file.summary().began()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void an_answer_that_cannot_be_understood_is_missing() throws IOException {
        Imported file = Imported.of(ImportFormat.HAR, entries("""
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"method": "GET", "url": "http://a.example/f", "headers": []},
                 "response": {"status": 200, "statusText": "OK\\r\\nX: y", "headers": []}}"""));

        assertThat(file.only().response()).isEmpty();
        assertThat(file.count(ImportTrouble.ANSWER_UNREADABLE)).isOne();
    }

    static String entries(String entries) {
        return "{\"log\": {\"version\": \"1.2\", \"entries\": [" + entries + "]}}";
    }

    static String get(String time, String url) {
        return """
                {"startedDateTime": "%s", "request": {"method": "GET", "url": "%s", "headers": []},
                 "response": {"status": 0}}""".formatted(time, url);
    }
}
