package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final String GET = "GET /a?x=%20&y HTTP/1.1\r\nAccept: */*\r\nHost: a.example:8080\r\n\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_is_written_as_har_is_read_as_the_same_exchanges() throws IOException {
        List<Exchange> exchanges = samples();

        Imported again = Imported.of(ImportFormat.HAR, har(exchanges));

        assertThat(again.exchanges()).isEqualTo(exchanges);
        assertThat(again.summary()).isEqualTo(new ImportSummary(exchanges.size(), Map.of(), BEGAN));
    }

    @Test
    void random_bodies_and_headers_are_read_as_they_were_written() throws IOException {
        Random random = new Random(7);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] body = new byte[1 + random.nextInt(40)];
            random.nextBytes(body);
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            for (int at = 0; at < value.length; at++) {
                value[at] = (byte) (value[at] >= 0 && (value[at] <= ' ' || value[at] == 0x7F) ? 'x' : value[at]);
            }
            String head = "POST /p HTTP/1.1\r\nHost: a\r\nX: " + new String(value, StandardCharsets.ISO_8859_1)
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            HttpMessage request =
                    HttpMessage.whole(Bytes.copyOf(head.getBytes(StandardCharsets.ISO_8859_1)), Bytes.copyOf(body));
            exchanges.add(new Exchange(
                    new SessionId("s" + i % 7), i * 1_234_567L, random.nextInt(1 << 30), request, Optional.empty()));
        }

        assertThat(Imported.of(ImportFormat.HAR, har(exchanges)).exchanges()).isEqualTo(exchanges);
    }

    @Test
    void a_har_file_has_what_its_format_demands() throws IOException {
        JsonNode log = JSON.readTree(har(samples())).get("log");

        assertThat(log.get("version").asText()).isEqualTo("1.2");
        assertThat(log.get("creator").get("name").asText()).isEqualTo("ARelOps");
        for (JsonNode entry : log.get("entries")) {
            assertThat(names(entry)).contains("startedDateTime", "time", "request", "response", "cache", "timings");
            assertThat(names(entry.get("request")))
                    .contains("method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize")
                    .contains("bodySize");
            assertThat(names(entry.get("response")))
                    .contains("status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL")
                    .contains("headersSize", "bodySize");
            assertThat(names(entry.get("response").get("content"))).contains("size", "mimeType");
            assertThat(names(entry.get("timings"))).contains("send", "wait", "receive");
        }
        JsonNode first = log.get("entries").get(0).get("request");
        assertThat(first.get("url").asText()).isEqualTo("http://a.example:8080/a?x=%20&y");
        assertThat(first.get("queryString").toString())
                .isEqualTo("[{\"name\":\"x\",\"value\":\" \"},{\"name\":\"y\",\"value\":\"\"}]");
    }

    @Test
    void a_session_of_another_programs_file_is_not_taken_over() throws IOException {
        byte[] foreign = new String(har(samples()), StandardCharsets.UTF_8)
                .replace("\"ARelOps\"", "\"Other\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Imported.of(ImportFormat.HAR, foreign).exchanges())
                .noneMatch(exchange -> exchange.session().value().equals("s1"));
    }

    @Test
    void each_exchange_is_a_line_of_json() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLinesWriter writer = new JsonLinesWriter(out, BEGAN)) {
            for (Exchange exchange : samples()) {
                writer.take(exchange);
            }
        }

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(samples().size());
        assertThat(lines.get(1)).isEqualTo("""
                {"time":"2026-03-01T10:00:01.623456789Z","offset":1.500000000,"duration":12.000001,"session":"s2",\
                "method":"POST","target":"/b","headers":[["Host","a"],["Content-Length","4"]],"body":"t\u00FCr",\
                "status":200,"responseHeaders":[["Content-Type","x/y"],["Content-Length","2"]],\
                "responseBodyBase64":"AP8="}""");
        for (String line : lines) {
            assertThat(JSON.readTree(line).isObject()).isTrue();
        }
        JsonNode cut = JSON.readTree(lines.get(2));
        assertThat(cut.get("bodyExtent").asText()).isEqualTo("CUT");
        assertThat(cut.get("bodyLength").asLong()).isEqualTo(5_000_000_000L);
    }

    private static List<Exchange> samples() {
        HttpMessage get = HttpMessage.whole(Bytes.of(GET), Bytes.NONE);
        HttpMessage post = whole(
                "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n",
                "t\u00FCr".getBytes(StandardCharsets.UTF_8));
        HttpMessage binary =
                whole("HTTP/1.1 200 OK\r\nContent-Type: x/y\r\nContent-Length: 2\r\n\r\n", new byte[] {0, (byte) 0xFF});
        HttpMessage packed = whole(
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\nSet-Cookie: a=1; Path=/\r\n\r\n",
                new byte[] {(byte) 0x8B, 1, 2});
        HttpMessage cut = new HttpMessage(
                Bytes.of("PUT /c HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n"),
                Bytes.of("the beginning"),
                5_000_000_000L,
                Extent.CUT);
        HttpMessage blanked = new HttpMessage(
                Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"), Bytes.NONE, 77, Extent.BLANKED);
        HttpMessage unknown =
                new HttpMessage(Bytes.of("POST /u HTTP/1.1\r\nHost: a\r\n\r\n"), Bytes.NONE, 0, Extent.BLANKED);
        HttpMessage toHead = whole("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", new byte[0]);
        HttpMessage head = whole("HEAD /h HTTP/1.1\r\nHost: a\r\nCookie: sid=1; b=2\r\n\r\n", new byte[0]);
        return List.of(
                new Exchange(new SessionId("s1"), 0, 0, get, Optional.empty()),
                new Exchange(new SessionId("s2"), 1_500_000_000L, 12_000_001, post, Optional.of(binary)),
                new Exchange(new SessionId("s1"), 1_500_000_001L, 3_600_000_000_007L, cut, Optional.of(blanked)),
                new Exchange(new SessionId("s1"), 1_500_000_002L, 1, get, Optional.of(packed)),
                new Exchange(new SessionId("s3"), 1_500_000_003L, 1, unknown, Optional.of(binary)),
                new Exchange(new SessionId("s3"), 7_000_000_000L, 1, head, Optional.of(toHead)));
    }

    private static HttpMessage whole(String head, byte[] body) {
        return HttpMessage.whole(Bytes.of(head), Bytes.copyOf(body));
    }

    private static byte[] har(List<Exchange> exchanges) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HarWriter writer = new HarWriter(out, BEGAN)) {
            for (Exchange exchange : exchanges) {
                writer.take(exchange);
            }
        }
        return out.toByteArray();
    }

    private static Stream<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names.stream();
    }
}
