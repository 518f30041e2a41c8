package arelops.core.policy;

import java.util.Map;
import java.util.Optional;

/// Alerts that are watched while a release is tried or soaks, and where they are asked for.
///
/// @param server the alert manager
/// @param labels which alerts count: all of these on one alert; `$APP` and `$ENV` in a value stand for the slot's
/// @param heartbeat the alert that always fires as long as rules are evaluated; without one, silence of a rule
///     engine that is down would look like peace
/// @param silenced what an alert means that somebody silenced, or another alert inhibits
/// @param release the label that holds the commit of the release that an alert is about, if alerts have one
public record AlertWatch(
        String name,
        MonitorServer server,
        Map<String, String> labels,
        Optional<String> heartbeat,
        Silenced silenced,
        Optional<String> release) {
    /// The alert that always fires, as it is called by default.
    public static final String HEARTBEAT = "Watchdog";

    /// What an alert means that nobody is told of.
    public enum Silenced {
        /// A window with such an alert does not count.
        WAIT,
        /// It is no alert.
        IGNORE
    }

    public AlertWatch {
        labels = Ordered.copyOf(labels);
    }
}
