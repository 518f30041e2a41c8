package arelops.app.traffic.replay;

import java.time.Duration;

/// What the sender may use.
///
/// @param loops threads that send and receive
/// @param mostConnections open at one time, of all loops
/// @param patience for an answer's last byte, from the send
/// @param longest from the first request on: sessions that wait for an answer then send nothing more
public record Reach(int loops, int mostConnections, Duration patience, Duration longest) {
    private static final Duration UNBOUNDED = Duration.ofDays(365);

    /// Checks that there is some.
    public Reach {
        if (loops < 1 || mostConnections < loops) {
            throw new IllegalArgumentException(mostConnections + " connections of " + loops + " loops");
        }
        if (patience.toMillis() < 1 || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a patience of " + patience);
        }
    }

    /// As long as the app makes it take.
    public Reach(int loops, int mostConnections, Duration patience) {
        this(loops, mostConnections, patience, UNBOUNDED);
    }

    /// One loop, a thousand connections, ten seconds.
    public static Reach standard() {
        return new Reach(1, 1_000, Duration.ofSeconds(10));
    }

    /// The same for so long at most.
    public Reach within(Duration most) {
        return new Reach(loops, mostConnections, patience, most);
    }

    /// The part of one loop.
    int connectionsOf(int loop) {
        return mostConnections / loops + (loop < mostConnections % loops ? 1 : 0);
    }
}
