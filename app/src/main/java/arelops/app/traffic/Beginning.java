package arelops.app.traffic;

import arelops.core.traffic.Exchange;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The exchanges of a recording's first so much time.
public final class Beginning implements Iterator<Exchange> {
    private final Iterator<Exchange> all;
    private final long end;
    private Optional<Exchange> next;

    /// @param all by time
    public Beginning(Iterator<Exchange> all, Duration length) {
        this.all = all;
        this.next = all.hasNext() ? Optional.of(all.next()) : Optional.empty();
        this.end = next.map(first -> first.offset() + length.toNanos()).orElse(0L);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Exchange next() {
        Exchange given = next.orElseThrow(NoSuchElementException::new);
        next = Optional.empty();
        if (all.hasNext()) {
            next = Optional.of(all.next()).filter(one -> one.offset() < end);
        }
        return given;
    }
}
