package arelops.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MaskTest {
    private static final String SECRET = "p\"ss/w+rd\\ \u00e9\u00fc?";

    @Test
    void a_secret_is_masked_in_every_encoding_however_the_stream_is_cut() {
        var bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        var forms = List.of(
                SECRET,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                "p\\\"ss/w+rd\\\\ \u00e9\u00fc?");
        for (var form : forms) {
            for (int size = 1; size < 12; size++) {
                assertThat(masked("before " + form + " after", size, SECRET))
                        .as("%s in pieces of %d", form, size)
                        .isEqualTo("before *** after");
            }
        }
    }

    @Test
    void a_secret_within_a_longer_base64_text_is_masked_but_for_its_edges() {
        for (var before : List.of("user:", "users:", "a-user:")) {
            var text = Base64.getEncoder()
                    .encodeToString((before + "sesame-open-123!" + "\nx").getBytes(StandardCharsets.UTF_8));
            assertThat(masked(text, 7, "sesame-open-123!")).contains("***").hasSizeLessThan(text.length() - 14);
        }
    }

    @Test
    void each_line_of_a_key_is_masked() {
        assertThat(masked("x\nMIIEvQIBADANBgkq\ny", 5, "-----BEGIN-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n"))
                .isEqualTo("x\n***\ny");
    }

    @Test
    void of_two_secrets_that_begin_alike_the_longer_is_masked_whole() {
        assertThat(masked("sesame-open sesame-x", 3, "sesame", "sesame-open")).isEqualTo("*** ***-x");
    }

    @Test
    void without_secrets_nothing_changes() {
        assertThat(masked("some text", 4)).isEqualTo("some text");
        assertThat(masked("some text", 4, "")).isEqualTo("some text");
    }

    private static String masked(String text, int pieceSize, String... secrets) {
        var mask = new Mask(List.of(secrets));
        var shown = new ByteArrayOutputStream();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += pieceSize) {
            shown.writeBytes(mask.next(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieceSize))));
        }
        shown.writeBytes(mask.end());
        return shown.toString(StandardCharsets.UTF_8);
    }
}
