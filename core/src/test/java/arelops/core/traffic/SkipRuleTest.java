package arelops.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkipRuleTest {
    private static boolean skips(String rule, String method, String target) {
        return ((SkipRule.Parsed.Rule) SkipRule.parse(rule)).rule().matches(method, target);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /charges, POST, /charges, true",
        "POST /charges, POST, /charges/7?x=1, true",
        "POST /charges, GET, /charges, false",
        "POST /charges, POST, /chargesback, false",
        "POST /charges, POST, /, false",
        "post /charges, POST, /charges, true",
        "/charges, DELETE, /charges, true",
        "* /users/*/cards, GET, /users/7/cards/1, true",
        "* /users/*/cards, GET, /users/cards, false",
        "/, GET, /anything, true"
    })
    @DisplayName("TRF-1: a method and a path, with all below it, are left out")
    void what_is_meant(String rule, String method, String target, boolean skipped) {
        assertThat(skips(rule, method, target)).isEqualTo(skipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/CHARGES",
                "//charges",
                "/./charges",
                "/a/../charges",
                "/%63harges",
                "/charges;session=1",
                "/charges/",
                "/charges#x"
            })
    @DisplayName("TRF-1: no way of writing an address goes past a rule")
    void other_ways_of_writing(String target) {
        assertThat(skips("POST /charges", "POST", target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "charges", "POST", "POST charges", "PO ST /charges", "P0ST /charges", "/a*", "/a?b"})
    void what_is_no_rule_is_refused_with_how_to_write_it(String text) {
        assertThat(SkipRule.parse(text)).isInstanceOfSatisfying(SkipRule.Parsed.Wrong.class, wrong -> {
            assertThat(wrong.because()).endsWith(".");
            assertThat(wrong.mend()).endsWith(".");
        });
    }

    @Test
    void broken_escapes_are_taken_as_they_stand() {
        assertThat(skips("/a%zz", "GET", "/a%zz")).isTrue();
        assertThat(skips("/a", "GET", "/a/%")).isTrue();
        assertThat(skips("/a", "GET", "*")).isFalse();
    }
}
