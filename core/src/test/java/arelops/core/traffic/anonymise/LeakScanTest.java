package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {
    private static final String PERSON =
            "{\"name\":\"Jane Doering\",\"card\":\"4111111111111111\",\"email\":\"jane@mail.com\"}";

    private static Sample withPerson() {
        Sample sample = Sample.standard();
        sample.json(PERSON);
        return sample;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for Jane Doering",
                "JANE DOERING",
                "jane.doering",
                "janeDoering",
                "q=Jane+Doering",
                "q=Jane%20Doering",
                "q=Jane%2520Doering",
                "\\u004aane \\u0044oering",
                "{\"a\":\"{\\\"b\\\":\\\"\\\\u004aane Doering\\\"}\"}",
                "<a>Jane&#32;Doering</a>",
                "&#x4a;ane Doering",
                "4111-1111-1111-1111",
                "4111 1111 1111 1111",
                "mailto:jane@mail.com",
                "jane%40mail.com"
            })
    @DisplayName("TRF-1: the leak scan finds a value in another case, with other separators, and encoded")
    void a_value_is_found_however_it_is_written(String text) {
        assertThat(withPerson().scanOf("x " + text + " y").isClean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9, 62, 63, 64, 65, 66, 130})
    @DisplayName("TRF-1: the leak scan finds values of any length, with any letters where a long one is cut")
    void values_of_all_lengths_are_found(int length) {
        for (int shift = 0; shift < 6; shift++) {
            String value = "abcdé Ab7-ÄÖ/q3xyz".repeat(9).substring(shift, shift + length);
            Vault vault = new Vault(new RecordingKey(new byte[RecordingKey.LENGTH]), HideRules.standard(), 64);
            vault.plant("value", value + "qzk");
            LeakScan scan = new LeakScan(vault);
            scan.scan(Bytes.of("x, " + value + "qzk, y"));
            assertThat(scan.report().plantedFound()).as(value).isEqualTo(Map.of("value", 1L));
        }
    }

    @Test
    @DisplayName("TRF-1: the leak scan finds a value each time that it comes, whatever came before it")
    void a_value_in_base64_is_found_each_time() {
        String hidden = base64("Jane Doering");
        String dull = "AppleWebKit/537 X-Forwarded-For ";

        assertThat(withPerson().scanOf((dull + hidden + " " + dull).repeat(3)).missed())
                .containsExactly(Map.entry("*.name", 3L));
    }

    @Test
    @DisplayName("TRF-1: the leak scan finds a value in base64, hexadecimal digits, gzip, and one in another")
    void a_value_is_found_in_layers() {
        Sample sample = withPerson();
        String text = "dear Jane Doering, hello";

        assertThat(sample.scanOf("t=" + base64(text)).isClean()).isFalse();
        assertThat(sample.scanOf("/files/" + base64("+" + text).replace("=", ""))
                        .isClean())
                .isFalse();
        assertThat(sample.scanOf("t=" + hex(text)).isClean()).isFalse();
        assertThat(sample.scanOf("t=" + hex(base64(text))).isClean()).isFalse();
        assertThat(sample.scanOf("t=" + base64(base64(base64(text)))).isClean()).isFalse();
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        Bytes packed = Packing.gzip(plain, 0, plain.length);
        LeakScan scan = new LeakScan(sample.vault);
        scan.scan(packed);
        assertThat(scan.report().isClean()).isFalse();
        assertThat(sample.scanOf("t=" + Base64.getEncoder().encodeToString(packed.toArray()))
                        .isClean())
                .isFalse();
    }

    @Test
    @DisplayName("TRF-1: the signature of a token that comes alone later is an original of its own")
    void a_signature_that_comes_alone() {
        String signature = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        Sample sample = Sample.standard();

        sample.json("{\"note\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + signature + "\"}");
        sample.json("{\"note\":\"" + signature + "\"}");

        assertThat(sample.scanOf("t=" + hex(signature)).isClean()).isFalse();
    }

    @Test
    @DisplayName("TRF-1: a line of a head that comes again is looked at again once there is one more original")
    void a_clean_line_is_believed_only_as_long_as_no_original_comes() {
        Sample sample = withPerson();
        Exchange leaks = Sample.exchange("GET / HTTP/1.1\r\nX-Note: for Mary Poppinsen\r\n\r\n", new byte[0]);
        LeakScan scan = new LeakScan(sample.vault);

        scan.scan(leaks);
        scan.scan(leaks);
        assertThat(scan.report().isClean()).isTrue();
        sample.json("{\"name\": \"Mary Poppinsen\"}");
        scan.scan(leaks);
        scan.scan(leaks);

        assertThat(scan.report().missed()).containsEntry("*.name", 2L);
    }

    @Test
    void other_texts_are_clean_and_parts_of_words_are_no_values() {
        Sample sample = withPerson();

        assertThat(sample.scanOf("Jane and Doering, xJane Doeringer, 41111111111111112")
                        .isClean())
                .isTrue();
        assertThat(sample.scan().isClean()).isTrue();
    }

    @Test
    @DisplayName("TRF-1: a report names the rule that missed something, never the value")
    void a_report_names_rules_only() {
        LeakReport report = withPerson().scanOf("for Jane Doering");

        assertThat(report.missed()).containsOnlyKeys("*.name");
        assertThat(report.toString()).doesNotContainIgnoringCase("doering");
    }

    @Test
    @DisplayName("TRF-1: a value that a rule hides in one place and that stays in another is found")
    void a_value_in_an_unruled_place_is_found() {
        Sample sample = Sample.hiding("$.city");
        sample.json("{\"city\":\"Springfield\"}");
        sample.target("/shops/springfield");

        assertThat(sample.scan().missed()).containsOnlyKeys("$.city");
    }

    @Test
    @DisplayName("TRF-1: all of 200 planted persons are transformed, and one that is not is told")
    void planted_persons_are_transformed() {
        Sample sample = Sample.standard();
        PlantedPersons planted = new PlantedPersons(sample.vault.key(), 200);
        planted.plantIn(sample.vault);
        planted.exchanges().forEach(sample::anonymise);

        LeakReport report = sample.scan();
        assertThat(report.planted()).isEqualTo(200 * PlantedPersons.VALUES);
        assertThat(report.plantedFound()).isEmpty();
        assertThat(report.isClean()).isTrue();

        LeakScan careless = new LeakScan(sample.vault);
        careless.scan(planted.exchanges().getFirst());
        assertThat(careless.report().plantedFound()).isNotEmpty();
        assertThat(careless.report().isClean()).isFalse();
    }

    @Test
    void pseudonyms_that_meet_originals_by_chance_are_no_leak() {
        Sample sample = Sample.standard();
        for (int i = 0; i < 20_000; i++) {
            sample.json("{\"userId\":" + (100_000 + i * 7) + "}");
        }

        LeakReport report = sample.scan();

        assertThat(report.held()).isGreaterThan(19_000);
        assertThat(report.missed()).isEmpty();
    }

    @Test
    void numbers_that_are_left_everywhere_are_more_than_chance() {
        Sample sample = Sample.standard();
        StringBuilder left = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            sample.json("{\"userId\":" + (100_000 + i * 7) + "}");
            left.append("user ").append(100_000 + i * 7).append('\n');
        }

        assertThat(sample.scanOf(left.toString()).missed()).containsOnlyKeys("*.userId");
    }

    @Test
    void a_full_vault_is_never_clean() {
        Vault vault = new Vault(new RecordingKey(new byte[RecordingKey.LENGTH]), HideRules.standard(), 10);
        Anonymiser anonymiser = new Anonymiser(vault);
        for (int i = 0; i < 20; i++) {
            String body = "{\"email\":\"jane" + i + "@mail.com\"}";
            anonymiser.anonymise(Sample.exchange(
                    "POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n",
                    body.getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(vault.size()).isEqualTo(10);
        assertThat(new LeakScan(vault).report().isClean()).isFalse();
    }

    @Test
    void vaults_of_several_threads_add_up() {
        Sample one = Sample.standard();
        one.json("{\"name\":\"Jane Doering\"}");
        Sample other = Sample.standard();
        other.json("{\"name\":\"John Miller\"}");

        one.vault.addAll(other.vault);

        assertThat(one.scanOf("John Miller").isClean()).isFalse();
        assertThat(one.scanOf("Jane Doering").isClean()).isFalse();
        one.vault.destroy();
        assertThat(one.scanOf("Jane Doering").held()).isZero();
    }
}
