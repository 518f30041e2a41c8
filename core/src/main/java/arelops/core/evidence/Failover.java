package arelops.core.evidence;

import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Users of a slot who are served by another one, as the ledger knows it (PAS-3).
///
/// @param token the sequence number of its entry
/// @param to where they are served
/// @param occasion whether it is a drill
/// @param word who sent them there, why and when
/// @param took how long it took to be in effect; empty until that was measured
/// @param back the way back; empty until it was begun
public record Failover(
        long token, To to, Fact.FailedOver.Occasion occasion, Word word, Optional<Duration> took, Optional<Back> back) {

    /// Where users are served.
    public record To(EnvironmentName standby, Release release, long deployment) {}

    /// Who said so, why and when.
    public record Word(Actor by, String because, Instant since) {}

    /// The way back.
    ///
    /// @param percent of the users are back; 0 where it was given up
    /// @param because what was recorded with it
    public record Back(int percent, String because, Instant since) {}

    /// So many percent of the users are not served by the standby.
    public int share() {
        return back.map(Back::percent).orElse(0);
    }

    /// Whether users are on their way back.
    public boolean isGoingBack() {
        return share() > 0;
    }

    Failover asTaken(Duration time) {
        return new Failover(token, to, occasion, word, Optional.of(time), back);
    }

    Failover with(Back other) {
        return new Failover(token, to, occasion, word, took, Optional.of(other));
    }
}
