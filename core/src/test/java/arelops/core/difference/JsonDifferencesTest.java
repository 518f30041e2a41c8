package arelops.core.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Which places of JSON differ.
class JsonDifferencesTest {
    private final Shop shop = new Shop();

    private List<Finding> foundInJson(String candidate, String stable) {
        return Shop.found(20, _ -> shop.json(candidate), _ -> shop.json(stable));
    }

    @Test
    void missing_and_new_places_are_differences() {
        assertThat(foundInJson("{\"a\":1,\"c\":{\"d\":3}}", "{\"a\":1,\"b\":2}"))
                .extracting(Finding::place, Finding::aspect)
                .containsExactlyInAnyOrder(tuple("$.b", Aspect.MISSING), tuple("$.c", Aspect.NEW));
    }

    @Test
    void a_changed_type_is_a_difference() {
        assertThat(foundInJson("{\"a\":\"1\",\"b\":{},\"c\":[1]}", "{\"a\":1,\"b\":[],\"c\":[\"1\"]}"))
                .extracting(Finding::place, Finding::aspect)
                .containsExactlyInAnyOrder(
                        tuple("$.a", Aspect.KIND), tuple("$.b", Aspect.KIND), tuple("$.c[]", Aspect.KIND));
    }

    @Test
    void the_order_of_members_escapes_and_space_are_no_difference() {
        assertThat(foundInJson("{ \"b\" : [3, 2],\n\"a\":\"\\u00e9\\n\"}", "{\"a\":\"é\\u000a\",\"b\":[2,3]}"))
                .isEmpty();
    }

    @Test
    void elements_are_known_again_by_their_key() {
        assertThat(foundInJson(
                        "[{\"sku\":\"x\",\"price\":2},{\"sku\":\"y\",\"price\":1}]",
                        "[{\"sku\":\"x\",\"price\":1},{\"sku\":\"y\",\"price\":2}]"))
                .extracting(Finding::place)
                .containsExactly("$[].price");
        assertThat(foundInJson("[{\"id\":1},{\"id\":2},{\"id\":4}]", "[{\"id\":1},{\"id\":2},{\"id\":3}]"))
                .extracting(Finding::place, Finding::aspect)
                .containsExactly(tuple("$[]", Aspect.MISSING), tuple("$[]", Aspect.NEW));
    }

    @Test
    void the_values_of_elements_are_compared_though_their_keys_are_new_each_time() {
        List<Finding> findings = Shop.found(
                50,
                _ -> shop.json("[{\"id\":" + shop.random().nextInt() + ",\"price\":2}]"),
                _ -> shop.json("[{\"id\":" + shop.random().nextInt() + ",\"price\":1}]"));

        assertThat(findings).extracting(Finding::place).containsExactly("$[].price");
    }

    @Test
    void an_element_more_of_the_same_is_a_difference() {
        assertThat(foundInJson("{\"tags\":[\"a\",\"a\",\"b\"]}", "{\"tags\":[\"a\",\"b\"]}"))
                .extracting(Finding::place, Finding::aspect)
                .containsExactly(tuple("$.tags[]", Aspect.NEW));
    }

    @Test
    void names_that_are_ids_are_one_place() {
        List<Finding> findings = Shop.found(
                50,
                number -> shop.json("{\"carts\":{\"" + (5_000 + number) + "\":{\"sum\":2}}}"),
                number -> shop.json("{\"carts\":{\"" + (5_000 + number) + "\":{\"sum\":1}}}"));

        assertThat(findings).extracting(Finding::place).containsExactly("$.carts.{}.sum");
    }
}
