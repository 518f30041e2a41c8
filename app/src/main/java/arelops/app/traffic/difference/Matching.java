package arelops.app.traffic.difference;

import arelops.app.traffic.replay.Received;
import arelops.app.traffic.replay.Witness;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;

/// Brings the answers to each request together, in bounded memory: where too much waits for a missing
/// answer the oldest request is given up; where too much waits to be compared the senders wait.
final class Matching {
    private static final int RECORD = 512;
    private final long most;
    private final SequencedMap<Long, Trio> incomplete = new LinkedHashMap<>();
    private final Queue<Trio> ready = new ArrayDeque<>();
    private long incompleteBytes;
    private long readyBytes;
    private long failed;
    private boolean over;

    /// @param most bytes that may wait for a missing answer, and as many to be compared
    Matching(long most) {
        this.most = most;
    }

    /// About what an answer takes.
    static long size(Received answer) {
        return RECORD
                + answer.body().length()
                + answer.request().length()
                + 100L * answer.headers().size();
    }

    /// Takes the answers of one of the three.
    Witness witness(Side side) {
        return new Witness() {
            @Override
            public void answered(Received answer) {
                arrived(answer.number(), side, Optional.of(answer));
            }

            @Override
            public void failed(long number) {
                arrived(number, side, Optional.empty());
            }
        };
    }

    /// The next request that all three answered; nothing once it is over.
    synchronized Optional<Trio> take() throws InterruptedException {
        while (ready.isEmpty() && !over) {
            wait();
        }
        Optional<Trio> next = Optional.ofNullable(ready.poll());
        next.ifPresent(one -> readyBytes -= one.bytes());
        notifyAll();
        return next;
    }

    /// Nothing more will come, or nobody takes any more.
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /// Requests that one of the three did not answer.
    synchronized long failed() {
        return failed;
    }

    private synchronized void arrived(long number, Side side, Optional<Received> answer) {
        Trio trio = incomplete.computeIfAbsent(number, _ -> new Trio());
        long before = trio.bytes();
        answer.ifPresentOrElse(one -> trio.add(side, one), trio::fail);
        incompleteBytes += trio.bytes() - before;
        if (trio.isOver()) {
            incomplete.remove(number);
            incompleteBytes -= trio.bytes();
            if (trio.isWhole()) {
                hand(trio);
            } else {
                failed++;
            }
        }
        Iterator<Map.Entry<Long, Trio>> oldest = incomplete.entrySet().iterator();
        while (incompleteBytes + (long) RECORD * incomplete.size() > most && oldest.hasNext()) {
            incompleteBytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }

    private void hand(Trio trio) {
        try {
            while (readyBytes > most && !over) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ready.add(trio);
        readyBytes += trio.bytes();
        notifyAll();
    }
}
