package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Chunked;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    private static Anonymised of(String headers, byte[] body) {
        return Sample.standard().anonymise(Sample.exchange("POST / HTTP/1.1\r\n" + headers + "\r\n", body));
    }

    private static void isBlanked(Anonymised anonymised, int length, Trouble trouble) {
        HttpMessage request = anonymised.exchange().request();
        assertThat(request.extent()).isEqualTo(Extent.BLANKED);
        assertThat(request.body().length()).isZero();
        assertThat(request.length()).isEqualTo(length);
        assertThat(anonymised.troubles()).contains(trouble);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type: image/png | x | BODY_OF_UNKNOWN_TYPE
            Content-Type: text/html | <p>Jane</p> | BODY_OF_UNKNOWN_TYPE
            X: 1 | no type and no JSON | BODY_OF_UNKNOWN_TYPE
            Content-Type: application/json | {"a":"Jane | BODY_UNREADABLE
            Content-Type: application/json | {"a" "Jane"} | BODY_UNREADABLE
            Content-Type: application/json | Jane | BODY_UNREADABLE
            Content-Type: application/json | {"a":01x} | BODY_UNREADABLE
            Content-Type: application/xml | <a>Jane | BODY_UNREADABLE
            Content-Type: application/xml | <!DOCTYPE a [<!ENTITY x "Jane">]><a>&x;</a> | BODY_UNREADABLE
            Content-Type: multipart/form-data | Jane | BODY_UNREADABLE
            Content-Type: multipart/form-data; boundary=X | --X Jane | BODY_UNREADABLE
            Content-Encoding: br | Jane | BODY_PACKED
            Content-Encoding: gzip | Jane | BODY_PACKED
            """)
    @DisplayName("TRF-1: a body that is not understood is blanked and counted")
    void what_is_not_understood_is_blanked(String header, String body, Trouble trouble) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        isBlanked(of(header + "\r\n", bytes), bytes.length, trouble);
    }

    @Test
    void bodies_that_are_cut_too_large_or_too_deep_are_blanked() {
        byte[] large = new byte[BodyHiding.LARGEST + 1];
        isBlanked(of("Content-Type: application/json\r\n", large), large.length, Trouble.BODY_TOO_LARGE);
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        isBlanked(of("Content-Type: application/json\r\n", deep), deep.length, Trouble.BODY_UNREADABLE);
        byte[] zeros = new byte[BodyHiding.LARGEST + 1];
        byte[] bomb = Packing.gzip(zeros, 0, zeros.length).toArray();
        isBlanked(of("Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", bomb), bomb.length, Trouble.BODY_PACKED);

        HttpMessage cut = new HttpMessage(
                Bytes.of("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n"),
                Bytes.of("{\"a\":1}"),
                1_000_000_000L,
                Extent.CUT);
        Anonymised anonymised =
                Sample.standard().anonymise(new Exchange(new SessionId("s"), 0, 1, cut, Optional.of(cut)));
        assertThat(anonymised.exchange().request().length()).isEqualTo(1_000_000_000L);
        assertThat(anonymised.exchange().response().orElseThrow().extent()).isEqualTo(Extent.BLANKED);
        assertThat(anonymised.troubles()).contains(Trouble.BODY_CUT);
    }

    @Test
    void packed_bodies_are_packed_again() {
        byte[] body = "{\"name\":\"Jane Doe\"}".getBytes(StandardCharsets.UTF_8);
        for (String packing : new String[] {"gzip", "deflate"}) {
            Bytes packed =
                    packing.equals("gzip") ? Packing.gzip(body, 0, body.length) : Packing.deflate(body, 0, body.length);

            Bytes stored = of(
                            "Content-Type: application/json\r\nContent-Encoding: " + packing + "\r\n", packed.toArray())
                    .exchange()
                    .request()
                    .body();

            Bytes open = (packing.equals("gzip")
                            ? Packing.gunzip(stored.array(), stored.from(), stored.to(), 1000)
                            : Packing.undeflate(stored.array(), stored.from(), stored.to(), 1000))
                    .orElseThrow();
            assertThat(Sample.text(open))
                    .matches("\\{\"name\":\"[A-Z][a-z]{3} [A-Z][a-z]{2}\"}")
                    .doesNotContain("Jane");
        }
    }

    @Test
    @DisplayName("TRF-1: lines that are no headers, and those beyond the limits, are left out and counted")
    void bad_heads_are_cut_down() {
        Anonymised bad = of("A: 1\r\nJane Doe without a colon\r\n folded Jane\r\nB: 2\r\n", new byte[0]);
        assertThat(Sample.text(bad.exchange().request().head())).isEqualTo("POST / HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n");
        assertThat(bad.troubles()).containsExactly(Trouble.HEADER_UNREADABLE);

        Anonymised bomb = of("X: 1\r\n".repeat(100_000) + "Y: Jane\r\n", new byte[0]);
        assertThat(HttpHead.of(bomb.exchange().request().head()).size()).isEqualTo(HttpHead.MOST_HEADERS);
        assertThat(bomb.troubles()).containsExactly(Trouble.HEAD_TOO_LARGE);

        Anonymised endless = of("X: " + "Jane".repeat(100_000) + "\r\n", new byte[0]);
        assertThat(endless.exchange().request().head().length()).isLessThan(100);
        assertThat(endless.troubles()).contains(Trouble.HEAD_TOO_LARGE);
    }

    @Test
    void a_text_that_is_no_utf8_is_replaced_and_told() {
        byte[] body = "{\"a\":\"J?ne\"}".getBytes(StandardCharsets.US_ASCII);
        body[7] = (byte) 0xff;

        Anonymised anonymised = of("Content-Type: application/json\r\n", body);

        assertThat(anonymised.troubles()).containsExactly(Trouble.TEXT_NOT_UTF8);
        assertThat(Sample.text(anonymised.exchange().request().body())).doesNotContain("ne");
    }

    @Test
    @DisplayName("TRF-1: nothing that is recorded makes the anonymiser or the scan fail")
    void random_bytes_are_survived() {
        String[] types = {
            "application/json",
            "application/xml",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=X",
            "image/png",
            ""
        };
        String alphabet = "{}[]\"\\:,<>/=&%;+-.@ \r\n09azAZeyJ?'!-X\u00e9u";
        Random random = new Random(7);
        Sample sample = Sample.standard();
        for (int i = 0; i < 30_000; i++) {
            byte[] body = random(random, alphabet, random.nextInt(80));
            byte[] head = ("POST "
                            + new String(random(random, alphabet, random.nextInt(40)), StandardCharsets.ISO_8859_1)
                            + " HTTP/1.1\r\nContent-Type: " + types[i % types.length] + "\r\nCookie: "
                            + new String(random(random, alphabet, random.nextInt(40)), StandardCharsets.ISO_8859_1)
                            + (i % 5 == 0 ? "\r\nContent-Encoding: gzip" : "") + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            HttpMessage message = HttpMessage.whole(Bytes.copyOf(head), Bytes.copyOf(body));
            LeakScan scan = new LeakScan(sample.vault);
            scan.scan(new Exchange(new SessionId("s"), 0, 0, message, Optional.of(message)));
            assertThat(sample.anonymiser
                            .anonymise(new Exchange(new SessionId("s"), 0, 0, message, Optional.of(message)))
                            .exchange()
                            .request()
                            .length())
                    .isEqualTo(body.length);
        }
    }

    private static byte[] random(Random random, String alphabet, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            boolean any = random.nextInt(10) == 0;
            bytes[i] = (byte) (any ? random.nextInt(256) : alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return bytes;
    }

    @Test
    void chunked_bodies_are_put_together() {
        Bytes coded = Bytes.of("5;x=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n");
        assertThat(Chunked.decode(coded).map(Sample::text)).contains("hello world");
        for (String bad :
                new String[] {"", "5\r\nhel", "zz\r\n", "FFFFFFFFFF\r\nx", "5\r\nhelloX0\r\n", "7fffffff\r\nx"}) {
            assertThat(Chunked.decode(Bytes.of(bad))).isEmpty();
        }
    }
}
