package arelops.app.traffic.format;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// Where every reader brings what it understood: it sorts within a bounded look-ahead, makes offsets
/// and counts.
///
/// Files are in the order in which requests ended rather than began. So up to 1,024 exchanges (or 48
/// MiB) wait for earlier ones. One that comes later than that gets the time of the one handed on last,
/// and is counted: offsets that are handed on never go back.
final class Intake {
    private final Sink sink;
    private final Map<ImportTrouble, Long> troubles = new EnumMap<>(ImportTrouble.class);
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::start).thenComparingLong(Waiting::number));
    private long bytes;
    private long taken;
    private long handedOn;
    private long began;
    private long last;

    Intake(Sink sink) {
        this.sink = sink;
    }

    /// One request and its answer, at its time.
    ///
    /// @param start nanoseconds since the epoch
    record Timed(long start, long duration, SessionId session, HttpMessage request, Optional<HttpMessage> response) {
        long bytes() {
            return 200 + sizeOf(request) + response.map(Timed::sizeOf).orElse(0L);
        }

        private static long sizeOf(HttpMessage message) {
            return 100L + message.head().length() + message.body().length();
        }
    }

    private record Waiting(Timed timed, long number) {
        long start() {
            return timed.start();
        }
    }

    void count(ImportTrouble trouble) {
        troubles.merge(trouble, 1L, Long::sum);
    }

    /// Whether anything at all was understood.
    boolean understood() {
        return taken > 0;
    }

    void take(Timed timed) throws IOException {
        waiting.add(new Waiting(timed, taken++));
        bytes += timed.bytes();
        while (waiting.size() > Limits.AHEAD || bytes > Limits.WAITING) {
            handOn();
        }
    }

    ImportSummary end() throws IOException {
        while (!waiting.isEmpty()) {
            handOn();
        }
        return new ImportSummary(handedOn, troubles, Times.instant(began));
    }

    private void handOn() throws IOException {
        Timed next = waiting.remove().timed();
        bytes -= next.bytes();
        if (handedOn == 0) {
            began = next.start();
            last = began;
        }
        if (next.start() < last) {
            count(ImportTrouble.OUT_OF_ORDER);
        }
        last = Math.max(last, next.start());
        handedOn++;
        sink.take(new Exchange(next.session(), last - began, next.duration(), next.request(), next.response()));
    }
}
