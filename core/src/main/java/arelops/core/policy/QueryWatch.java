package arelops.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A measure that a metric store is asked for in each window of a canary, once for each arm.
///
/// @param server the metric store
/// @param query with variables for what is asked about; it gives one number for one arm
/// @param comparison how the arms' numbers are compared; empty where no limit asks for that
public record QueryWatch(String name, MonitorServer server, String query, Optional<Comparing> comparison) {
    /// The names that the judge's own measures have.
    private static final Set<String> OURS = Set.of("errors", "latency");

    /// Variables of a query that tell one arm from the other.
    public static final List<String> TELLING = List.of("$ROLE", "$SHA", "$DEPLOYMENT");

    /// All variables of a query.
    public static final List<String> VARIABLES = List.of("$APP", "$ENV", "$ROLE", "$SHA", "$DEPLOYMENT", "$WINDOW");

    /// How the arms' numbers are compared.
    ///
    /// @param tolerance how much of what is worse is tolerated
    /// @param critical one that is not never rejects; while it is worse, the canary does not pass
    public record Comparing(Kind kind, Worse worse, Percent tolerance, boolean critical) {}

    /// What the number is.
    public enum Kind {
        /// A level at the end of the window.
        GAUGE,
        /// How many events there were in the window; compared per request.
        COUNTER
    }

    /// What is worse.
    public enum Worse {
        MORE,
        FEWER,
        /// Both are.
        EITHER
    }

    /// The name under which the judge and the samples have it.
    public String metric() {
        return OURS.contains(name) ? name + " by query" : name;
    }
}
