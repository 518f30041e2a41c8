package arelops.app.traffic.replay;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Rings in a loop at a time. Java's selector counts in milliseconds, so the last of them is spent
/// looking at the sockets again and again, with short pauses: these cost an answer's time up to 0.1
/// ms, and a tenth of a core. Epoll is told to
/// wait a little shorter than it should, as Linux is late by about that, and the rest is spent here.
final class Alarm {
    /// Rings are so far apart at least, in nanoseconds.
    private static final long GRAIN = 50_000;

    private static final long SELECT = 1_000_000;
    private static final long PAUSE = 50_000;

    /// A pause takes about so much longer than it should.
    private static final long SLACK = 70_000;

    /// Linux lets a thread wait so much longer than it asked to (prctl(2), PR_SET_TIMERSLACK), and a
    /// little more for the way back.
    private static final long TIMER = 60_000;

    private final EventLoop loop;
    private final Transport transport;
    private final Runnable ring;
    private Optional<Future<?>> pending = Optional.empty();
    private long at;

    Alarm(EventLoop loop, Transport transport, Runnable ring) {
        this.transport = transport;
        this.loop = loop;
        this.ring = ring;
    }

    /// Rings then, if it does not ring earlier.
    ///
    /// @param when as System.nanoTime says it
    void set(long when) {
        long now = System.nanoTime();
        long wanted = when - now < GRAIN ? now + GRAIN : when;
        if (pending.isPresent() && at - wanted <= 0) {
            return;
        }
        stop();
        at = wanted;
        schedule(at - now);
    }

    /// Rings no more.
    void stop() {
        pending.ifPresent(one -> one.cancel(false));
        pending = Optional.empty();
    }

    /// A delay of 0 has the loop look at its sockets first, without waiting.
    private void schedule(long left) {
        long delay = switch (transport) {
            case EPOLL -> Math.max(left - TIMER, 0);
            case JAVA -> left > SELECT + SELECT / 2 ? left - SELECT : 0;
        };
        pending = Optional.of(loop.schedule(this::look, delay, TimeUnit.NANOSECONDS));
    }

    private void look() {
        long left = at - System.nanoTime();
        switch (transport) {
            case EPOLL -> {
                while (left > 0 && left <= TIMER) {
                    Thread.onSpinWait();
                    left = at - System.nanoTime();
                }
            }
            case JAVA -> {
                if (left > PAUSE + SLACK) {
                    LockSupport.parkNanos(PAUSE);
                    left = at - System.nanoTime();
                }
            }
        }
        if (left > 0) {
            schedule(left);
            return;
        }
        pending = Optional.empty();
        ring.run();
    }
}
