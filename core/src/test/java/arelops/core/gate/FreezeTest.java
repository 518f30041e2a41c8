package arelops.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PRO-2: freezes.
class FreezeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_range_of_days_covers_its_last_day_whole() {
        Freeze freeze = Freeze.parse("2026-12-20..2027-01-04", BERLIN);

        assertThat(freeze.covers(Instant.parse("2026-12-19T22:59:59Z"))).isFalse();
        assertThat(freeze.covers(Instant.parse("2026-12-19T23:00:00Z"))).isTrue();
        assertThat(freeze.covers(Instant.parse("2027-01-04T22:59:59Z"))).isTrue();
        assertThat(freeze.endsAt()).isEqualTo(Instant.parse("2027-01-04T23:00:00Z"));
    }

    @Test
    void a_single_day_a_zone_of_its_own_and_instants_are_read() {
        assertThat(Freeze.parse("2026-12-24", ZoneOffset.UTC).endsAt())
                .isEqualTo(Instant.parse("2026-12-25T00:00:00Z"));
        assertThat(Freeze.parse("2026-12-24 America/New_York", ZoneOffset.UTC).startsAt())
                .isEqualTo(Instant.parse("2026-12-24T05:00:00Z"));
        assertThat(Freeze.parse("2026-12-24T18:00:00Z..2026-12-27T06:00:00Z", BERLIN)
                        .endsAt())
                .isEqualTo(Instant.parse("2026-12-27T06:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "christmas",
                "2026-02-30",
                "2027-01-04..2026-12-20",
                "2026-12-20..",
                "..",
                "2026-12-20..2026-12-21..2026-12-22",
                "2026-12-24T18:00:00Z",
                "2026-12-24 Europe/Nowhere",
                "+999999999-12-31"
            })
    void what_is_not_a_freeze_is_refused_with_the_form(String text) {
        assertThatThrownBy(() -> Freeze.parse(text, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Write");
    }
}
