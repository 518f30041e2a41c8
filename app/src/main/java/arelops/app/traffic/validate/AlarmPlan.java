package arelops.app.traffic.validate;

import arelops.app.deploy.DeploymentId;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.InjectedFault;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is sent where, which alarms are listened to, and which must fire.
///
/// @param deployment whose windows are read; where it is not given, the one that serves alone
/// @param runs in the order in which they are performed
public record AlarmPlan(
        Slot slot,
        Optional<DeploymentId> deployment,
        List<Planned> runs,
        Watched watched,
        Patience patience,
        Sending sending) {
    /// The longest that an alarm may take: the router injects faults for an hour at most.
    public static final Duration LONGEST_WITHIN = Duration.ofMinutes(25);

    /// Of what serves alone.
    public AlarmPlan(Slot slot, List<Planned> runs, Watched watched, Patience patience, Sending sending) {
        this(slot, Optional.empty(), runs, watched, patience, sending);
    }

    /// Copies.
    public AlarmPlan {
        runs = List.copyOf(runs);
        if (!patience.within().isPositive() || patience.within().compareTo(LONGEST_WITHIN) > 0) {
            throw new IllegalArgumentException("an alarm fires within 25 min, not " + patience.within());
        }
    }

    /// One replay.
    ///
    /// @param fault empty for the clean one
    /// @param expected the alarms that must fire
    public record Planned(Optional<InjectedFault> fault, Set<Alarm> expected) {
        /// Without a fault and without an alarm.
        public static final Planned CLEAN = new Planned(Optional.empty(), Set.of());

        /// Copies.
        public Planned {
            expected = Set.copyOf(expected);
        }
    }

    /// Thresholds of the router's windows, and alerts.
    public record Watched(Collection<Watch> thresholds, Collection<AlertWatch> alerts) {
        /// Copies.
        public Watched {
            thresholds = List.copyOf(thresholds);
            alerts = List.copyOf(alerts);
        }
    }

    /// How long is waited.
    ///
    /// @param within so soon an alarm must fire
    /// @param quiet so long is waited before a replay until none fires
    public record Patience(Duration within, Duration quiet) {}

    /// How the recording is sent.
    ///
    /// @param limits for the sender
    /// @param links what its answers issued, and later requests of their sessions send back
    public record Sending(Recording recording, Multiplier multiplier, Fence fence, Limits limits, Links links) {
        /// Reads what of a recording is sent, once, for what its answers issued.
        ///
        /// @param within so soon an alarm must fire
        public static Links links(Recording recording, Fence fence, Duration within) {
            try (OrderedExchanges all = OrderedExchanges.of(recording);
                    Laps once = Laps.once(new Laps.Lap(all, all::close), longest(within))) {
                return Source.links(once, fence, Share.all());
            }
        }

        Laps.Lap lap() {
            OrderedExchanges all = OrderedExchanges.of(recording);
            return new Laps.Lap(all, all::close);
        }
    }

    /// So long is sent where an alarm is expected, so that what is late is told from what is silent.
    static Duration longest(Duration within) {
        return within.multipliedBy(2);
    }
}
