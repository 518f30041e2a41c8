package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.policy.TrafficSources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What was observed of one slot, outside of the ledger.
///
/// @param missing artifacts that an open move here may deploy, and that the store does not have
public record Seen(Tag tag, Target target, Measured measured, Set<Digest> missing) {
    public Seen {
        missing = Set.copyOf(missing);
    }

    public Seen(Tag tag, Target target, List<Window> windows, List<Pair> pairs, Set<Digest> missing) {
        this(tag, target, new Measured(windows, pairs, List.of(), Map.of()), missing);
    }

    public List<Window> windows() {
        return measured.windows;
    }

    public List<Pair> pairs() {
        return measured.pairs;
    }

    public Map<String, AlertsSeen> alerts() {
        return measured.alerts;
    }

    public List<ArmsWindow> arms() {
        return measured.arms;
    }

    public List<Pair> back() {
        return measured.back;
    }

    /// What was counted, oldest first.
    ///
    /// @param windows those of the deployment that serves
    /// @param pairs while a control is under way: what it and stable gave since
    /// @param arms while a canary is under way: what it and its baseline gave since
    /// @param back while users come back from the standby: what the slot gave and what the standby gave
    /// @param alerts what alert sources said while the release on trial serves, by the names of the
    ///     rules that watch them
    public record Measured(
            List<Window> windows,
            List<Pair> pairs,
            List<ArmsWindow> arms,
            List<Pair> back,
            Map<String, AlertsSeen> alerts) {
        public Measured(List<Window> windows, List<Pair> pairs, List<ArmsWindow> arms, Map<String, AlertsSeen> alerts) {
            this(windows, pairs, arms, List.of(), alerts);
        }

        public Measured {
            alerts = Map.copyOf(alerts);
            back = List.copyOf(back);
            windows = List.copyOf(windows);
            pairs = List.copyOf(pairs);
            arms = List.copyOf(arms);
        }
    }

    /// Nothing could be asked.
    public static Seen unknown(String because) {
        return new Seen(new Tag.Unknown(because), new Target.Unknown(because), List.of(), List.of(), Set.of());
    }

    /// Where the slot's tag stands.
    public sealed interface Tag {
        record Unknown(String because) implements Tag {}

        record Absent() implements Tag {}

        record At(CommitId commit) implements Tag {}

        /// The commit, if the tag is there; read it only where the tag is known.
        default Optional<CommitId> named() {
            return this instanceof At at ? Optional.of(at.commit) : Optional.empty();
        }
    }

    /// What the target runs.
    public sealed interface Target {
        record Unknown(String because) implements Target {}

        /// It answered.
        ///
        /// @param deployments by the token under which they were started
        /// @param traffic the deployment that the slot's traffic goes to; empty where the
        ///     address is closed
        /// @param baseline the deployment that takes a share of it, to compare with
        /// @param canary the deployment that takes a share of it to be tried, and how much
        /// @param away where the users of its address are served, if that is elsewhere
        /// @param measured by which rules it measures; empty where it does not say
        record Running(
                SortedMap<Long, Deployment> deployments,
                OptionalLong traffic,
                OptionalLong baseline,
                Optional<Share> canary,
                Optional<Away> away,
                Optional<Measuring> measured)
                implements Target {
            public Running {
                deployments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(deployments));
            }

            public Running(
                    SortedMap<Long, Deployment> deployments,
                    OptionalLong traffic,
                    OptionalLong baseline,
                    Optional<Measuring> measured) {
                this(deployments, traffic, baseline, Optional.empty(), measured);
            }

            public Running(
                    SortedMap<Long, Deployment> deployments,
                    OptionalLong traffic,
                    OptionalLong baseline,
                    Optional<Share> canary,
                    Optional<Measuring> measured) {
                this(deployments, traffic, baseline, canary, Optional.empty(), measured);
            }

            /// All the traffic goes to one deployment.
            boolean isWholly(long deployment) {
                return traffic.equals(OptionalLong.of(deployment)) && baseline.isEmpty() && canary.isEmpty();
            }

            Optional<Deployment> deployment(long token) {
                return Optional.ofNullable(deployments.get(token));
            }

            Optional<Deployment> serving() {
                return traffic.isPresent() ? deployment(traffic.getAsLong()) : Optional.empty();
            }
        }
    }

    /// A share of the traffic in percent.
    public record Share(long deployment, int percent) {}

    /// So many percent of a slot's users are sent to a deployment of another environment.
    public record Away(EnvironmentName environment, long deployment, int percent) {}

    /// What a canary and its baseline did in the same stretch of time; windows of several
    /// origins may begin together.
    ///
    /// @param complete whether it was measured as a whole
    /// @param probes whether nobody asked but ARelOps itself
    /// @param answers of metric stores, by the names that the judge knows the metrics by
    public record ArmsWindow(
            Instant start,
            Duration length,
            boolean complete,
            boolean probes,
            arelops.core.canary.Window window,
            SortedMap<String, QueryAnswer> answers) {
        public ArmsWindow {
            answers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        }

        public ArmsWindow(
                Instant start, Duration length, boolean complete, boolean probes, arelops.core.canary.Window window) {
            this(start, length, complete, probes, window, new TreeMap<>());
        }

        public ArmsWindow with(SortedMap<String, QueryAnswer> other) {
            return new ArmsWindow(start, length, complete, probes, window, other);
        }

        public Instant end() {
            return start.plus(length);
        }

        /// Times of day and lengths come from different clocks: a window may begin some nanoseconds before the one
        /// before it ended, so that ends are compared, not where one begins.
        public boolean endsAfter(Instant then) {
            return end().isAfter(then);
        }

        /// A metric store may still tell of it.
        boolean isAwaited() {
            return answers.values().stream().anyMatch(QueryAnswer.Awaited.class::isInstance);
        }

        /// As the judge takes it: one that was not measured as a whole tells nothing.
        public arelops.core.canary.Window judged() {
            return complete
                    ? new arelops.core.canary.Window(
                            window.baseline().map(arm -> with(arm, QueryAnswer.Told::baseline)),
                            window.canary().map(arm -> with(arm, QueryAnswer.Told::canary)))
                    : new arelops.core.canary.Window(Optional.empty(), Optional.empty());
        }

        private ArmWindow with(ArmWindow arm, ToDoubleFunction<QueryAnswer.Told> side) {
            SortedMap<String, Double> metrics = new TreeMap<>(arm.metrics());
            answers.forEach((name, answer) -> {
                if (answer instanceof QueryAnswer.Told told) {
                    metrics.put(name, side.applyAsDouble(told));
                }
            });
            return new ArmWindow(arm.requests(), arm.errors(), arm.latency(), metrics);
        }
    }

    /// What runs under a token.
    ///
    /// @param failed when an instance of it failed, oldest first: it ended, lost its health, or
    ///     never had it
    public record Deployment(long token, Release release, Health health, List<Instant> failed) {
        public Deployment {
            failed = List.copyOf(failed);
        }

        /// How often an instance failed from then on.
        int failuresSince(Instant then) {
            return (int) failed.stream().filter(at -> !at.isBefore(then)).count();
        }
    }

    /// How a deployment feels.
    public sealed interface Health {
        record Starting() implements Health {}

        record Up() implements Health {}

        /// Not healthy within its deadline, or dead; `times` counts, the target having
        /// started it again in between.
        record Down(String because, int times) implements Health {}

        /// The target could not do its part: no artifact, a secret that is not there, no disk.
        record Broken(String because) implements Health {}
    }

    /// How a target measures: how long a window is, and what fills it beside the requests of users.
    public record Measuring(Duration window, TrafficSources traffic) {}

    /// What the router counted in one window.
    ///
    /// @param complete whether it was measured as a whole: no gap, no jump of the clock
    public record Window(
            Instant start,
            Duration length,
            boolean complete,
            long requests,
            long errors,
            OptionalDouble p99Millis,
            boolean probesOnly) {}

    /// The same stretch of time and the same origin, on the release on trial and on stable beside it.
    ///
    /// @param stable empty where no request of this origin came to it
    public record Pair(Window trial, Optional<Window> stable) {}
}
