package arelops.app.traffic.difference;

import arelops.app.fault.Fault;
import arelops.app.traffic.Beginning;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceFinder;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.Ignored;
import arelops.core.difference.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Sends a recording to three targets at the same times, and compares what each request is answered.
///
/// Whether a sender was late does not matter here: all three were.
public final class DifferenceRun {
    private static final long MOST_WAITING = 32L << 20;

    private static final Duration ALL = Duration.ofDays(365);
    private static final int TOLD = 50;

    /// From the start to the first send: three senders are begun.
    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(500);

    private final Recording recording;
    private final ThreeTargets targets;
    private final ReplayPlan plan;
    private final DifferenceFinder finder;
    private final Matching matching = new Matching(MOST_WAITING);

    /// @param plan how it is sent; its target is replaced by each of the three
    /// @param seed of which examples are kept
    public DifferenceRun(Recording recording, ThreeTargets targets, ReplayPlan plan, Ignored ignored, long seed) {
        this.recording = recording;
        this.targets = targets;
        this.plan = plan;
        finder = new DifferenceFinder(Room.standard(), ignored, seed);
    }

    /// Takes as long as the recording.
    ///
    /// @param links found in the recording; each of the three gets the ids and tokens that it gave out
    public Comparison perform(Links links) throws InterruptedException {
        return perform(links, _ -> {});
    }

    /// The same for one who watches.
    ///
    /// @param begun is given the replay to the release, once all three have begun
    public Comparison perform(Links links, Consumer<Replay> begun) throws InterruptedException {
        return perform(links, ALL, begun, _ -> {});
    }

    /// Takes no longer than this.
    ///
    /// @param links found in the recording
    /// @param told how many requests are compared so far
    Comparison perform(Links links, Duration longest, LongConsumer told) throws InterruptedException {
        return perform(links, longest, _ -> {}, told);
    }

    private Comparison perform(Links links, Duration longest, Consumer<Replay> begun, LongConsumer told)
            throws InterruptedException {
        CompletableFuture<Boolean> compared = new CompletableFuture<>();
        Thread comparing = Thread.ofPlatform().name("replay-compare").daemon().start(() -> compare(compared, told));
        List<Replay> replays = new ArrayList<>();
        List<OrderedExchanges> open = new ArrayList<>();
        List<ReplayReport> reports = new ArrayList<>();
        try {
            long begins = System.nanoTime() + LEAD;
            for (Side side : Side.values()) {
                OrderedExchanges exchanges = OrderedExchanges.of(recording);
                open.add(exchanges);
                replays.add(Replay.start(
                        to(targets.of(side)),
                        Limits.standard(),
                        new Source(new Beginning(exchanges, longest), links, Share.all()),
                        begins,
                        matching.witness(side)));
            }
            begun.accept(replays.getFirst());
            for (Replay replay : replays) {
                reports.add(replay.await());
            }
        } finally {
            matching.end();
            replays.forEach(Replay::close);
            open.forEach(OrderedExchanges::close);
            comparing.join();
        }
        return comparison(compared, reports);
    }

    private Comparison comparison(CompletableFuture<Boolean> compared, List<ReplayReport> reports) {
        try {
            var _ = compared.join();
        } catch (CompletionException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "traffic.diff",
                    "The comparison ended early: " + e.getCause() + ".",
                    "Nothing of it counts; see the log, and start it again.",
                    e);
        }
        ReplayReport report = reports.getFirst();
        long asked = report.sending().scheduled();
        long failed = matching.failed();
        DifferenceReport found = finder.report();
        long fenced = report.sending().fenced().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Comparison(
                new DifferenceEvidence.Requests(
                        asked,
                        failed,
                        Math.max(0, asked - failed - found.compared().pairs()),
                        fenced,
                        late(reports)),
                found);
    }

    private static Duration late(List<ReplayReport> reports) {
        return reports.stream()
                .map(report -> Duration.ofNanos(report.timing().lateness().at(99)))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private ReplayPlan to(Target target) {
        return new ReplayPlan(target, plan.run(), plan.multiplier(), plan.order(), plan.reach(), plan.fence());
    }

    private void compare(CompletableFuture<Boolean> done, LongConsumer told) {
        long pairs = 0;
        try {
            Optional<Trio> next = matching.take();
            while (next.isPresent()) {
                Trio trio = next.get();
                finder.compare(
                        Plain.asked(trio.of(Side.CANDIDATE)),
                        Plain.answer(trio.of(Side.CANDIDATE), targets.candidate()),
                        Plain.answer(trio.of(Side.STABLE), targets.stable()),
                        Plain.answer(trio.of(Side.AGAIN), targets.again()));
                pairs++;
                if (pairs % TOLD == 0) {
                    told.accept(pairs);
                }
                next = matching.take();
            }
            done.complete(true);
        } catch (InterruptedException e) {
            done.completeExceptionally(e);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            matching.end(); // else the senders would wait for it
        }
    }
}
