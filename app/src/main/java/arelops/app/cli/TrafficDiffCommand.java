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
import arelops.core.difference.Ignored;
import arelops.core.evidence.TrafficUse;
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
            "Ends with 0 if nothing is found, with 3 if something is, with 6 if too little could be compared.",
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
            description = "The release: an environment before PRODUCTION, or an app on this machine.")
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
        Recording recording = TrafficCommands.recordings(session).named(id);
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
        Comparison comparison;
        try {
            comparison = new DifferenceRun(recording, targets, plan, places, seed)
                    .perform(options.links(recording, plan.fence(), Share.all()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Fault fault) {
            throw hand.broke(recording.id(), fault);
        }
        if (common.json()) {
            session.json(new Doc(DiffText.json(recording.id(), comparison)));
        } else {
            session.print(new DiffText(session.view()).lines(comparison));
        }
        TrafficUse.Outcome outcome = outcome(comparison);
        return hand.after(
                outcome == TrafficUse.Outcome.SAME
                        ? Exit.GOOD
                        : outcome == TrafficUse.Outcome.DIFFERENT ? Exit.REFUSED : Exit.NO_DATA,
                recording.id(),
                outcome,
                words(comparison),
                DiffText.withoutExamples(recording.id(), comparison));
    }

    private static TrafficUse.Outcome outcome(Comparison comparison) {
        if (!comparison.report().findings().isEmpty()) {
            return TrafficUse.Outcome.DIFFERENT;
        }
        return comparison.report().conclusive() ? TrafficUse.Outcome.SAME : TrafficUse.Outcome.UNKNOWN;
    }

    private static String words(Comparison comparison) {
        return TrafficCommands.count(comparison.report().findings().size(), "place")
                + " answered differently than by stable; "
                + TrafficCommands.count(comparison.report().compared().pairs(), "request") + " compared";
    }
}
