package arelops.core.policy;

import java.time.Duration;
import java.util.List;

/// How users are sent to the standby, and how they come back (PAS-3).
///
/// @param within how long a failover may take until it is in effect; a drill measures it
/// @param back the growing shares of users that are back before all of them are
/// @param each the least observed time on each of these shares
public record FailoverPolicy(Duration within, List<Percent> back, Duration each) {
    public static final FailoverPolicy STANDARD =
            new FailoverPolicy(Duration.ofSeconds(60), List.of(Percent.of(10), Percent.of(50)), Duration.ofMinutes(5));

    private static final int ALL = 100;

    public FailoverPolicy {
        back = List.copyOf(back);
    }

    /// The share that follows this one, in percent; 100 after the last.
    public int after(int percent) {
        return back.stream()
                .mapToInt(share -> Math.clamp(Math.round(share.value().floatValue()), 1, ALL - 1))
                .filter(share -> share > percent)
                .findFirst()
                .orElse(ALL);
    }
}
