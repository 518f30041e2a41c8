package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HideRuleTextTest {
    @ParameterizedTest
    @CsvSource({
        "authorization,HEADER",
        "X-Api-Key,HEADER",
        "cookie,HEADER",
        "cookie.sid,COOKIE",
        "cookie.*,COOKIE",
        "?token,QUERY",
        "/users/*,PATH",
        "$.card.number,JSON",
        "$..email,JSON",
        "$.items[0].name,JSON",
        "$['a b'],JSON",
        "$,JSON",
        "form.iban,FORM",
        "part.photo,PART",
        "xml:/order/customer,XML",
        "xml://user/@id,XML",
        "*.email,FIELD"
    })
    void a_text_says_where_a_rule_looks(String text, Place place) {
        assertThat(HideRuleText.parse(text)).isInstanceOfSatisfying(HideRuleText.Parsed.Rule.class, parsed -> {
            assertThat(parsed.rule().place()).isEqualTo(place);
            assertThat(parsed.rule().action()).isEqualTo(Action.FAKE);
            assertThat(parsed.rule().text()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "a b,1",
        "a/b,1",
        "?,1",
        "cookie.,7",
        "*.,2",
        "/users,6",
        "/users//*,7",
        "/us*/a,3",
        "$x,1",
        "$.,2",
        "$.a..,5",
        "$.a[x],3",
        "$.a[1,3",
        "xml:order,4",
        "xml:/,5",
        "xml:,4"
    })
    void what_is_not_understood_is_told_with_its_place_and_how_to_write_it(String text, int at) {
        assertThat(HideRuleText.parse(text)).isInstanceOfSatisfying(HideRuleText.Parsed.Wrong.class, wrong -> {
            assertThat(wrong.at()).isEqualTo(at);
            assertThat(wrong.because()).isNotBlank();
            assertThat(wrong.mend()).isNotBlank();
        });
    }

    @Test
    void an_action_is_one_of_four() {
        assertThat(HideRuleText.parse("$.a", "hash"))
                .isEqualTo(new HideRuleText.Parsed.Rule(
                        new HideRule(Place.JSON, List.of(new Step.Named("a")), Action.HASH, "$.a")));
        assertThat(HideRuleText.parse("$.a", "encrypt")).isInstanceOf(HideRuleText.Parsed.Wrong.class);
    }

    @Test
    void elements_may_be_left_out_of_a_path_and_case_and_dashes_do_not_count() {
        Sample sample = new Sample(
                new HideRules(Sample.rules("$.items.first_name with blank"), List.of(), HideRules.Bodies.DENY_LIST), 1);

        assertThat(sample.json("{\"items\":[{\"firstName\":\"Jane\"},{\"first-name\":\"Mary\"}],\"x\":{\"items\":1}}"))
                .isEqualTo("{\"items\":[{\"firstName\":\"\"},{\"first-name\":\"\"}],\"x\":{\"items\":1}}");
    }
}
