package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.difference.Comparison;
import arelops.app.traffic.difference.DifferenceRun;
import arelops.app.traffic.difference.ThreeTargets;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Target;
import arelops.app.up.Machine;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.DifferenceVerdict;
import arelops.core.difference.Ignored;
import arelops.core.evidence.TrafficUse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic diff`: what a release answers differently than stable.
@Command(
        name = "diff",
        description =
                "Sends a recording to a release and twice to stable, and tells where the release answers differently more"
                        + " often than stable differs from itself.",
        footer = {
            "",
            "Ends with 0 if nothing is found, with 3 if something is, with 6 if it cannot be told.",
            "  arelops traffic diff production --candidate passive --stable http://127.0.0.1:8080"
                    + " --stable-again http://127.0.0.1:8081",
            "  arelops traffic diff production --candidate http://127.0.0.1:8082 --stable http://127.0.0.1:8080"
                    + " --ignore '$.items[].stock'"
        })
final class TrafficDiffCommand implements Callable<Integer> {
    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Mixin
    private Reason reason = new Reason();

    @Parameters(paramLabel = "RECORDING", description = "The beginning of its name: arelops traffic list.")
    private String id = "";

    @Option(
            names = "--candidate",
            paramLabel = "ENV|URL",
            required = true,
            description =
                    "The release: an environment before PRODUCTION (pr-7: the TEST of change 7), or an app on this machine.")
    private String candidate = "";

    @Option(
            names = "--stable",
            paramLabel = "ENV|URL",
            required = true,
            description = "The stable release, on this machine as well.")
    private String stable = "";

    @Option(
            names = "--stable-again",
            paramLabel = "ENV|URL",
            description = "A second instance of it; default: the same one, asked twice.")
    private Optional<String> again = Optional.empty();

    @Option(
            names = "--ignore",
            paramLabel = "PLACE",
            description = "A place that is not compared, with all below it: 'header x-build', '$.items[].stock', body.")
    private List<String> ignored = List.of();

    TrafficDiffCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.toRead(session, id);
        Target second = ReplayTargets.named(session, stable);
        ThreeTargets targets = new ThreeTargets(
                ReplayTargets.named(session, candidate),
                second,
                again.map(address -> ReplayTargets.named(session, address)).orElse(second));
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.DIFF, reason)
                .to(candidate)
                .to(stable);
        again.ifPresent(hand::to);
        var _ = hand.asked();
        byte[] random = new byte[8];
        machine.random().nextBytes(random);
        long seed = machine.random().nextLong();
        ReplayPlan plan =
                options.plan(recording, second, "diff-" + HexFormat.of().formatHex(random), seed, Share.all());
        Ignored places = Ignored.standard().and(new LinkedHashSet<>(ignored));
        DifferenceEvidence evidence;
        try (Progress progress = Progress.of(session)) {
            Duration length = ReplayProgress.length(recording, options.speed());
            Comparison comparison = new DifferenceRun(recording, targets, plan, places, seed)
                    .perform(
                            options.links(recording, plan.fence(), Share.all(), progress),
                            replay -> progress.follow(() -> ReplayProgress.of("comparing", replay, length)));
            evidence = new DifferenceEvidence(recording.id(), comparison.requests(), comparison.report());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Fault fault) {
            throw hand.broke(recording.id(), fault);
        }
        if (common.json()) {
            session.json(new Doc(DiffText.json(evidence).put("v", 1)));
        } else {
            session.print(new DiffText(session.view()).lines(evidence));
        }
        TrafficUse.Outcome outcome = switch (evidence.verdict()) {
            case DifferenceVerdict.Alike _ -> TrafficUse.Outcome.SAME;
            case DifferenceVerdict.Different _ -> TrafficUse.Outcome.DIFFERENT;
            case DifferenceVerdict.Unknown _ -> TrafficUse.Outcome.UNKNOWN;
        };
        return hand.after(
                outcome == TrafficUse.Outcome.SAME
                        ? Exit.GOOD
                        : outcome == TrafficUse.Outcome.DIFFERENT ? Exit.REFUSED : Exit.NO_DATA,
                recording.id(),
                outcome,
                words(evidence.report()),
                DiffText.withoutExamples(evidence));
    }

    private static String words(DifferenceReport report) {
        return TrafficCommands.count(report.findings().size(), "place")
                + " answered differently than by stable; "
                + TrafficCommands.count(report.compared().pairs(), "request") + " compared";
    }
}
