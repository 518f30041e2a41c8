package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Rehearsal;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.traffic.replay.worker.LocalWorkers;
import arelops.app.traffic.replay.worker.Team;
import arelops.app.traffic.replay.worker.WorkerResult;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic replay`: sends a recording again, at the recorded times or faster, by the schedule and
/// not by the answers.
@Command(
        description =
                "Send a recording to an environment before PRODUCTION, or to an app on this machine. Exit: 0 the sender kept to the schedule, 6 it did not, so nothing can be said of the app.")
final class TrafficReplayCommand implements Callable<Integer> {
    private static final int MOST_WORKERS = 64;

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ENV|URL",
            description =
                    "An environment before PRODUCTION (beta, passive, pr-7 for the TEST of change 7), or an address of this machine.")
    private String to = "";

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many processes, each with its part of the sessions; default: ${DEFAULT-VALUE}.")
    private int workers = 1;

    TrafficReplayCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        if (workers < 1 || workers > MOST_WORKERS) {
            throw ReplayOptions.usage("--workers is 1 to " + MOST_WORKERS + ", not " + workers, "For example 2.");
        }
        Recording recording = TrafficCommands.toRead(session, id);
        byte[] random = new byte[8];
        machine.random().nextBytes(random);
        long seed = machine.random().nextLong();
        String run = HexFormat.of().formatHex(random);
        ReplayPlan plan = options.plan(recording, ReplayTargets.named(session, to), run, seed, new Share(0, workers));
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.REPLAY, reason)
                .to(to)
                .asked();
        ReplayReport report;
        try (Progress progress = Progress.of(session)) {
            report = workers == 1 ? alone(recording, plan, progress) : together(recording, plan, seed, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Fault fault) {
            throw hand.broke(recording.id(), fault);
        }
        WorkerResult.Task task = options.task(recording, plan);
        return hand.after(
                told(session, task, report),
                recording.id(),
                report.verdict() instanceof Verdict.Valid ? TrafficUse.Outcome.VALID : TrafficUse.Outcome.INVALID,
                words(report),
                ReplayText.json(task, report));
    }

    /// Says what a replay came to, and how a script is told.
    static int told(Session session, WorkerResult.Task task, ReplayReport report) {
        if (session.common().json()) {
            session.json(new Doc(ReplayText.json(task, report)));
        } else {
            session.print(new ReplayText(session.view()).lines(task, report));
        }
        return report.verdict() instanceof Verdict.Valid ? Exit.GOOD : Exit.NO_DATA;
    }

    private static String words(ReplayReport report) {
        return switch (report.verdict()) {
            case Verdict.Valid _ ->
                TrafficCommands.count(report.sending().sent(), "request") + " sent, "
                        + report.answers().answered() + " answered";
            case Verdict.Invalid(List<String> reasons) -> String.join("; ", reasons);
        };
    }

    private ReplayReport alone(Recording recording, ReplayPlan plan, Progress progress) throws InterruptedException {
        var _ = Rehearsal.perform();
        Links links = options.links(recording, plan.fence(), Share.all(), progress);
        Duration length = ReplayProgress.length(recording, options.speed());
        try (OrderedExchanges exchanges = OrderedExchanges.of(recording);
                Replay replay = Replay.start(plan, Limits.standard(), new Source(exchanges, links, Share.all()))) {
            progress.follow(() -> ReplayProgress.of("sending", replay, length));
            return replay.await();
        }
    }

    private ReplayReport together(Recording recording, ReplayPlan plan, long seed, Progress progress)
            throws InterruptedException {
        Duration length = ReplayProgress.length(recording, options.speed());
        try (LocalWorkers all =
                LocalWorkers.start(workers, (worker, out) -> line(recording, plan, seed, worker, out))) {
            progress.follow(() -> all.begins().isEmpty()
                    ? new Progress.State("starting " + workers + " workers", -1, -1, "")
                    : ReplayProgress.of("sending", all.soFar(), all.begins().getAsLong(), length));
            List<WorkerResult> results = all.run(world.clock());
            return Team.merge(workers, results, all.lost());
        }
    }

    private List<String> line(Recording recording, ReplayPlan plan, long seed, int worker, Path out) {
        List<String> line = new ArrayList<>(machine.quickJava());
        line.addAll(List.of("traffic", "replay-worker", recording.folder().toString()));
        line.addAll(List.of("--to", "http://" + plan.target().authority(), "--run", plan.run()));
        line.addAll(List.of("--worker", Integer.toString(worker), "--of", Integer.toString(workers)));
        line.addAll(List.of("--seed", Long.toString(seed), "--at", "-", "--out", out.toString()));
        line.addAll(options.again());
        return line;
    }
}
