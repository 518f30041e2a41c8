package arelops.app.traffic.load;

import arelops.app.traffic.Beginning;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Answers;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Latencies;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Span;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.load.Ladder;
import arelops.core.load.LoadReport;
import arelops.core.load.Measured;
import arelops.core.load.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One load test: asks the ladder what comes next, and measures that.
public final class LadderRun {
    /// A sender may be late by this part of what the app is allowed.
    private static final int LATE_PART = 10;

    private static final int SERVER_ERRORS = 5;
    /// What is to be short beside a step takes a tenth of it.
    private static final int PART = 10;
    /// Where no limit says it, an answer may take so long.
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final Duration SPREAD = Duration.ofSeconds(1);

    private final LoadOrder order;
    private final Recording recording;
    private final RandomGenerator random;
    private final StepWatch watch;
    private Optional<Links> links = Optional.empty();

    /// @param random of the names of its runs, and of how much later each copy of a session begins
    /// @param watch sees what is beside its steps
    public LadderRun(LoadOrder order, Recording recording, RandomGenerator random, StepWatch watch) {
        this.order = order;
        this.recording = recording;
        this.random = random;
        this.watch = watch;
    }

    /// Takes as long as its steps.
    ///
    /// @param told is given each step when it was measured
    public LoadReport perform(Consumer<Rung> told) throws InterruptedException {
        return perform(told, (_, _) -> {});
    }

    /// The same for one who watches.
    ///
    /// @param begun is given each step, and its replay as soon as that has begun
    public LoadReport perform(Consumer<Rung> told, BiConsumer<Ladder.Next.Measure, Replay> begun)
            throws InterruptedException {
        List<Rung> done = new ArrayList<>();
        while (true) {
            switch (order.ladder().next(done)) {
                case Ladder.Next.Measure step -> {
                    Rung rung = new Rung(step.who(), step.factor(), step.recovery(), measured(step, begun));
                    done.add(rung);
                    told.accept(rung);
                }
                case Ladder.Next.Over over -> {
                    return new LoadReport(recording.id(), order.ladder().limits(), done, over.verdict());
                }
            }
        }
    }

    private Measured measured(Ladder.Next.Measure step, BiConsumer<Ladder.Next.Measure, Replay> begun)
            throws InterruptedException {
        LoadOrder.Asked asked = switch (step.who()) {
            case RELEASE -> order.release();
            case STABLE -> order.stable().orElseThrow();
        };
        Multiplier multiplier = step.factor() == 1
                ? Multiplier.none()
                : new Multiplier.Cloned(step.factor(), random.nextLong(), OtherPersons.of(recording), spread());
        ReplayPlan plan = ReplayPlan.of(asked.instances(), "load-" + Long.toHexString(random.nextLong()))
                .with(multiplier)
                .with(Reach.standard().within(longest()));
        watch.quiet();
        try (OrderedExchanges all = OrderedExchanges.of(recording)) {
            Source source = source(all);
            StepWatch.Step beside = watch.begin(asked);
            try (Replay replay = Replay.start(plan, limits(), source, System.nanoTime() + lead().toNanos())) {
                begun.accept(step, replay);
                beside.until(replay::ended);
                return measured(replay.await()).with(beside.end());
            }
        }
    }

    /// An app that makes its sessions wait for twice the time has not borne the step: it need not be waited for.
    private Duration longest() {
        return order.each().multipliedBy(2).plus(order.ladder().limits().p99().orElse(BEHIND));
    }

    /// Copies begin so little later that a short step has its rate nearly from its beginning to its end.
    private Duration spread() {
        return shorter(order.each().dividedBy(PART), SPREAD);
    }

    /// A short step has little to read before it begins.
    private Duration lead() {
        return shorter(order.each().dividedBy(PART), Replay.LEAD);
    }

    /// The beginning of the recording, with the values that its answers issued.
    private Source source(OrderedExchanges all) {
        if (links.isEmpty()) {
            try (OrderedExchanges once = OrderedExchanges.of(recording)) {
                links = Optional.of(Source.links(new Beginning(once, order.each()), Fence.standard(), Share.all()));
            }
        }
        return new Source(new Beginning(all, order.each()), links.get(), Share.all());
    }

    /// Where an app is allowed a second, 100 ms of the sender's own do not matter.
    private Limits limits() {
        Limits standard = Limits.standard();
        Duration part = order.ladder().limits().p99().orElse(Duration.ZERO).dividedBy(LATE_PART);
        return new Limits(
                longer(standard.lateness(), part),
                standard.stretch(),
                standard.blocked(),
                longer(standard.stopped(), part));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Measured measured(ReplayReport report) {
        Span span = report.span();
        Answers answers = report.answers();
        boolean some = report.sending().sent() > 0;
        return new Measured(
                new Measured.Pace(
                        report.sending().scheduled(),
                        Duration.ofNanos(some ? span.lastDue() - span.firstDue() : 0),
                        report.sending().sent(),
                        Duration.ofNanos(some ? span.lastSent() - span.firstSent() : 0)),
                answers.allFailed() + answers.statuses().getOrDefault(SERVER_ERRORS, 0L),
                quantiles(report.timing().intended()),
                Duration.ofNanos(report.timing().lateness().at(99)),
                report.verdict() instanceof Verdict.Invalid(List<String> reasons)
                        ? Optional.of(String.join("; ", reasons))
                        : Optional.empty());
    }

    private static Measured.Quantiles quantiles(Latencies times) {
        return new Measured.Quantiles(at(times, 50), at(times, 90), at(times, 99), at(times, 99.9));
    }

    private static Duration at(Latencies times, double percentile) {
        return Duration.ofNanos(times.at(percentile));
    }
}
