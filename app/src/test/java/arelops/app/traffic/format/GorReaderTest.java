package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GorReaderTest {
    private static final String MONKEYS = "\n🐵🙈🙉\n";
    private static final String START = "1772359200000000000";
    private static final String GET = "GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    @DisplayName("TRF-1: a recording of GoReplay becomes requests with their answers")
    void a_recording_becomes_requests_with_their_answers() throws IOException {
        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa1 " + START + " 0", GET)
                        + record(
                                "1 aaaa2 1772359200500000000 0",
                                "POST /b HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nx=1")
                        + record("2 aaaa2 1772359200900000000 7000000", OK)
                        + record("3 aaaa2 1772359200900000000 7000000", "HTTP/1.1 500 Replayed\r\n\r\n")
                        + record("2 aaaa1 1772359200900000000", OK));

        assertThat(file.targets()).containsExactly("/a", "/b");
        assertThat(file.summary().began()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(file.summary().troubles()).isEmpty();
        Exchange first = file.exchanges().getFirst();
        assertThat(Imported.text(first.request().head())).isEqualTo(GET);
        assertThat(first.duration()).isEqualTo(900_000_000);
        Exchange second = file.exchanges().getLast();
        assertThat(second.offset()).isEqualTo(500_000_000);
        assertThat(second.duration()).isEqualTo(407_000_000);
        assertThat(Imported.text(second.request().body())).isEqualTo("x=1");
        assertThat(Imported.text(second.response().orElseThrow().body())).isEqualTo("hi");
    }

    @Test
    void durations_are_understood_as_each_version_writes_them() throws IOException {
        String[] answers = {
            "1772359200300000000 7000000", START + " 7000000", "7000000", "0", START + " 9000000000000000000"
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < answers.length; i++) {
            text.append(record("1 id0" + i + " " + START + " 0", GET));
            text.append(record("2 id0" + i + " " + answers[i], OK));
        }

        Imported file = Imported.of(ImportFormat.GOR, text.toString());

        assertThat(file.exchanges())
                .extracting(Exchange::duration)
                .containsExactly(307_000_000L, 7_000_000L, 7_000_000L, 0L, 0L);
        assertThat(file.count(ImportTrouble.NO_DURATION)).isEqualTo(2);
    }

    @Test
    void a_packed_file_is_unpacked() throws IOException {
        byte[] packed = Imported.packed(record("1 aaaa1 " + START, GET).getBytes(StandardCharsets.UTF_8));

        assertThat(Imported.of(ImportFormat.GOR, packed).targets()).containsExactly("/a");
    }

    @Test
    void a_packed_file_to_which_more_was_appended_is_read_to_its_end() throws IOException {
        byte[] first = Imported.packed(record("1 aaaa1 " + START, GET).getBytes(StandardCharsets.UTF_8));
        byte[] more = Imported.packed(record("1 aaaa2 " + START, GET).getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, both, first.length, more.length);

        assertThat(Imported.of(ImportFormat.GOR, both).exchanges()).hasSize(2);
    }

    @Test
    void a_packed_file_that_breaks_off_gives_what_came_before() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append(record("1 id" + Integer.toHexString(i * 7919) + " " + START, GET));
        }
        byte[] packed = Imported.packed(text.toString().getBytes(StandardCharsets.UTF_8));

        Imported file = Imported.of(ImportFormat.GOR, Arrays.copyOf(packed, packed.length / 2));

        assertThat(file.exchanges()).hasSizeBetween(1, 4_999);
        assertThat(file.count(ImportTrouble.REST_UNREADABLE)).isOne();
    }

    @Test
    void chunked_bodies_are_put_together() throws IOException {
        String chunked =
                "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa1 " + START, chunked)
                        + record("1 aaaa2 " + START, chunked.replace("2\r\nde", "9\r\nde")));

        HttpMessage whole = file.exchanges().getFirst().request();
        assertThat(Imported.text(whole.body())).isEqualTo("abcde");
        assertThat(whole.length()).isEqualTo(5);
        assertThat(file.exchanges().getLast().request().extent()).isEqualTo(Extent.BLANKED);
        assertThat(file.count(ImportTrouble.BODY_MISSING)).isOne();
    }

    @Test
    void a_body_over_the_limit_and_one_that_breaks_off_are_cut() throws IOException {
        int length = Limits.BODY + 1_000_000;
        String head = "PUT /c HTTP/1.1\r\nHost: a\r\nContent-Length: ";

        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa1 " + START, head + length + "\r\n\r\n" + "x".repeat(length)) + "1 aaaa2 " + START + "\n"
                        + head + "100\r\n\r\nonly this");

        HttpMessage big = file.exchanges().getFirst().request();
        assertThat(big.extent()).isEqualTo(Extent.CUT);
        assertThat(big.length()).isEqualTo(length);
        assertThat(big.body().length()).isEqualTo(Limits.BODY);
        HttpMessage broken = file.exchanges().getLast().request();
        assertThat(broken.extent()).isEqualTo(Extent.CUT);
        assertThat(broken.length()).isEqualTo(100);
        assertThat(Imported.text(broken.body())).isEqualTo("only this");
        assertThat(file.count(ImportTrouble.BODY_CUT)).isEqualTo(2);
    }

    @Test
    void answers_to_head_and_without_a_body_are_whole() throws IOException {
        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa1 " + START, GET.replace("GET", "HEAD"))
                        + record("2 aaaa1 " + START + " 5", "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"));

        HttpMessage answer = file.only().response().orElseThrow();
        assertThat(answer.extent()).isEqualTo(Extent.WHOLE);
        assertThat(answer.length()).isZero();
    }

    @Test
    void what_could_be_read_as_two_requests_is_left_out_and_counted() throws IOException {
        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa0 " + START, GET)
                        + record("1 aaaa1 " + START, GET + GET)
                        + record("1 aaaa2 " + START, request("Content-Length: 1\r\nContent-Length: 2", "xx"))
                        + record(
                                "1 aaaa3 " + START,
                                request("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"))
                        + record("1 aaaa4 " + START, request("X: a\nHost: evil", ""))
                        + record("1 aaaa5 " + START, request("X: a\r\n folded", ""))
                        + record("1 aaaa6 " + START, request("X: \u0000", ""))
                        + record("1 aaaa7 " + START, GET.replace("/a", "/a b"))
                        + record("1 aaaa8 " + START, request("Content-Length: +3", "abc")));

        assertThat(file.targets()).containsExactly("/a");
        assertThat(file.count(ImportTrouble.FORBIDDEN_CHARACTER)).isEqualTo(5);
        assertThat(file.count(ImportTrouble.UNREADABLE)).isEqualTo(3);
    }

    @Test
    void heads_beyond_the_limits_are_left_out_and_counted() throws IOException {
        String many = "X: y\r\n".repeat(201).strip();
        String longest = "X: " + "y".repeat(70_000);

        Imported file = Imported.of(
                ImportFormat.GOR,
                record("1 aaaa0 " + START, GET)
                        + record("1 aaaa1 " + START, request(many, ""))
                        + record("1 aaaa2 " + START, request(longest, "")));

        assertThat(file.targets()).containsExactly("/a");
        assertThat(file.count(ImportTrouble.HEAD_TOO_LARGE)).isEqualTo(2);
    }

    @Test
    void answers_alone_and_broken_records_are_counted() throws IOException {
        Imported file = Imported.of(
                ImportFormat.GOR,
                "garbage" + MONKEYS
                        + record("2 aaaa9 " + START, OK)
                        + record("1 aaaa1 " + START, GET)
                        + record("2 aaaa1 " + START + " 5", "SSH-2.0 hello\r\n\r\n")
                        + record("1 aaaa2 99999999999999999999999", GET)
                        + record("1 aaaa3 " + START, "GET /never-ends HTTP/1.1\r\nHost:")
                        + record("4 aaaa4 " + START, GET));

        assertThat(file.only().response()).isEmpty();
        assertThat(file.count(ImportTrouble.ANSWER_ALONE)).isOne();
        assertThat(file.count(ImportTrouble.ANSWER_UNREADABLE)).isOne();
        assertThat(file.count(ImportTrouble.NO_TIME)).isOne();
        assertThat(file.count(ImportTrouble.UNREADABLE)).isEqualTo(3);
    }

    @Test
    void a_request_that_waits_too_long_has_no_answer() throws IOException {
        StringBuilder text = new StringBuilder(record("1 first " + START, GET));
        for (int i = 0; i < Limits.OPEN; i++) {
            text.append(record("1 id" + i + "x " + START, GET));
        }
        text.append(record("2 first " + START + " 5", OK)).append(record("2 id0x " + START + " 5", OK));

        Imported file = Imported.of(ImportFormat.GOR, text.toString());

        assertThat(file.exchanges()).hasSize(Limits.OPEN + 1);
        assertThat(file.count(ImportTrouble.ANSWER_ALONE)).isOne();
        assertThat(file.exchanges().stream()
                        .filter(exchange -> exchange.response().isPresent()))
                .hasSize(1);
    }

    @Test
    void a_file_without_one_record_is_refused() {
        assertThatThrownBy(() -> Imported.of(ImportFormat.GOR, "{\"log\": {}}"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("byte 0");
    }

    @Test
    void an_empty_file_has_no_requests() throws IOException {
        assertThat(Imported.of(ImportFormat.GOR, "").summary().exchanges()).isZero();
    }

    private static String record(String first, String message) {
        return first + "\n" + message + MONKEYS;
    }

    private static String request(String headers, String body) {
        return "POST /x HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body;
    }
}
