package arelops.app.traffic.replay;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.issued.Issued;
import arelops.core.traffic.Exchange;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A recording on its way to a target, or to the instances of one.
///
/// Each request has its time from the beginning, and is sent then whether or not the target answers:
/// only the requests of one session wait for each other, see [Order]. Answers' bodies are thrown away
/// as they come, unless a [Witness] wants them.
public final class Replay implements AutoCloseable {
    /// From the start to the first send, so that the first requests are read by then.
    public static final Duration LEAD = Duration.ofMillis(200);

    /// Looked for before the first replay, as that takes a while.
    private static final Transport TRANSPORT = Transport.best();

    private final long begins;
    private final IoEventLoopGroup group;
    private final List<LoopDriver> loops;
    private final Feeder feeder;
    private final Thread reading;
    private final CompletableFuture<ReplayReport> report;

    private Replay(ReplayPlan plan, Limits limits, Source source, long begins, Witness witness) {
        Reach reach = plan.reach();
        List<InetSocketAddress> addresses = plan.targets().stream()
                .map(target -> new InetSocketAddress(target.host(), target.port()))
                .toList();
        group = new MultiThreadIoEventLoopGroup(
                reach.loops(), new DefaultThreadFactory("replay", true), TRANSPORT.handlers());
        this.begins = begins;
        RequestWriter writer = new RequestWriter(plan.targets(), plan.run());
        LoopDriver.Start start = new LoopDriver.Start(begins, addresses, reach, limits, writer, TRANSPORT);
        loops = new ArrayList<>();
        for (int loop = 0; loop < reach.loops(); loop++) {
            loops.add(new LoopDriver(group.next(), start, plan.order(), reach.connectionsOf(loop), witness));
        }
        feeder = new Feeder(new Schedule(plan, source), begins, loops);
        reading = Thread.ofPlatform().name("replay-reader").daemon().unstarted(feeder);
        report = merged(limits);
    }

    /// Looks the target's name up, and begins to send.
    ///
    /// @param source read on a thread of its own, about two seconds ahead
    public static Replay start(ReplayPlan plan, Limits limits, Source source) {
        return start(plan, limits, source, System.nanoTime() + LEAD.toNanos());
    }

    /// The same at a time that others begin at as well.
    ///
    /// @param begins when the recording's first request is due, as `System.nanoTime()` says it
    public static Replay start(ReplayPlan plan, Limits limits, Source source, long begins) {
        return start(plan, limits, source, begins, Witness.NOBODY);
    }

    /// The same, and each answer is given to a witness.
    public static Replay start(ReplayPlan plan, Limits limits, Source source, long begins, Witness witness) {
        Replay replay = new Replay(plan, limits, source, begins, witness);
        replay.reading.start();
        return replay;
    }

    /// Begins to send, by the standard limits.
    public static Replay start(ReplayPlan plan, Iterator<Exchange> recording) {
        return start(plan, Limits.standard(), Source.of(recording));
    }

    /// When the first request is due, as `System.nanoTime()` says it.
    public long begins() {
        return begins;
    }

    /// Waits until the last answer has come or will not come.
    ///
    /// @throws Fault `replay.order` if the recording goes back in time; also what reading it throws
    public ReplayReport await() throws InterruptedException {
        try {
            return report.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "replay.broken",
                    "The replay ended early: " + e.getCause() + ".",
                    "Nothing of it counts; see the log, and start it again.",
                    e);
        }
    }

    /// What it has done by now, as far as its loops have said so: to be asked some times a second.
    public SoFar soFar() {
        return loops.stream().map(LoopDriver::soFar).reduce(SoFar.NOTHING, SoFar::plus);
    }

    /// Whether [#await()] would answer at once.
    public boolean ended() {
        return report.isDone();
    }

    /// Ends it: all connections are closed, and what was not answered by then is reported so.
    @Override
    public void close() {
        if (!report.isDone()) {
            halt();
        }
        var _ = report.whenComplete((_, _) -> {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        });
    }

    private void halt() {
        feeder.stop();
        reading.interrupt();
        loops.forEach(LoopDriver::stop);
    }

    private CompletableFuture<ReplayReport> merged(Limits limits) {
        ReplayReport nothing = new Tally().report(Issued.NONE, limits);
        CompletableFuture<ReplayReport> all = feeder.done()
                .thenApply(sending -> new ReplayReport(
                        sending, nothing.answers(), nothing.span(), nothing.timing(), nothing.sender(), limits));
        for (LoopDriver loop : loops) {
            var _ = loop.done().whenComplete((_, broke) -> {
                if (broke != null) {
                    halt(); // without it nothing of the others counts
                }
            });
            all = all.thenCombine(loop.done(), ReplayReport::merge);
        }
        return all;
    }
}
