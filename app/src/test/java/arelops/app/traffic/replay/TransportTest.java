package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
    @ParameterizedTest
    @EnumSource(Transport.class)
    void an_alarm_never_rings_early(Transport transport) throws Exception {
        if (transport == Transport.EPOLL && !Epoll.isAvailable()) {
            return;
        }
        try (IoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handlers())) {
            for (long wait : new long[] {0, 30_000, 80_000, 900_000, 1_600_000, 20_000_000}) {
                CompletableFuture<Long> rung = new CompletableFuture<>();
                Alarm alarm = new Alarm(group.next(), transport, () -> rung.complete(System.nanoTime()));
                long at = System.nanoTime() + wait;

                group.next().execute(() -> alarm.set(at));

                assertThat(rung.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(at);
            }
        }
    }

    @Test
    void where_the_library_is_epoll_is_used() {
        assertThat(Transport.best()).isEqualTo(Epoll.isAvailable() ? Transport.EPOLL : Transport.JAVA);
    }
}
