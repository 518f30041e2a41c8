package arelops.core.difference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void ids_have_no_part_in_a_route() {
        assertThat(Route.of("GET", "/users/113388/orders?page=2")).isEqualTo("GET /users/{}/orders");
        assertThat(Route.of("GET", "/a/123e4567-e89b-12d3-a456-426614174000/")).isEqualTo("GET /a/{}/");
        assertThat(Route.of("GET", "/blob/deadbeef01")).isEqualTo("GET /blob/{}");
        assertThat(Route.of("GET", "/day/2026-11-28")).isEqualTo("GET /day/{}");
        assertThat(Route.of("HEAD", "http://shop.test/v1/facade?x=/1/")).isEqualTo("HEAD /v1/facade");
        assertThat(Route.of("OPTIONS", "*")).isEqualTo("OPTIONS *");
        assertThat(Route.of("GET", "")).isEqualTo("GET ");
    }

    @Test
    void a_long_path_is_cut() {
        assertThat(Route.of("GET", "/x".repeat(5_000))).hasSize(200);
    }
}
