package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static String fake(String value) {
        String body = Sample.standard().json("{\"field\":\"" + value + "\"}");
        return body.substring("{\"field\":\"".length(), body.length() - 2);
    }

    @Test
    @DisplayName("TRF-1: an address becomes another at a domain that cannot exist, those of one domain together")
    void an_address_stays_an_address() {
        assertThat(fake("jane.doe@mail.com")).matches("u[a-z2-7]{12}@d[a-z2-7]{6}\\.example");
        assertThat(fake("JANE.DOE@Mail.com")).isEqualTo(fake("jane.doe@mail.com"));
        assertThat(fake("john@mail.com").split("@", -1)[1])
                .isEqualTo(fake("jane.doe@mail.com").split("@", -1)[1]);
    }

    @Test
    @DisplayName("TRF-1: a card number becomes one of the test range with a right last digit")
    void a_card_stays_a_card() {
        for (String card : new String[] {"4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"}) {
            String other = fake(card);
            byte[] digits = other.replaceAll("\\D", "").getBytes(StandardCharsets.US_ASCII);

            assertThat(other).isNotEqualTo(card).hasSameSizeAs(card);
            assertThat(other.replaceAll("\\d", "0")).isEqualTo(card.replaceAll("\\d", "0"));
            assertThat(new String(digits, StandardCharsets.US_ASCII)).startsWith("400000");
            assertThat(Cards.isLuhn(digits, 0, digits.length)).isTrue();
        }
    }

    @Test
    void a_telephone_number_keeps_country_and_signs() {
        assertThat(fake("+49 (170) 123-4567"))
                .matches("\\+49 \\(\\d{3}\\) \\d{3}-\\d{4}")
                .isNotEqualTo("+49 (170) 123-4567");
        assertThat(fake("+49 170 1234567").replaceAll("\\D", "")).isEqualTo(fake("491701234567"));
        assertThat(fake("+1-202-555-0143")).matches("\\+1-\\d{3}-\\d{3}-\\d{4}");
    }

    @Test
    void a_bank_account_keeps_its_country_and_has_right_check_digits() {
        for (String iban :
                new String[] {"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "FR1420041010050500013M02606"}) {
            String other = fake(iban);
            byte[] bytes = other.getBytes(StandardCharsets.US_ASCII);

            assertThat(other)
                    .startsWith(iban.substring(0, 2))
                    .hasSameSizeAs(iban)
                    .isNotEqualTo(iban);
            assertThat(Ibans.end(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        }
    }

    @Test
    void names_keep_length_case_and_script() {
        assertThat(fake("Jane DOE")).matches("[A-Z][a-z]{3} [A-Z]{3}");
        assertThat(fake("Иван")).matches("\\p{IsCyrillic}{4}").isNotEqualTo("Иван");
        assertThat(fake("山田")).matches("\\p{IsHan}{2}").isNotEqualTo("山田");
        assertThat(fake("Müller")).hasSize(6).doesNotContain("ller");
        assertThat(fake("MÜLLER")).isEqualToIgnoringCase(fake("müller"));
    }

    @Test
    void ids_dates_and_times_stay_what_they_are() {
        assertThat(fake("3f2504e0-4f89-11d3-9a0c-0305e82c3301"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo("3f2504e0-4f89-11d3-9a0c-0305e82c3301");
        assertThat(fake("33a64df551425fcc55e4d42a148795d9f25f89d4")).matches("[0-9a-f]{40}");
        assertThat(java.time.LocalDate.parse(fake("2024-02-29")).getYear()).isEqualTo(2024);
        assertThat(java.time.OffsetDateTime.parse(fake("2024-03-15T12:34:56.789+02:00"))
                        .getYear())
                .isEqualTo(2024);
        assertThat(fake("203.0.113.7")).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(fake("203.0.113.7").replaceAll("\\d+$", ""))
                .isEqualTo(fake("203.0.113.99").replaceAll("\\d+$", ""));
    }

    @Test
    @DisplayName("TRF-1: a token's claims become pseudonyms of the same person, and its signature is none")
    void a_token_stays_a_token() {
        Sample sample = Sample.standard();
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"sub\":\"113388\",\"exp\":1800000000}".getBytes(StandardCharsets.UTF_8));
        String token = "eyJhbGciOiJIUzI1NiJ9." + claims + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        String id = sample.target("/users/113388").substring("/users/".length());

        String other = sample.header("Authorization", "Bearer " + token);

        String[] parts = other.substring("Bearer ".length()).split("\\.", -1);
        assertThat(parts[0]).isEqualTo("eyJhbGciOiJIUzI1NiJ9");
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"sub\":\"" + id + "\",\"exp\":1800000000}");
        assertThat(parts[2]).hasSize(43).isNotEqualTo(token.split("\\.", -1)[2]);
    }

    @Test
    @DisplayName("TRF-1: a random token is found whatever its last sign is, and with the signs of base64 within")
    void tokens_of_the_shortest_length_and_of_base64_are_found() {
        String digits = "0123456789";
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + digits;
        Random random = new Random(41);
        for (int i = 0; i < 300; i++) {
            String twenty = token(random, letters, 19) + digits.charAt(random.nextInt(10));
            String sign = "+/=".substring(i % 3, i % 3 + 1);
            String coded = token(random, letters, 12) + sign + token(random, letters, 11) + "==";
            for (String token : new String[] {twenty, coded}) {
                byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
                String text = Sample.detecting().body("text/plain", "it is " + token + " now");
                assertThat(text.contains(token)).as(token).isEqualTo(!Forms.isRandom(bytes, 0, bytes.length));
            }
        }
        assertThat(Sample.detecting().body("text/plain", "it is aB3dE5gH7jK9mN1pQ3s5 now"))
                .doesNotContain("aB3dE5gH7jK9mN1pQ3s5");
        assertThat(Sample.detecting().body("text/plain", "it is q8Zv+ASN/F4jR3We=Jq83kT now"))
                .doesNotContain("q8Zv+ASN/F4jR3We=Jq83kT");
    }

    @Test
    @DisplayName("TRF-1: a path is no token, whatever its words are; a token in a path is one")
    void paths_are_no_tokens() {
        for (String path : new String[] {
            "/api/v2/users/getUserById",
            "UserAccountService/GetUserByIdAndType",
            "https://shop.example/api/v2/users/getUserById",
            "/shop.UserAccountService/GetUserByIdAndType2"
        }) {
            assertThat(Sample.detecting().body("text/plain", "X-Original: " + path + " now"))
                    .as(path)
                    .contains(path);
        }
        assertThat(Sample.detecting().body("text/plain", "it is /reset/aB3dE5gH7jK9mN1pQ3s5/now"))
                .contains("/reset/", "/now")
                .doesNotContain("aB3dE5gH7jK9mN1pQ3s5");
        String endless = "a/".repeat(200_000) + "b1." + "a/b1.".repeat(40_000);
        assertThat(Sample.detecting().body("text/plain", endless)).isEqualTo(endless);
    }

    private static String token(Random random, String of, int length) {
        StringBuilder token = new StringBuilder();
        while (token.length() < length) {
            token.append(of.charAt(random.nextInt(of.length())));
        }
        return token.toString();
    }

    @Test
    @DisplayName("TRF-1: different values have different pseudonyms")
    void pseudonyms_are_one_to_one_on_many_samples() {
        Sample sample = Sample.standard();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            String name = "" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 676) + "x";
            for (String value : new String[] {
                name, name + "@mail.com", "" + (100_000 + i), "+49170" + (1_000_000 + i), name.repeat(8)
            }) {
                seen.add(sample.json("\"" + value + "\""));
            }
        }
        assertThat(seen.size()).isEqualTo(15_000);
    }

    @Test
    void the_same_key_gives_the_same_pseudonyms_and_another_key_others() {
        String body = "{\"name\":\"Jane Doe\",\"card\":\"4111111111111111\",\"id\":113388}";

        assertThat(Sample.standard().json(body)).isEqualTo(Sample.standard().json(body));
        assertThat(new Sample(HideRules.standard(), 2).json(body))
                .isNotEqualTo(Sample.standard().json(body));
        byte[] bytes = new byte[RecordingKey.LENGTH];
        RecordingKey key = new RecordingKey(bytes);
        assertThat(key.ofCopy(1).derived("x")).isNotEqualTo(key.derived("x"));
    }
}
