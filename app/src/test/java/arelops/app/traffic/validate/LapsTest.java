package arelops.app.traffic.validate;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A short recording that is sent for a long time.
class LapsTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private Laps.Lap lap(long... millis) {
        List<Exchange> all = new ArrayList<>();
        for (long at : millis) {
            all.add(new Exchange(
                    new SessionId("s"),
                    TimeUnit.MILLISECONDS.toNanos(at),
                    0,
                    HttpMessage.whole(Bytes.of("GET / HTTP/1.1\r\n\r\n"), Bytes.NONE),
                    Optional.empty()));
        }
        opened.incrementAndGet();
        return new Laps.Lap(all.iterator(), closed::incrementAndGet);
    }

    private static List<String> read(Laps laps) {
        List<String> read = new ArrayList<>();
        laps.forEachRemaining(one -> read.add(one.session() + " " + TimeUnit.NANOSECONDS.toMillis(one.offset())));
        return read;
    }

    @Test
    @DisplayName("TRF-3: a recording is sent again from its beginning, as dense as it is, until the time is over")
    void again_and_again() {
        assertThat(read(new Laps(() -> lap(5_000, 5_200, 5_400), Duration.ofMillis(1_300), () -> false)))
                .containsExactly("s 0", "s 200", "s 400", "s~1 600", "s~1 800", "s~1 1000", "s~2 1200");
        assertThat(closed).hasValue(3);
        assertThat(opened).hasValue(3);
    }

    @Test
    void one_request_or_none_ends_too() {
        assertThat(read(new Laps(() -> lap(7), Duration.ofMillis(250), () -> false)))
                .containsExactly("s 0", "s~1 100", "s~2 200");
        assertThat(read(new Laps(this::lap, Duration.ofMillis(250), () -> false)))
                .isEmpty();
        assertThat(closed).hasValue(opened.get());
    }

    @Test
    void once_is_what_is_sent_of_the_first_lap() {
        assertThat(read(Laps.once(lap(5_000, 5_200, 5_400), Duration.ofMillis(1_300))))
                .containsExactly("s 0", "s 200", "s 400");
        assertThat(read(Laps.once(lap(5_000, 5_200, 5_400), Duration.ofMillis(300))))
                .containsExactly("s 0", "s 200");
        assertThat(closed).hasValue(2);
    }

    @Test
    void it_ends_when_it_is_enough() {
        AtomicInteger left = new AtomicInteger(4);

        assertThat(read(new Laps(() -> lap(0, 1), Duration.ofHours(1), () -> left.getAndDecrement() == 0)))
                .hasSize(4);
        assertThat(closed).hasValue(opened.get());
    }
}
