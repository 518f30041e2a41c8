package arelops.app.node;

import arelops.core.alarm.InjectedFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpFields;

/// The faults that the requests of one replay meet, for a time (TRF-3).
///
/// Nobody else's do: a request belongs to the run only if its one header `X-ARelOps-Replay` is the run's name. Which of
/// them meet a fault depends on their number alone, and is spread evenly.
final class FaultRun {
    /// By which a replay's requests are known.
    static final String HEADER = "x-arelops-replay";

    /// The golden ratio, as a part of 2^64: its multiples fill a range more evenly than chance does.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final String run;
    private final List<InjectedFault> faults;
    private final long began;
    private final long length;
    private final AtomicLong requests = new AtomicLong();
    private final LongAdder harmed = new LongAdder();

    /// @param began by `System.nanoTime`
    FaultRun(String run, List<InjectedFault> faults, long began, long length) {
        this.run = run;
        this.faults = List.copyOf(faults);
        this.began = began;
        this.length = length;
    }

    /// The one of these runs that a request belongs to, if any.
    static Optional<FaultRun> of(List<FaultRun> runs, HttpFields headers) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = headers.getValuesList(HEADER);
        if (named.size() != 1) {
            return Optional.empty();
        }
        for (FaultRun run : runs) {
            if (run.run.equals(named.getFirst())) {
                return Optional.of(run).filter(one -> !one.isOver(System.nanoTime()));
            }
        }
        return Optional.empty();
    }

    /// What its next request meets, if anything.
    Optional<InjectedFault> next() {
        long number = requests.incrementAndGet();
        double point = (double) ((number * GOLDEN) >>> 11) * 0x1.0p-53;
        double end = 0;
        for (InjectedFault fault : faults) {
            end += fault.share().fraction();
            if (point < end) {
                harmed.increment();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    String run() {
        return run;
    }

    boolean isOver(long now) {
        return now - began >= length;
    }

    long requests() {
        return requests.get();
    }

    long harmed() {
        return harmed.sum();
    }
}
