package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ff1Test {
    private static final String KEY_128 = "2B7E151628AED2A6ABF7158809CF4F3C";

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "2B7E151628AED2A6ABF7158809CF4F3C,'',10,0123456789,2433477484",
        "2B7E151628AED2A6ABF7158809CF4F3C,39383736353433323130,10,0123456789,6124200773",
        "2B7E151628AED2A6ABF7158809CF4F3C,3737373770717273373737,36,0123456789abcdefghi,a9tv40mll9kdu509eum",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,'',10,0123456789,2830668132",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,39383736353433323130,10,0123456789,2496655549",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F,3737373770717273373737,36,0123456789abcdefghi,"
                + "xbj3kv35jrawxv32ysr",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,'',10,0123456789,6657667009",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,39383736353433323130,10,0123456789,"
                + "1001623463",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94,3737373770717273373737,36,"
                + "0123456789abcdefghi,xs8a0azh2avyalyzuwd"
    })
    @DisplayName("TRF-1: numbers are encrypted as the samples of NIST SP 800-38G say")
    void the_nine_samples_of_the_standard(String key, String tweak, int radix, String plain, String coded) {
        HexFormat hex = HexFormat.of();
        Ff1 ff1 = new Ff1(hex.parseHex(key), hex.parseHex(tweak));
        int[] numerals = plain.chars().map(c -> Character.digit(c, radix)).toArray();

        ff1.encrypt(numerals, numerals.length, radix);

        StringBuilder text = new StringBuilder();
        for (int numeral : numerals) {
            text.append(Character.forDigit(numeral, radix));
        }
        assertThat(text.toString()).isEqualTo(coded);
    }

    @Test
    void every_small_world_is_mapped_one_to_one() {
        Numerals numerals = new Numerals(new Ff1(HexFormat.of().parseHex(KEY_128), new byte[0]));
        for (int size = 2; size < 400; size++) {
            Set<Integer> seen = new HashSet<>();
            for (int value = 0; value < size; value++) {
                int other = numerals.small(value, size);
                assertThat(other).isBetween(0, size - 1);
                seen.add(other);
            }
            assertThat(seen).hasSize(size);
        }
    }

    @Test
    void numbers_of_one_to_four_digits_are_mapped_one_to_one_and_keep_their_length() {
        Numerals numerals = new Numerals(new Ff1(HexFormat.of().parseHex(KEY_128), new byte[0]));
        Set<String> seen = new HashSet<>();
        for (int value = 0; value < 10_000; value++) {
            byte[] digits = Integer.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Output out = new Output();
            numerals.number(digits, 0, digits.length, out);
            assertThat(out.length()).isEqualTo(digits.length);
            seen.add(new String(out.copy(), java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThat(seen).hasSize(10_000);
    }
}
