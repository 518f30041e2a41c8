package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {
    /// A gigabyte in the long run, else 128 MiB.
    private static final long ENDLESS = Boolean.getBoolean("arelops.long") ? 1L << 30 : 1L << 27;

    private static final String KEPT = HarReaderTest.get("2026-03-01T10:00:00Z", "http://a.example/kept");
    private static final String START = "{\"log\": {\"entries\": [";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[]",
                "7",
                "{}",
                "{\"log\": {}}",
                "{\"log\": {\"entries\": 7}}",
                "{\"log\": [",
                "GET /"
            })
    void what_is_no_har_file_is_refused_and_says_where(String file) {
        assertThatThrownBy(() -> Imported.of(ImportFormat.HAR, file)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo("traffic.import");
            assertThat(fault).hasMessageContaining("line 1");
            assertThat(fault.mend()).isNotBlank();
        });
    }

    @Test
    void a_har_file_that_breaks_off_anywhere_gives_what_came_before() throws IOException {
        String file = HarReaderTest.entries(KEPT + "," + KEPT + "," + KEPT);
        int first = file.indexOf(KEPT) + KEPT.length();

        for (int length = first; length < file.length() - 2; length++) {
            Imported part = Imported.of(ImportFormat.HAR, file.substring(0, length));

            assertThat(part.exchanges()).hasSizeBetween(1, 3);
            assertThat(part.count(ImportTrouble.REST_UNREADABLE)).isOne();
        }
    }

    @Test
    void what_is_nested_too_deep_is_passed_over_and_the_next_entry_read() throws IOException {
        String deep = "[{\"]}\\\"[\":".repeat(100_000) + "1" + "}]".repeat(100_000);
        String entry = KEPT.replaceFirst("\\{", "{\"_deep\": " + deep.replace("\\", "\\\\") + ",");

        Imported file = Imported.of(ImportFormat.HAR, START + entry + "," + deep + "," + KEPT + "]}}");

        assertThat(file.targets()).containsExactly("/kept", "/kept");
        assertThat(file.count(ImportTrouble.UNREADABLE)).isOne();
        assertThat(file.count(ImportTrouble.REST_UNREADABLE)).isZero();
    }

    @Test
    void an_endless_body_in_a_har_file_is_cut_and_the_next_entry_read() throws IOException {
        String entry = """
                {"startedDateTime": "2026-03-01T10:00:00Z", "time": 1,
                 "request": {"method": "PUT", "url": "http://a.example/big", "headers": [], "postData":
                  {"mimeType": "text/plain", "text": "\\u00FC\\n""";

        Imported file = Imported.of(
                ImportFormat.HAR,
                Endless.file(
                        START + entry, 'x', ENDLESS, "\\u20ac\"}}, \"response\": {\"status\": 0}}," + KEPT + "]}}"));

        assertThat(file.targets()).containsExactly("/big", "/kept");
        HttpMessage big = file.exchanges().getFirst().request();
        assertThat(big.extent()).isEqualTo(Extent.CUT);
        assertThat(big.length()).isEqualTo(3 + ENDLESS + 3);
        assertThat(big.body().length()).isEqualTo(Limits.BODY);
        assertThat(HttpHead.of(big.head()).header("content-length")).contains(Long.toString(big.length()));
        assertThat(file.count(ImportTrouble.BODY_CUT)).isOne();
    }

    @Test
    void an_endless_body_in_base64_is_cut() throws IOException {
        String entry = KEPT.replace(
                "{\"status\": 0}", "{\"status\": 200, \"content\": {\"encoding\": \"base64\", \"text\": \"");

        Imported file = Imported.of(
                ImportFormat.HAR,
                Endless.file(START + entry.substring(0, entry.lastIndexOf('"') + 1), 'A', ENDLESS, "\"}}}]}}"));

        HttpMessage answer = file.only().response().orElseThrow();
        assertThat(answer.length()).isEqualTo(ENDLESS / 4 * 3);
        assertThat(answer.body().length()).isEqualTo(Limits.BODY);
    }

    @Test
    void endless_names_numbers_urls_and_headers_of_a_har_file_cost_only_their_entry() throws IOException {
        String url = HarReaderTest.get("2026-03-01T10:00:00Z", "http://a.example/" + "u".repeat(100_000));
        String header = KEPT.replace("\"headers\": []", "\"headers\": [{\"name\": \"x\", \"value\": \"%s\"}]");
        String many = KEPT.replace(
                "\"headers\": []", "\"headers\": [" + "{\"name\": \"x\", \"value\": \"y\"},".repeat(100_000) + "{}]");
        String number = KEPT.replaceFirst("\\{", "{\"time\": " + "9".repeat(100_000) + ",");
        String name = KEPT.replaceFirst("\\{", "{\"" + "n".repeat(20_000_000) + "\": 1,");

        Imported file = Imported.of(
                ImportFormat.HAR,
                START + String.join(",", url, header.formatted("v".repeat(100_000)), many, number, name, KEPT) + "]}}");

        assertThat(file.targets()).containsExactly("/kept", "/kept", "/kept");
        assertThat(file.count(ImportTrouble.HEAD_TOO_LARGE)).isEqualTo(3);
        assertThat(file.count(ImportTrouble.REST_UNREADABLE)).isZero();
    }

    @Test
    void invalid_utf_8_and_byte_order_marks_do_not_end_a_har_file() throws IOException {
        byte[] file = ("\uFEFF" + START + KEPT.replace("kept", "a?\u00E9") + "," + KEPT + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < file.length; i++) {
            file[i] = file[i] == (byte) 0xA9 ? (byte) 0xFF : file[i];
        }

        assertThat(Imported.of(ImportFormat.HAR, file).exchanges()).hasSize(2);
    }

    @Test
    void an_endless_record_of_goreplay_is_cut() throws IOException {
        String start = "1 aaaa1 1772359200000000000 0\nPUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: " + ENDLESS
                + "\r\n\r\n";
        String next = "\n🐵🙈🙉\n1 aaaa2 1772359200000000000 0\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n\n🐵🙈🙉\n";

        Imported file = Imported.of(ImportFormat.GOR, Endless.file(start, '\n', ENDLESS, next));

        assertThat(file.targets()).containsExactly("/big", "/kept");
        assertThat(file.exchanges().getFirst().request().length()).isEqualTo(ENDLESS);
        assertThat(file.exchanges().getFirst().request().extent()).isEqualTo(Extent.CUT);
    }

    @Test
    void an_endless_line_of_a_log_is_counted_as_one() throws IOException {
        String line = "h - - [01/Mar/2026:10:00:00 +0000] \"GET /kept HTTP/1.1\" 200 0\n";

        Imported file = Imported.of(ImportFormat.ACCESS_LOG, Endless.file(line, '"', ENDLESS, "\n" + line));

        assertThat(file.targets()).containsExactly("/kept", "/kept");
        assertThat(file.count(ImportTrouble.LINE_TOO_LONG)).isOne();
    }

    @ParameterizedTest
    @EnumSource(ImportFormat.class)
    void a_broken_disk_and_a_full_one_are_told(ImportFormat format) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the disk is broken");
            }
        };

        assertThatThrownBy(() -> Imported.of(format, broken)).hasMessage("the disk is broken");
        assertThatThrownBy(() -> new ImportReader(new SessionNaming(Imported.KEY))
                        .read(new ByteArrayInputStream(sample(format)), format, _ -> {
                            throw new IOException("the disk is full");
                        }))
                .hasMessage("the disk is full");
    }

    @ParameterizedTest
    @EnumSource(ImportFormat.class)
    void changed_bytes_anywhere_never_make_it_throw_or_hand_on_a_broken_head(ImportFormat format) throws IOException {
        Random random = new Random(42);
        byte[] good = sample(format);

        for (int round = 0; round < 3_000; round++) {
            byte[] changed = good.clone();
            for (int i = 0; i <= random.nextInt(8); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            if (round % 5 == 0) {
                changed = Arrays.copyOf(changed, random.nextInt(changed.length));
            }
            if (round % 7 == 0) {
                changed = Imported.packed(changed);
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Imported.of(format, changed).exchanges().forEach(HostileFilesTest::checkHead);
            } catch (Fault fault) {
                assertThat(fault.code()).isEqualTo("traffic.import");
            }
        }
    }

    private static void checkHead(Exchange exchange) {
        String head = Imported.text(exchange.request().head());
        HttpHead places = HttpHead.of(exchange.request().head());
        if (!head.endsWith("\r\n\r\n")
                || head.indexOf("\r\n\r\n") != head.length() - 4
                || places.unreadable() > 0
                || places.beyond()
                || head.replace("\r\n", "").chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)
                || !places.part(2).startsWith("HTTP/1.")) {
            fail("a broken head: " + head);
        }
    }

    private static byte[] sample(ImportFormat format) {
        String text = switch (format) {
            case HAR -> HarReaderTest.entries(String.join(",", KEPT, KEPT, KEPT));
            case ACCESS_LOG -> """
                h - - [01/Mar/2026:10:00:00 +0000] "GET /a?b=%20 HTTP/1.1" 200 7 "http://r/" "Agent \\x22"
                h - u [01/Mar/2026:10:00:01 +0000] "POST /b HTTP/1.1" 500 -
                """;
            case GOR -> """
                1 aaaa1 1772359200000000000 0
                POST /a HTTP/1.1\r
                Host: a\r
                Transfer-Encoding: chunked\r
                \r
                3\r
                abc\r
                0\r
                \r

                🐵🙈🙉
                2 aaaa1 1772359200000000000 5
                HTTP/1.1 200 OK\r
                Content-Length: 2\r
                \r
                hi
                🐵🙈🙉
                """;
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
