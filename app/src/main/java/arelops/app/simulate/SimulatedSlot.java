package arelops.app.simulate;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.release.Action;
import arelops.core.release.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The outside of one environment: its tag, and a target that does what it is told, with enough traffic.
final class SimulatedSlot {
    private static final long REQUESTS_PER_WINDOW = 1_000_000;
    private static final int REPEATED = 2;

    private final Duration window;
    private final SortedMap<Long, Started> started = new TreeMap<>();
    private Optional<CommitId> tag = Optional.empty();
    private OptionalLong traffic = OptionalLong.empty();
    private OptionalLong baseline = OptionalLong.empty();
    private Instant since = Instant.EPOCH;

    /// @param healthy whether it comes up at all
    private record Started(Release release, Instant up, boolean healthy) {}

    SimulatedSlot(Duration window) {
        this.window = window;
    }

    void deploy(Action.Deploy deploy, Instant up, boolean healthy) {
        started.putIfAbsent(deploy.token(), new Started(deploy.release(), up, healthy));
    }

    void send(OptionalLong to, OptionalLong besides, Instant now) {
        if (!to.equals(traffic)) {
            since = now;
        }
        traffic = to;
        baseline = besides;
    }

    void stop(long deployment) {
        started.remove(deployment);
    }

    void tag(Optional<CommitId> to) {
        tag = to;
    }

    Seen seen(Instant now) {
        SortedMap<Long, Seen.Deployment> deployments = new TreeMap<>();
        started.forEach((token, one) ->
                deployments.put(token, new Seen.Deployment(token, one.release, health(one, now), List.of())));
        return new Seen(
                tag.<Seen.Tag>map(Seen.Tag.At::new).orElseGet(Seen.Tag.Absent::new),
                new Seen.Target.Running(deployments, traffic, baseline, Optional.empty()),
                windows(now),
                List.of(),
                Set.of());
    }

    private static Seen.Health health(Started one, Instant now) {
        if (now.isBefore(one.up)) {
            return new Seen.Health.Starting();
        }
        return one.healthy ? new Seen.Health.Up() : new Seen.Health.Down("it does not answer", REPEATED);
    }

    /// What was counted since the traffic came, as one long window: what counts of windows is their time.
    private List<Seen.Window> windows(Instant now) {
        long ended = Duration.between(since, now).dividedBy(window);
        return traffic.isEmpty() || ended == 0
                ? List.of()
                : List.of(new Seen.Window(
                        since,
                        window.multipliedBy(ended),
                        true,
                        REQUESTS_PER_WINDOW * ended,
                        0,
                        OptionalDouble.empty(),
                        false));
    }

    /// When a deployment comes up, or gives up.
    Optional<Instant> next(Instant now) {
        return started.values().stream()
                .map(Started::up)
                .filter(up -> up.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /// When so much time was observed, in whole windows; the end of the next window where that is over.
    Instant observed(Duration needed, Instant now) {
        long ended = Duration.between(since, now).dividedBy(window);
        long wanted = needed.plus(window).minusNanos(1).dividedBy(window);
        return since.plus(window.multipliedBy(Math.max(ended + 1, wanted)));
    }
}
