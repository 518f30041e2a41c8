package arelops.app.traffic.validate;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.SessionId;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A recording again and again, until its time is over or it is enough: as many requests a second as it has by itself.
/// Each lap's sessions are sessions of their own.
final class Laps implements Iterator<Exchange>, AutoCloseable {
    /// Between the last request of a lap and the first of the next, at least.
    private static final long LEAST_GAP = Duration.ofMillis(100).toNanos();

    private final Supplier<Lap> recording;
    private final long until;
    private final BooleanSupplier enough;
    private Optional<Lap> open = Optional.empty();
    private Optional<Exchange> next = Optional.empty();
    private boolean over;
    private long number;
    private long shift;
    private long first = -1;
    private long last;
    private long count;

    /// The requests of a recording, from its beginning.
    ///
    /// @param close for when they are not wanted any more
    record Lap(Iterator<Exchange> requests, Runnable close) {}

    Laps(Supplier<Lap> recording, Duration length, BooleanSupplier enough) {
        this.recording = recording;
        this.until = length.toNanos();
        this.enough = enough;
    }

    /// What is sent of a recording in its first lap.
    static Laps once(Lap only, Duration length) {
        AtomicBoolean begun = new AtomicBoolean();
        Lap nothing = new Lap(Collections.emptyIterator(), () -> {});
        return new Laps(() -> begun.getAndSet(true) ? nothing : only, length, () -> false);
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !over) {
            next = enough.getAsBoolean() ? Optional.empty() : read();
            if (next.isEmpty()) {
                over = true;
                close();
            }
        }
        return next.isPresent();
    }

    private Optional<Exchange> read() {
        Lap lap = open.orElseGet(recording);
        open = Optional.of(lap);
        if (!lap.requests().hasNext()) {
            close();
            if (count == 0) {
                return Optional.empty();
            }
            long gap = count > 1 ? (last - first) / (count - 1) : 0;
            shift += last - first + Math.max(LEAST_GAP, gap);
            number++;
            count = 0;
            first = -1;
            lap = recording.get();
            open = Optional.of(lap);
            if (!lap.requests().hasNext()) {
                return Optional.empty();
            }
        }
        Exchange one = lap.requests().next();
        first = first < 0 ? one.offset() : first;
        last = one.offset();
        count++;
        long at = shift + one.offset() - first;
        return at > until ? Optional.empty() : Optional.of(moved(one, at));
    }

    private Exchange moved(Exchange one, long at) {
        SessionId session = number == 0 ? one.session() : new SessionId(one.session() + "~" + number);
        return new Exchange(session, at, one.duration(), one.request(), one.response());
    }

    @Override
    public Exchange next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Exchange one = next.orElseThrow();
        next = Optional.empty();
        return one;
    }

    @Override
    public void close() {
        open.ifPresent(lap -> lap.close().run());
        open = Optional.empty();
    }
}
