package arelops.core.release;

import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The outside of one environment: its tag, and a target that refuses lower tokens as the node does.
///
/// @param highest the highest token that the target accepted
/// @param windows what the windows of the deployment that serves show
record Place(
        Optional<CommitId> tag,
        SortedMap<Long, Seen.Deployment> deployments,
        Way way,
        long highest,
        Windows windows,
        Hands hands) {
    static final Place EMPTY = new Place(Optional.empty(), new TreeMap<>(), Way.CLOSED, 0, Windows.NONE, Hands.NONE);
    static final Seen.Health STARTING = new Seen.Health.Starting();
    static final Seen.Health UP = new Seen.Health.Up();
    static final Seen.Health DOWN = new Seen.Health.Down("it does not answer", 2);
    static final Seen.Health BROKEN = new Seen.Health.Broken("no disk");

    /// Where the traffic goes: to whom, and half of it to whom as a baseline.
    ///
    /// @param canary who takes a share to be tried
    /// @param away the other place that users are sent to
    record Way(OptionalLong traffic, OptionalLong baseline, Optional<Seen.Share> canary, Optional<Seen.Away> away) {
        static final Way CLOSED =
                new Way(OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    /// @param watched since it serves
    /// @param compared since a control was begun
    /// @param arms since a canary was begun
    record Windows(Small.Watched watched, Small.Compared compared, List<Seen.ArmsWindow> arms) {
        static final Windows NONE = new Windows(Small.Watched.NOTHING, Small.Compared.NOTHING, List.of());
    }

    /// What the checker keeps beside the world, which no decision sees.
    ///
    /// @param traffic the traffic was last sent by a person's hand
    /// @param tag the tag was last set by a person's hand
    /// @param admitted the numbers of the releases that ever had an intent to enter here, or
    ///     were adopted
    /// @param shown what windows showed since a canary began
    record Hands(boolean traffic, boolean tag, SortedSet<Long> admitted, Shown shown) {
        static final Hands NONE = new Hands(false, false, new TreeSet<>(), Shown.NOTHING);

        Hands withTraffic(boolean byHand) {
            return new Hands(byHand, tag, admitted, shown);
        }

        Hands withTag(boolean byHand) {
            return new Hands(traffic, byHand, admitted, shown);
        }

        Hands withAdmitted(SortedSet<Long> other) {
            return new Hands(traffic, tag, other, shown);
        }

        Hands withShown(Shown other) {
            return new Hands(traffic, tag, admitted, other);
        }
    }

    /// What windows showed of a canary since it began.
    ///
    /// @param alike that it is as good as its baseline, once at least
    /// @param shares at which enough requests for a step were seen, in percent
    record Shown(boolean alike, SortedSet<Integer> shares) {
        static final Shown NOTHING = new Shown(false, new TreeSet<>());
    }

    /// @param missing artifacts that the store has lost
    Seen seen(Set<Digest> missing) {
        return new Seen(
                tag.<Seen.Tag>map(Seen.Tag.At::new).orElseGet(Seen.Tag.Absent::new),
                new Seen.Target.Running(deployments, way.traffic, way.baseline, way.canary, way.away, Optional.empty()),
                new Seen.Measured(
                        windows.watched.windows(),
                        windows.compared.pairs(way.baseline.isPresent()),
                        windows.arms,
                        isComingBack() ? windows.compared.pairs(true) : List.of(),
                        Map.of("alerts", windows.watched.alerts(serves()))),
                missing);
    }

    OptionalLong traffic() {
        return way.traffic;
    }

    OptionalLong baseline() {
        return way.baseline;
    }

    Optional<Seen.Share> canary() {
        return way.canary;
    }

    Optional<Seen.Away> away() {
        return way.away;
    }

    /// Some of the users are sent elsewhere, and some are not.
    boolean isComingBack() {
        return way.away.filter(one -> one.percent() < Fact.FailedBack.ALL).isPresent();
    }

    Small.Watched watched() {
        return windows.watched;
    }

    Small.Compared compared() {
        return windows.compared;
    }

    Optional<Release> serves() {
        return runs(way.traffic);
    }

    Optional<Release> runs(OptionalLong deployment) {
        return deployment.isPresent()
                ? Optional.ofNullable(deployments.get(deployment.getAsLong())).map(Seen.Deployment::release)
                : Optional.empty();
    }

    Place withTag(Optional<CommitId> other, boolean byHand) {
        return new Place(other, deployments, way, highest, windows, hands.withTag(byHand));
    }

    Place withWatched(Small.Watched other) {
        return new Place(tag, deployments, way, highest, new Windows(other, windows.compared, windows.arms), hands);
    }

    Place withCompared(Small.Compared other) {
        return new Place(tag, deployments, way, highest, new Windows(windows.watched, other, windows.arms), hands);
    }

    Place withArms(List<Seen.ArmsWindow> other) {
        return new Place(tag, deployments, way, highest, new Windows(windows.watched, windows.compared, other), hands);
    }

    /// A stretch of windows more, of a canary and its baseline.
    Place withTried(Small.Tried what, Instant start) {
        SortedSet<Integer> shares = new TreeSet<>(hands.shown.shares);
        if (what != Small.Tried.SILENT) {
            way.canary.ifPresent(share -> shares.add(share.percent()));
        }
        Shown shown = new Shown(hands.shown.alike || what == Small.Tried.ALIKE, shares);
        List<Seen.ArmsWindow> more = Stream.concat(windows.arms.stream(), what.windows(start).stream())
                .toList();
        Place next = withArms(more);
        return new Place(next.tag, next.deployments, next.way, next.highest, next.windows, hands.withShown(shown));
    }

    /// Only what a canary that was told this still needs; nothing where none is under way.
    Place withArmsOf(Optional<CanaryRun> run) {
        if (run.isEmpty()) {
            boolean clean = windows.arms.isEmpty() && hands.shown.equals(Shown.NOTHING);
            Place none = clean ? this : withArms(List.of());
            return clean
                    ? this
                    : new Place(
                            none.tag,
                            none.deployments,
                            none.way,
                            none.highest,
                            none.windows,
                            hands.withShown(Shown.NOTHING));
        }
        return withArms(windows.arms.stream()
                .filter(one -> !one.start().isBefore(run.get().judged().until())
                        || run.get()
                                .stepSince()
                                .filter(since -> !one.start().isBefore(since))
                                .isPresent())
                .toList());
    }

    Place withAdmitted(long release) {
        SortedSet<Long> more = new TreeSet<>(hands.admitted);
        more.add(release);
        return new Place(tag, deployments, way, highest, windows, hands.withAdmitted(more));
    }

    Place with(long token, Release release, Seen.Health health) {
        SortedMap<Long, Seen.Deployment> more = new TreeMap<>(deployments);
        more.put(token, new Seen.Deployment(token, release, health, List.of()));
        return new Place(tag, more, way, highest, windows, hands);
    }

    /// An instance of a deployment failed then, and is up again.
    Place withFailure(long token, Instant at) {
        SortedMap<Long, Seen.Deployment> more = new TreeMap<>(deployments);
        Seen.Deployment there = Objects.requireNonNull(deployments.get(token));
        List<Instant> failed =
                Stream.concat(there.failed().stream(), Stream.of(at)).toList();
        more.put(token, new Seen.Deployment(token, there.release(), there.health(), failed));
        return new Place(tag, more, way, highest, windows, hands);
    }

    Place withTraffic(OptionalLong to, boolean byHand) {
        return new Place(
                tag,
                deployments,
                new Way(to, OptionalLong.empty(), Optional.empty(), way.away),
                highest,
                to.equals(way.traffic)
                        ? new Windows(windows.watched, Small.Compared.NOTHING, windows.arms)
                        : Windows.NONE,
                hands.withTraffic(byHand));
    }

    private Place divided(long traffic, long baseline) {
        return new Place(
                tag,
                deployments,
                new Way(OptionalLong.of(traffic), OptionalLong.of(baseline), Optional.empty(), way.away),
                highest,
                way.traffic.equals(OptionalLong.of(traffic))
                        ? new Windows(windows.watched, Small.Compared.NOTHING, List.of())
                        : Windows.NONE,
                hands.withTraffic(false));
    }

    private Place tried(Action.Try trying) {
        return new Place(
                tag,
                deployments,
                new Way(OptionalLong.of(trying.stable()), trying.baseline(), Optional.of(trying.canary()), way.away),
                highest,
                windows,
                hands.withTraffic(false));
    }

    /// The target performs a command, unless it knows a higher token.
    Place perform(Action action) {
        return switch (action) {
            case Action.Deploy deploy
            when deploy.token() >= highest -> {
                Place fenced = fenced(deploy.token());
                yield deployments.containsKey(deploy.token())
                        ? fenced
                        : fenced.with(deploy.token(), deploy.release(), STARTING);
            }
            case Action.Switch to
            when to.token() >= highest -> {
                boolean there = to.deployment().isEmpty()
                        || deployments.containsKey(to.deployment().getAsLong());
                yield there ? fenced(to.token()).withTraffic(to.deployment(), false) : fenced(to.token());
            }
            case Action.Stop stop
            when stop.token() >= highest -> fenced(stop.token()).without(stop.deployment());
            case Action.Divide divide
            when divide.token() >= highest -> {
                boolean there =
                        deployments.containsKey(divide.deployment()) && deployments.containsKey(divide.baseline());
                Place fenced = fenced(divide.token());
                yield there ? fenced.divided(divide.deployment(), divide.baseline()) : fenced;
            }
            case Action.Try trying
            when trying.token() >= highest -> {
                boolean there = deployments.containsKey(trying.stable())
                        && deployments.containsKey(trying.canary().deployment())
                        && (trying.baseline().isEmpty()
                                || deployments.containsKey(trying.baseline().getAsLong()));
                Place fenced = fenced(trying.token());
                yield there ? fenced.tried(trying) : fenced;
            }
            case Action.Redirect redirect
            when redirect.token() >= highest -> fenced(redirect.token()).sent(redirect);
            case Action.Measure measure when measure.token() >= highest -> fenced(measure.token());
            case Action.Measure _ -> this;
            case Action.Deploy _, Action.Switch _, Action.Divide _, Action.Try _, Action.Redirect _, Action.Stop _ ->
                this;
            case Action.Append _, Action.Run _, Action.Move _, Action.FinishMove _, Action.RepairTag _ ->
                throw new IllegalArgumentException("no command to a target: " + action);
        };
    }

    private Place sent(Action.Redirect redirect) {
        Optional<Seen.Away> away =
                redirect.to().map(to -> new Seen.Away(to.standby(), to.deployment(), redirect.percent()));
        return new Place(
                tag,
                deployments,
                new Way(way.traffic, way.baseline, way.canary, away),
                highest,
                new Windows(windows.watched, Small.Compared.NOTHING, windows.arms),
                hands);
    }

    private Place fenced(long token) {
        return new Place(tag, deployments, way, token, windows, hands);
    }

    private Place without(long deployment) {
        SortedMap<Long, Seen.Deployment> fewer = new TreeMap<>(deployments);
        fewer.remove(deployment);
        return new Place(tag, fewer, way, highest, windows, hands);
    }
}
