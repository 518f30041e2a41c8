package arelops.app.traffic.load;

import arelops.app.deploy.DeploymentId;
import arelops.app.traffic.replay.Target;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.load.Ladder;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Policy;
import arelops.core.policy.Watch;
import arelops.core.release.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is to be sent where, and what is seen meanwhile.
///
/// @param recording the beginning of the name of the recordings of which the newest is sent
/// @param each the longest time on a step
/// @param stable what it is compared with, if that is up
public record LoadOrder(
        String recording, Duration each, Ladder ladder, Asked release, Optional<Asked> stable, Watched watched) {
    /// Of apps that no environment knows: nobody is asked beside them.
    public LoadOrder(String recording, Duration each, Ladder ladder, Target release, Optional<Target> stable) {
        this(recording, each, ladder, Asked.at(release), stable.map(Asked::at), Watched.NOTHING);
    }

    /// Who is asked.
    ///
    /// @param instances their addresses; each session goes to one of them
    /// @param deployments what runs there, where that is known
    /// @param commit whose alerts count, where an alert names a commit
    public record Asked(List<Target> instances, List<DeploymentId> deployments, Optional<CommitId> commit) {
        /// Copies.
        public Asked {
            instances = List.copyOf(instances);
            deployments = List.copyOf(deployments);
        }

        /// An app of which nothing else is known.
        public static Asked at(Target target) {
            return new Asked(List.of(target), List.of(), Optional.empty());
        }
    }

    /// What is watched there.
    ///
    /// @param slot empty where it is no environment
    /// @param window how long the router's windows are, and so how long an alert source may be silent
    public record Watched(Optional<Slot> slot, List<AlertWatch> alerts, List<Watch> thresholds, Duration window) {
        /// Nothing.
        public static final Watched NOTHING = new Watched(Optional.empty(), List.of(), List.of(), Duration.ZERO);

        /// Copies.
        public Watched {
            alerts = List.copyOf(alerts);
            thresholds = List.copyOf(thresholds);
        }

        /// All that the rules watch.
        public static Watched of(Slot slot, Policy policy) {
            return new Watched(
                    Optional.of(slot),
                    List.copyOf(policy.alerts().values()),
                    policy.watch().values().stream()
                            .filter(Thresholds::isMeasured)
                            .toList(),
                    policy.window());
        }
    }
}
