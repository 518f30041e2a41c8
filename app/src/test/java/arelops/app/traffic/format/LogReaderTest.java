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
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class LogReaderTest {
    private static final String COMMON =
            "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326\n";

    @Test
    void a_line_of_the_common_format_is_understood() throws IOException {
        Imported file = Imported.of(ImportFormat.ACCESS_LOG, COMMON);

        Exchange exchange = file.only();
        assertThat(file.summary().began()).isEqualTo(Instant.parse("2000-10-10T20:55:36Z"));
        assertThat(Imported.text(exchange.request()))
                .isEqualTo("GET /apache_pb.gif HTTP/1.1\nHost: recorded.invalid\n\n");
        HttpMessage answer = exchange.response().orElseThrow();
        assertThat(Imported.text(answer)).isEqualTo("HTTP/1.1 200 \nContent-Length: 2326\n\n");
        assertThat(answer.length()).isEqualTo(2326);
        assertThat(answer.extent()).isEqualTo(Extent.BLANKED);
        assertThat(file.summary().troubles()).isEmpty();
    }

    @Test
    void a_line_of_nginx_with_escapes_and_more_behind_it_is_understood() throws IOException {
        Imported file = Imported.of(ImportFormat.ACCESS_LOG, """
                2001:db8::7 - - [01/Mar/2026:10:00:00 +0000] "POST /s?q=\\x22a\\x22 HTTP/2.0" 302 0 \
                "https://shop.example/\\"x\\"" "Browser/1.0 (\\x5Cx)" "-" rt=0.004
                """);

        assertThat(Imported.text(file.only().request())).isEqualTo("""
                POST /s?q="a" HTTP/1.1
                Host: recorded.invalid
                User-Agent: Browser/1.0 (\\x)
                Referer: https://shop.example/"x"

                """);
        assertThat(file.only().request().extent()).isEqualTo(Extent.BLANKED);
        assertThat(file.only().response().orElseThrow().extent()).isEqualTo(Extent.WHOLE);
        assertThat(file.count(ImportTrouble.BODY_MISSING)).isOne();
    }

    @Test
    void requests_of_the_same_second_are_spread_over_it_in_order() throws IOException {
        Imported file = Imported.of(
                ImportFormat.ACCESS_LOG,
                line("00", "/a")
                        + line("01", "/d")
                        + line("00", "/b")
                        + line("00", "/c")
                        + line("00", "/d")
                        + line("01", "/e"));

        assertThat(file.targets()).containsExactly("/a", "/b", "/c", "/d", "/d", "/e");
        assertThat(file.exchanges())
                .extracting(exchange -> exchange.offset() / 1_000_000)
                .containsExactly(0L, 250L, 500L, 750L, 1000L, 1500L);
    }

    @Test
    void a_session_is_an_address_and_a_program() throws IOException {
        String agent = " \"-\" \"%s\"\n";
        String text = COMMON.strip()
                + agent.formatted("A")
                + COMMON.strip()
                + agent.formatted("B")
                + COMMON.strip()
                + agent.formatted("A");

        Imported file = Imported.of(ImportFormat.ACCESS_LOG, text);

        assertThat(new HashSet<>(
                        file.exchanges().stream().map(Exchange::session).toList()))
                .hasSize(2);
        assertThat(file.exchanges().get(0).session())
                .isEqualTo(file.exchanges().get(2).session());
    }

    @Test
    void garbage_between_lines_is_counted() throws IOException {
        Imported file = Imported.of(
                ImportFormat.ACCESS_LOG,
                "what is this\n\n" + COMMON
                        + COMMON.replace("/Oct/", "/Foo/")
                        + COMMON.replace(":55:", ":75:")
                        + COMMON.replace("GET /apache_pb.gif HTTP/1.0", "\\x16\\x03\\x01")
                        + COMMON.replace("GET /apache_pb.gif HTTP/1.0", "-")
                        + COMMON.replace("/apache_pb.gif", "/x\\r\\nHost: evil")
                        + COMMON.replace("GET /apache_pb.gif", "CONNECT evil:443")
                        + COMMON.replace(" 200 ", " twohundred ")
                        + COMMON.replace("/apache_pb.gif", "/" + "x".repeat(70_000))
                        + "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /cut");

        assertThat(file.targets()).containsExactly("/apache_pb.gif");
        assertThat(file.count(ImportTrouble.NO_TIME)).isEqualTo(2);
        assertThat(file.count(ImportTrouble.FORBIDDEN_CHARACTER)).isEqualTo(2);
        assertThat(file.count(ImportTrouble.NOT_HTTP)).isOne();
        assertThat(file.count(ImportTrouble.LINE_TOO_LONG)).isOne();
        assertThat(file.count(ImportTrouble.UNREADABLE)).isEqualTo(4);
    }

    @Test
    void bytes_that_are_no_ascii_are_percent_encoded_as_they_are() throws IOException {
        byte[] log = COMMON.replace("apache_pb", "t\u00FCr").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Imported.of(ImportFormat.ACCESS_LOG, log).targets()).containsExactly("/t%FCr.gif");
    }

    @Test
    void a_file_without_one_line_of_a_log_is_refused() {
        assertThatThrownBy(() -> Imported.of(ImportFormat.ACCESS_LOG, "a\nb\n"))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo("traffic.import");
                    assertThat(fault.kind()).isEqualTo(Fault.Kind.INPUT);
                    assertThat(fault).hasMessageContaining("line 1");
                });
    }

    @Test
    void an_empty_log_has_no_requests() throws IOException {
        assertThat(Imported.of(ImportFormat.ACCESS_LOG, "").summary().exchanges())
                .isZero();
        assertThat(Imported.of(ImportFormat.ACCESS_LOG, "\n\n").summary().exchanges())
                .isZero();
    }

    private static String line(String second, String target) {
        return "h - - [01/Mar/2026:10:00:" + second + " +0000] \"GET " + target + " HTTP/1.1\" 200 0\n";
    }
}
