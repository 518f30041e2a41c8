package arelops.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PRO-2: opening hours by the wall clock of a zone.
class HoursTest {
    private static final Hours OFFICE = Hours.parse("mon-thu 09:00-16:00 Europe/Berlin");

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void hours_are_open_from_the_opening_up_to_the_closing() {
        // 2026-11-23 is a Monday; Berlin is at +01:00.
        assertThat(OFFICE.isOpen(at("2026-11-23T07:59:59Z"))).isFalse();
        assertThat(OFFICE.isOpen(at("2026-11-23T08:00:00Z"))).isTrue();
        assertThat(OFFICE.isOpen(at("2026-11-23T14:59:59Z"))).isTrue();
        assertThat(OFFICE.isOpen(at("2026-11-23T15:00:00Z"))).isFalse();
        assertThat(OFFICE.isOpen(at("2026-11-27T10:00:00Z"))).isFalse();
    }

    @Test
    void the_next_opening_after_thursday_is_monday_and_an_open_instant_is_its_own() {
        assertThat(OFFICE.nextOpening(at("2026-11-26T15:00:00Z"))).contains(at("2026-11-30T08:00:00Z"));
        assertThat(OFFICE.nextOpening(at("2026-11-23T10:00:00Z"))).contains(at("2026-11-23T10:00:00Z"));
        assertThat(OFFICE.closesAt(at("2026-11-23T10:00:00Z"))).contains(at("2026-11-23T15:00:00Z"));
        assertThat(OFFICE.closesAt(at("2026-11-22T10:00:00Z"))).isEmpty();
    }

    @Test
    void daylight_saving_moves_the_opening_with_the_wall_clock() {
        Hours sunday = Hours.parse("sun 01:00-04:00 Europe/Berlin");

        // 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00.
        assertThat(sunday.closesAt(at("2026-03-29T00:00:00Z"))).contains(at("2026-03-29T02:00:00Z"));
        assertThat(sunday.closesAt(at("2026-10-24T23:00:00Z"))).contains(at("2026-10-25T03:00:00Z"));
        assertThat(OFFICE.isOpen(at("2026-07-06T07:00:00Z"))).isTrue();
    }

    @Test
    void an_opening_that_daylight_saving_swallows_does_not_open() {
        Hours gap = Hours.parse("sun 02:00-02:30 Europe/Berlin");

        // Both ends fall into the missing hour and are moved by it.
        assertThat(gap.isOpen(at("2026-03-29T00:59:59Z"))).isFalse();
        assertThat(gap.nextOpening(at("2026-03-29T02:00:00Z"))).contains(at("2026-04-05T00:00:00Z"));
    }

    @Test
    void several_openings_with_lists_of_days_and_times_are_read() {
        Hours hours = Hours.parse("mon,wed 09:00-12:00,13:00-17:00 fri 9:00-12:00");

        assertThat(hours.isOpen(at("2026-11-23T12:30:00Z"))).isFalse();
        assertThat(hours.isOpen(at("2026-11-25T13:00:00Z"))).isTrue();
        assertThat(hours.isOpen(at("2026-11-27T11:59:00Z"))).isTrue();
        assertThat(hours.isOpen(at("2026-11-24T10:00:00Z"))).isFalse();
    }

    @Test
    void an_opening_over_midnight_ends_on_the_next_day_and_days_may_wrap_around_the_week() {
        Hours night = Hours.parse("fri-mon 22:00-06:00 UTC");

        assertThat(night.isOpen(at("2026-11-24T05:59:00Z"))).isTrue();
        assertThat(night.isOpen(at("2026-11-24T22:30:00Z"))).isFalse();
        assertThat(night.longestOpening()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void adjoining_openings_are_one_and_hours_that_never_close_have_no_closing() {
        Hours always = Hours.parse("daily 00:00-24:00 Europe/Berlin");
        Hours weekend = Hours.parse("sat 00:00-24:00 sun 00:00-24:00");

        assertThat(always.closesAt(at("2026-11-23T10:00:00Z"))).isEqualTo(Optional.empty());
        assertThat(always.longestOpening()).isGreaterThan(Duration.ofDays(365));
        assertThat(weekend.longestOpening()).isEqualTo(Duration.ofDays(2));
        assertThat(always.isOpen(at("2026-03-29T01:00:00Z"))).isTrue();
        assertThat(weekend.closesAt(at("2026-11-28T10:00:00Z"))).contains(at("2026-11-30T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mon",
                "09:00-16:00",
                "mon 25:00-26:00",
                "mon 09:00-16:00 Europe/Nowhere",
                "someday 09:00-16:00",
                "mon-tue-wed 09:00-10:00",
                "mon 09:00-16:00 Europe/Berlin fri",
                "mon-fri"
            })
    void what_is_not_hours_is_refused_with_the_form(String text) {
        assertThatThrownBy(() -> Hours.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Write");
    }
}
