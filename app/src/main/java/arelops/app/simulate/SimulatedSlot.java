package arelops.app.simulate;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.policy.Policy;
import arelops.core.release.Action;
import arelops.core.release.AlertAnswer;
import arelops.core.release.AlertsSeen;
import arelops.core.release.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The outside of one environment: its tag, and a target that does what it is told, with enough traffic.
final class SimulatedSlot {
    private static final long REQUESTS_PER_WINDOW = 1_000_000;
    private static final ArmWindow GOOD =
            ArmWindow.of(100_000, 100, LatencyCounts.of(Map.of(90, 60_000L, 100, 40_000L)));
    private static final Window ALIKE = Window.of(GOOD, GOOD);
    private static final int REPEATED = 2;

    private final Duration window;
    private final Duration step;
    private final Set<String> alerts;
    private final SortedMap<Long, Started> started = new TreeMap<>();
    private Optional<CommitId> tag = Optional.empty();
    private OptionalLong traffic = OptionalLong.empty();
    private OptionalLong baseline = OptionalLong.empty();
    private Instant since = Instant.EPOCH;
    private Optional<Trying> trying = Optional.empty();

    /// A canary under way.
    ///
    /// @param since it gets traffic
    /// @param share that of now, since `step`
    private record Trying(Instant since, Seen.Share share, Instant step) {}

    /// @param healthy whether it comes up at all
    private record Started(Release release, Instant up, boolean healthy) {}

    /// @param each the time of a canary's step, after which its windows are told, all at once
    SimulatedSlot(Policy policy, Duration each) {
        this.window = policy.window();
        this.alerts = policy.alerts().keySet();
        this.step = inWhole(each.isZero() ? window : each);
    }

    private Duration inWhole(Duration time) {
        return window.multipliedBy(time.plus(window).minusNanos(1).dividedBy(window));
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
        trying = Optional.empty();
    }

    void divide(Action.Try to, Instant now) {
        traffic = OptionalLong.of(to.stable());
        baseline = to.baseline();
        Instant began = trying.filter(
                        one -> one.share.deployment() == to.canary().deployment())
                .map(Trying::since)
                .orElse(now);
        trying = Optional.of(new Trying(began, to.canary(), now));
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
                new Seen.Target.Running(deployments, traffic, baseline, trying.map(Trying::share), Optional.empty()),
                new Seen.Measured(windows(now), List.of(), arms(now), alerts(now)),
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

    /// What canary and baseline did in each window: the same, as no release is worse than another here.
    private List<Seen.ArmsWindow> arms(Instant now) {
        List<Seen.ArmsWindow> arms = new ArrayList<>();
        if (trying.isPresent()) {
            Instant began = trying.get().step();
            Instant told =
                    began.plus(step.multipliedBy(Duration.between(began, now).dividedBy(step)));
            for (Instant at = trying.get().since(); at.isBefore(told); at = at.plus(window)) {
                arms.add(new Seen.ArmsWindow(at, window, true, false, ALIKE));
            }
        }
        return arms;
    }

    /// Every source is heard all the time, and none of its alerts fires.
    private Map<String, AlertsSeen> alerts(Instant now) {
        AlertsSeen quiet =
                new AlertsSeen(List.of(new AlertsSeen.Stretch(Instant.EPOCH, now, new AlertAnswer.Told(List.of()))));
        return alerts.stream().collect(Collectors.toMap(name -> name, _ -> quiet));
    }

    /// When a deployment comes up, or gives up.
    Optional<Instant> next(Instant now) {
        return started.values().stream()
                .map(Started::up)
                .filter(up -> up.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /// When so much time was observed, in whole windows: of a canary's step, or since all of the traffic came; the end
    /// of the next window where that is over.
    Instant observed(Duration needed, Instant now) {
        if (trying.isPresent()) {
            Instant began = trying.get().step();
            return began.plus(step.multipliedBy(Duration.between(began, now).dividedBy(step) + 1));
        }
        Instant next =
                since.plus(window.multipliedBy(Duration.between(since, now).dividedBy(window) + 1));
        Instant enough = since.plus(inWhole(needed));
        return enough.isAfter(next) ? enough : next;
    }
}
