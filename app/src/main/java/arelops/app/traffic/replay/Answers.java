package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Issued;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What came back.
///
/// @param answered whole answers
/// @param statuses how many of them by the status' first digit
/// @param failures sends without one
/// @param bodyBytes of bodies, whole or not, all thrown away as they came
/// @param issued what of them went into later requests
public record Answers(
        long answered, Map<Integer, Long> statuses, Map<Failure, Long> failures, long bodyBytes, Issued issued) {
    /// Copies.
    public Answers {
        statuses = Map.copyOf(statuses);
        failures = Map.copyOf(failures);
    }

    /// How many failed so.
    public long failed(Failure failure) {
        return failures.getOrDefault(failure, 0L);
    }

    /// How many failed.
    public long allFailed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Of both.
    public Answers merge(Answers other) {
        Map<Integer, Long> bothStatuses = new TreeMap<>(statuses);
        other.statuses.forEach((status, count) -> bothStatuses.merge(status, count, Long::sum));
        Map<Failure, Long> bothFailures = new EnumMap<>(Failure.class);
        bothFailures.putAll(failures);
        other.failures.forEach((failure, count) -> bothFailures.merge(failure, count, Long::sum));
        return new Answers(
                answered + other.answered,
                bothStatuses,
                bothFailures,
                bodyBytes + other.bodyBytes,
                issued.merge(other.issued));
    }
}
