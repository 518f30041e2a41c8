package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Issued;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one loop counts; only its thread writes.
final class Tally {
    private static final int SERVER_ERRORS = 5;
    private final LatencyCounts intended = new LatencyCounts();
    private final LatencyCounts actual = new LatencyCounts();
    private final LatencyCounts lateness = new LatencyCounts();
    private final LatencyCounts blocked = new LatencyCounts();
    private final LatencyCounts causal = new LatencyCounts();
    private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
    private final long[] statuses = new long[10];
    private long firstDue = Span.NONE.firstDue();
    private long lastDue = Span.NONE.lastDue();
    private long lastReady = Span.NONE.lastReady();
    private long firstSent = Span.NONE.firstSent();
    private long lastSent = Span.NONE.lastSent();
    private long scheduled;
    private long sent;
    private long resent;
    private long unsent;
    private long held;
    private long cancelled;
    private long answered;
    private long bodyBytes;
    private long longestStop;

    void scheduled(Planned planned) {
        scheduled++;
        firstDue = Math.min(firstDue, planned.due());
        lastDue = Math.max(lastDue, planned.due());
    }

    /// @param waited whether it found no connection free at first
    void sent(Agenda.Turn turn, long now, boolean waited) {
        sent++;
        (waited ? blocked : lateness).add(now - turn.at());
        long due = turn.planned().due();
        if (turn.at() > due) {
            causal.add(turn.at() - due);
        }
        wentOn(turn.at(), now);
    }

    void resent() {
        resent++;
    }

    void unsent(long count) {
        unsent += count;
    }

    /// So many were never sent, as their sessions waited for answers: the sends took until then.
    void held(long count, long now) {
        held += count;
        if (count > 0) {
            wentOn(now, now);
        }
    }

    /// It never found a connection.
    void gaveUp(Agenda.Turn turn, long now) {
        unsent++;
        blocked.add(now - turn.at());
    }

    void cancelled(long count) {
        cancelled += count;
    }

    void answered(Flight flight, int status, long now) {
        answered++;
        statuses[Math.clamp(status / 100, 0, 9)]++;
        took(flight, now);
    }

    void failed(Flight flight, Failure failure, long now) {
        failures.merge(failure, 1L, Long::sum);
        if (failure == Failure.TIMEOUT) {
            took(flight, now);
        }
    }

    void body(int bytes) {
        bodyBytes += bytes;
    }

    void stood(Duration still) {
        longestStop = Math.max(longestStop, still.toNanos());
    }

    SoFar soFar() {
        long failed = failures.values().stream().mapToLong(Long::longValue).sum();
        return new SoFar(
                sent, failed + statuses[SERVER_ERRORS], Latencies.of(lateness).at(99));
    }

    /// Of a replay in which nothing was issued.
    ReplayReport report(Limits limits) {
        return report(Issued.NONE, limits);
    }

    ReplayReport report(Issued issued, Limits limits) {
        Map<Integer, Long> byClass = new TreeMap<>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                byClass.put(status, statuses[status]);
            }
        }
        return new ReplayReport(
                new Sending(scheduled, sent, resent, unsent, held, cancelled, Map.of()),
                new Answers(answered, byClass, failures, bodyBytes, issued),
                new Span(firstDue, lastDue, lastReady, firstSent, lastSent),
                new Timing(
                        Latencies.of(intended),
                        Latencies.of(actual),
                        Latencies.of(lateness),
                        Latencies.of(blocked),
                        Latencies.of(causal)),
                new Sender(longestStop, List.of()),
                limits);
    }

    private void wentOn(long ready, long now) {
        lastReady = Math.max(lastReady, ready);
        firstSent = Math.min(firstSent, now);
        lastSent = Math.max(lastSent, now);
    }

    private void took(Flight flight, long now) {
        intended.add(now - flight.turn().at());
        actual.add(now - flight.started());
    }
}
