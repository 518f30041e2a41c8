package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportFormatTest {
    @Test
    void a_format_is_known_by_its_name() {
        assertThat(ImportFormat.named("HAR")).isEqualTo(ImportFormat.HAR);
        assertThat(ImportFormat.named(" log ")).isEqualTo(ImportFormat.ACCESS_LOG);
        assertThat(ImportFormat.named("access-log")).isEqualTo(ImportFormat.ACCESS_LOG);
        assertThat(ImportFormat.named("gor")).isEqualTo(ImportFormat.GOR);
    }

    @Test
    void an_unknown_name_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> ImportFormat.named("pcap")).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo("traffic.import");
            assertThat(fault.mend()).contains("har, log, gor");
        });
    }

    @Test
    void a_format_is_guessed_by_what_is_in_the_file_before_its_name() {
        assertThat(guess("x.log", "\uFEFF\n {\"log\": {")).contains(ImportFormat.HAR);
        assertThat(guess("x.har", "1 932079936fa4306fc308d67588178d17d823647c 1439818823587396305\nGET / HTTP/1.1\r\n"))
                .contains(ImportFormat.GOR);
        assertThat(guess("x", "h - - [01/Mar/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 0\n"))
                .contains(ImportFormat.ACCESS_LOG);
        assertThat(guess("a/b/x.HAR", "?")).contains(ImportFormat.HAR);
        assertThat(guess("requests_0.gor.gz", "")).contains(ImportFormat.GOR);
        assertThat(guess("access_log.1", "")).contains(ImportFormat.ACCESS_LOG);
        assertThat(guess("x.bin", "\u0000\u0001")).isEmpty();
    }

    @Test
    void a_format_is_guessed_by_the_beginning_of_a_packed_file() throws IOException {
        byte[] packed = Imported.packed("1 932079936f 1439818823587396305\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
                .repeat(200)
                .getBytes(StandardCharsets.UTF_8));

        assertThat(ImportFormat.guess("x", packed)).contains(ImportFormat.GOR);
        assertThat(ImportFormat.guess("x", Arrays.copyOf(packed, packed.length - 12)))
                .contains(ImportFormat.GOR);
        assertThat(ImportFormat.guess("x", new byte[] {0x1F, (byte) 0x8B})).isEmpty();
    }

    private static Optional<ImportFormat> guess(String name, String start) {
        return ImportFormat.guess(name, start.getBytes(StandardCharsets.UTF_8));
    }
}
