package arelops.app.traffic.replay;

import java.util.EnumMap;
import java.util.Map;

/// What became of the recorded requests.
///
/// @param scheduled all that no fence kept
/// @param sent those that were begun
/// @param resent sent a second time, since the connection used first had been closed by the server
/// @param unsent found no connection in time, or the replay was stopped before
/// @param held never sent, as the app had not answered their sessions when it was over
/// @param cancelled sent, but the replay was stopped before their answer
/// @param fenced never meant to be sent
public record Sending(
        long scheduled,
        long sent,
        long resent,
        long unsent,
        long held,
        long cancelled,
        Map<Fence.Because, Long> fenced) {
    /// Copies.
    public Sending {
        fenced = Map.copyOf(fenced);
    }

    /// All that were fenced.
    public long allFenced() {
        return fenced.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Of both.
    public Sending merge(Sending other) {
        Map<Fence.Because, Long> both = new EnumMap<>(Fence.Because.class);
        both.putAll(fenced);
        other.fenced.forEach((because, count) -> both.merge(because, count, Long::sum));
        return new Sending(
                scheduled + other.scheduled,
                sent + other.sent,
                resent + other.resent,
                unsent + other.unsent,
                held + other.held,
                cancelled + other.cancelled,
                both);
    }
}
