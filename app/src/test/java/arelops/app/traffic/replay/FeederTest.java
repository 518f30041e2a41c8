package arelops.app.traffic.replay;

import static arelops.app.traffic.replay.Recorded.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeederTest {
    @Test
    @DisplayName(
            "TRF-2: few requests are read two seconds ahead, many a quarter of one, as what waits holds up the rest")
    void as_much_is_read_ahead_as_is_needed() {
        assertThat(Feeder.isEarly(nanos(1_900), 3_800)).as("2,000 a second").isFalse();
        assertThat(Feeder.isEarly(nanos(2_001), 0)).as("later than two seconds").isTrue();
        assertThat(Feeder.isEarly(nanos(300), 6_000)).as("20,000 a second").isTrue();
        assertThat(Feeder.isEarly(nanos(240), 5_000)).as("20,000 a second").isFalse();
        assertThat(Feeder.isEarly(nanos(240), 60_000)).as("300,000 a second").isFalse();
        assertThat(Feeder.isEarly(nanos(-5_000), 200_001))
                .as("an app that answers nothing")
                .isTrue();
    }
}
