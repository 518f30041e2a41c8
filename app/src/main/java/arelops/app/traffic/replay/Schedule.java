package arelops.app.traffic.replay;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.traffic.replay.issued.Ties;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The times of a recording's requests: `(offset - first offset) / factor`, each from the beginning,
/// so that nothing adds up. Reads no further ahead than copies begin later than their first.
final class Schedule implements Iterator<Planned> {
    private final Source source;
    private final Iterator<Exchange> recording;
    private final Links.Reader links;
    private final Fence fence;
    private final RequestWriter writer;
    /// Whether all copies of a request that are the same persons' have the same bytes.
    private final boolean isOne;
    private final double factor;
    private final int copies;
    private final Copies persons;
    private final long seed;
    /// How much later a copy of a session begins at most, in nanoseconds.
    private final long spread;
    private final PriorityQueue<Planned> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Planned::due).thenComparingLong(Planned::number));
    private final Map<Fence.Because, Long> fenced = new EnumMap<>(Fence.Because.class);
    private long first = -1;
    private long last;
    private long read;
    private long numbers;
    private long exchanges;

    Schedule(ReplayPlan plan, Source source) {
        this.source = source;
        recording = source.exchanges();
        links = source.links().reader();
        fence = plan.fence();
        writer = new RequestWriter(plan.targets(), plan.run());
        isOne = plan.targets().size() == 1;
        switch (plan.multiplier()) {
            case Multiplier.Compressed compressed -> {
                factor = compressed.factor();
                copies = 1;
                persons = new Copies(new Identities.Same());
                seed = 0;
                spread = 1;
            }
            case Multiplier.Cloned cloned -> {
                factor = 1;
                copies = cloned.copies();
                persons = new Copies(cloned.identities());
                seed = cloned.seed();
                spread = cloned.spread().toNanos();
            }
        }
    }

    /// Whether there is one more to send.
    @Override
    public boolean hasNext() {
        while ((ahead.isEmpty() || ahead.element().due() > read) && recording.hasNext()) {
            plan(recording.next());
        }
        return !ahead.isEmpty();
    }

    /// The next one by time.
    @Override
    public Planned next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ahead.remove();
    }

    /// How many of those read so far are not sent, and why.
    Map<Fence.Because, Long> fenced() {
        return fenced;
    }

    private void plan(Exchange exchange) {
        if (first < 0) {
            first = exchange.offset();
        } else if (exchange.offset() < last) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "replay.order",
                    "The recording goes back in time: " + exchange.offset() + " ns after " + last + " ns.",
                    "Sort it by time; nothing more is sent.");
        }
        last = exchange.offset();
        read = scaled(exchange.offset());
        long exchangeNumber = exchanges++;
        if (!source.share().has(exchange.session())) {
            return;
        }
        HttpHead head = HttpHead.of(exchange.request().head());
        Optional<Fence.Because> because = fence.keeps(exchange, head);
        if (because.isPresent()) {
            fenced.merge(because.get(), (long) copies, Long::sum);
            return;
        }
        Outgoing recorded = writer.write(exchange.request(), head, new SessionKey(exchange.session(), 0));
        Ties ties = links.of(exchangeNumber, exchange.request());
        long end = exchange.response().isPresent() ? scaled(exchange.offset() + exchange.duration()) : Planned.NEVER;
        for (int copy = 0; copy < copies; copy++) {
            SessionKey session = new SessionKey(exchange.session(), copy);
            long later = later(session);
            Optional<HttpMessage> other = persons.of(copy, exchange.request());
            Outgoing request = other.map(message -> writer.write(message, HttpHead.of(message.head()), session))
                    .orElseGet(() -> isOne ? recorded : writer.write(exchange.request(), head, session));
            Ties own = other.map(message -> links.of(exchangeNumber, message)).orElse(ties);
            ahead.add(new Planned(
                    numbers++, read + later, end == Planned.NEVER ? end : end + later, session, request, own));
        }
    }

    private long scaled(long offset) {
        return (long) ((double) (offset - first) / factor);
    }

    private long later(SessionKey session) {
        return session.copy() == 0 ? 0 : new SplittableRandom(seed ^ session.hashCode()).nextLong(spread);
    }
}
