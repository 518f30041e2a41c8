package arelops.app.traffic;

import arelops.core.traffic.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/// All exchanges of a recording by the time of their requests, as a replay takes them.
///
/// A segment is in order by itself; the next one may begin a little earlier, with requests whose answers took long. The
/// segments' indexes tell how far, so that no more of them are open than overlap.
public final class OrderedExchanges implements Iterator<Exchange>, AutoCloseable {
    private final List<SegmentReader> waiting = new ArrayList<>();
    private final List<Long> earliest = new ArrayList<>();
    private final PriorityQueue<Source> open = new PriorityQueue<>(Comparator.comparingLong(Source::offset));
    private int next;

    /// A segment that is being read.
    private static final class Source {
        private final SegmentReader reader;
        private List<Exchange> frame = List.of();
        private int at;

        Source(SegmentReader reader) {
            this.reader = reader;
        }

        long offset() {
            return frame.get(at).offset();
        }

        /// Whether there is one more.
        boolean advance() throws IOException {
            at++;
            if (at < frame.size()) {
                return true;
            }
            Optional<List<Exchange>> more = reader.next();
            frame = more.orElse(List.of());
            at = 0;
            return more.isPresent();
        }
    }

    private OrderedExchanges() {}

    /// Those of a recording, from its beginning.
    public static OrderedExchanges of(Recording recording) {
        OrderedExchanges all = new OrderedExchanges();
        try {
            for (var segment : recording.segments()) {
                SegmentReader reader = SegmentReader.open(segment);
                all.waiting.add(reader);
                all.earliest.add(reader.heads().stream()
                        .mapToLong(FrameHead::first)
                        .min()
                        .orElse(Long.MAX_VALUE));
            }
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        }
        for (int i = all.earliest.size() - 2; i >= 0; i--) {
            all.earliest.set(i, Math.min(all.earliest.get(i), all.earliest.get(i + 1)));
        }
        return all;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next < waiting.size()
                    && (open.isEmpty() || earliest.get(next) < open.element().offset())) {
                Source source = new Source(waiting.get(next));
                next++;
                if (source.advance()) {
                    open.add(source);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return !open.isEmpty();
    }

    @Override
    public Exchange next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Source source = open.remove();
        Exchange exchange = source.frame.get(source.at);
        try {
            if (source.advance()) {
                open.add(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchange;
    }

    @Override
    public void close() {
        for (SegmentReader reader : waiting) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
