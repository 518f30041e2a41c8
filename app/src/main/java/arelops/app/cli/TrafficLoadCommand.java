package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.load.LadderRun;
import arelops.app.traffic.load.LoadOrder;
import arelops.app.traffic.load.StepWatch;
import arelops.app.traffic.replay.Rehearsal;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import arelops.core.load.Ladder;
import arelops.core.load.LoadLimits;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.policy.ByteSize;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Percent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic load`: recorded traffic at growing factors, to an environment or an app on this machine.
@Command(
        name = "load",
        description =
                "Sends a recording at growing factors, until a limit is crossed, and 1x again at the end. The line"
                        + " does the same by itself where the config says environments.NAME.load.",
        footer = {
            "",
            "Ends with 0 if all is borne, with 3 if not, with 6 if the sender could not keep to its schedule.",
            "  arelops traffic load production --to passive",
            "  arelops traffic load production --to http://127.0.0.1:8081 --stable http://127.0.0.1:8080"
        })
final class TrafficLoadCommand implements Callable<Integer> {
    private static final Pattern STEP = Pattern.compile("(\\d{1,3})x?");
    private static final int MOST = 100;

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Parameters(paramLabel = "RECORDING", description = "The beginning of its name: arelops traffic list.")
    private String id = "";

    @Option(
            names = "--to",
            paramLabel = "ENV|URL",
            required = true,
            description = "An environment before PRODUCTION (pr-7: the TEST of change 7), or an app on this machine.")
    private String to = "";

    @Option(
            names = "--stable",
            paramLabel = "URL",
            description = "An app on this machine to compare with: it is sent each step after the other.")
    private Optional<String> stable = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "FACTOR,…",
            defaultValue = "1x,2x,5x,10x",
            description = "So many times the sessions; default: ${DEFAULT-VALUE}.")
    private String steps = "1x,2x,5x,10x";

    @Option(
            names = "--each",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "The longest time on a step; default: ${DEFAULT-VALUE}, and the length of the recording.")
    private String each = "30s";

    @Option(
            names = "--errors",
            paramLabel = "PERCENT",
            defaultValue = "1%",
            description = "Stop where more fail; default: ${DEFAULT-VALUE}.")
    private String errors = "1%";

    @Option(
            names = "--p99",
            paramLabel = "DURATION",
            description = "Stop where 99 of 100 take longer, from when they should have been sent.")
    private Optional<String> p99 = Optional.empty();

    @Option(
            names = "--alerts",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Stop where an alert begins to fire that the config watches in that environment; default:"
                    + " ${DEFAULT-VALUE}.")
    private String alerts = "on";

    @Option(
            names = "--cpu",
            paramLabel = "PERCENT",
            description = "Stop where all instances together use more of the machine's cores.")
    private Optional<String> cpu = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Stop where all instances together have more in memory, for example 512MB.")
    private Optional<String> memory = Optional.empty();

    TrafficLoadCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.toRead(session, id);
        LoadScene scene = LoadScene.of(session, world, common, to);
        LoadOrder order = order(recording, scene);
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.LOAD, reason).to(to);
        stable.ifPresent(hand::to);
        LoadText text = new LoadText(session.view());
        var _ = hand.asked();
        boolean plain = !common.json();
        LoadReport report;
        try (Progress progress = Progress.of(session)) {
            var _ = Rehearsal.perform();
            StepWatch watch = new StepWatch(
                    order, scene.field(), world.clock(), line -> progress.aside(() -> session.note(line)));
            report = new LadderRun(
                            order,
                            recording,
                            new SplittableRandom(machine.random().nextLong()),
                            watch)
                    .perform(
                            rung -> progress.aside(() -> {
                                if (plain) {
                                    session.print(text.line(rung));
                                }
                            }),
                            (step, replay) -> progress.follow(() ->
                                    ReplayProgress.of(step.factor() + "x", replay, shorter(recording, order.each()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Fault fault) {
            throw hand.broke(recording.id(), fault);
        }
        if (plain) {
            session.print(text.verdict(report));
        } else {
            session.json(new Doc(text.json(report)));
        }
        return hand.after(
                exit(report.verdict()),
                recording.id(),
                outcome(report.verdict()),
                report.verdict().because(),
                text.json(report));
    }

    private LoadOrder order(Recording recording, LoadScene scene) {
        LoadLimits limits = LoadLimits.of(
                new LoadPolicy.Stop(
                        Optional.of(share("--errors", errors, "1%")), p99.map(Session::duration), alerts(), use()),
                Map.of());
        Optional<LoadOrder.Asked> other = stable.map(address -> LoadOrder.Asked.at(ReplayTarget.of(address, "")));
        return new LoadOrder(
                recording.id(),
                Session.duration(each),
                new Ladder(factors(), limits, other.isPresent()),
                scene.asked(),
                other,
                scene.watched());
    }

    private static int exit(LoadVerdict verdict) {
        return switch (verdict) {
            case LoadVerdict.Borne _ -> Exit.GOOD;
            case LoadVerdict.Worse _ -> Exit.REFUSED;
            case LoadVerdict.Unknown _ -> Exit.NO_DATA;
        };
    }

    private static TrafficUse.Outcome outcome(LoadVerdict verdict) {
        return switch (verdict) {
            case LoadVerdict.Borne _ -> TrafficUse.Outcome.BORNE;
            case LoadVerdict.Worse _ -> TrafficUse.Outcome.WORSE;
            case LoadVerdict.Unknown _ -> TrafficUse.Outcome.UNKNOWN;
        };
    }

    private static Duration shorter(Recording recording, Duration each) {
        Duration length = ReplayProgress.length(recording, 1);
        return length.isPositive() && length.compareTo(each) < 0 ? length : each;
    }

    private boolean alerts() {
        return switch (alerts) {
            case "on" -> true;
            case "off" -> false;
            default -> throw usage("--alerts is on or off, not '" + alerts + "'", "For example --alerts off.");
        };
    }

    private List<Integer> factors() {
        List<Integer> all = Arrays.stream(steps.split(",", -1))
                .map(String::strip)
                .map(TrafficLoadCommand::factor)
                .toList();
        if (!all.equals(all.stream().sorted().distinct().toList())) {
            throw usage("--steps grow, unlike '" + steps + "'", "For example --steps 1x,2x,5x,10x.");
        }
        return all;
    }

    private static int factor(String text) {
        Matcher matcher = STEP.matcher(text);
        int factor = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (factor < 1 || factor > MOST) {
            throw usage("a step is 1x to " + MOST + "x, not '" + text + "'", "For example --steps 1x,2x,5x,10x.");
        }
        return factor;
    }

    private static Percent share(String option, String text, String example) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            return new Percent(new BigDecimal(number));
        } catch (IllegalArgumentException e) {
            throw usage(option + " is a share, not '" + text + "'", "For example " + option + " " + example + ".");
        }
    }

    private LoadPolicy.Use use() {
        try {
            return new LoadPolicy.Use(cpu.map(text -> share("--cpu", text, "80%")), memory.map(ByteSize::parse));
        } catch (IllegalArgumentException e) {
            throw usage("--memory is a size, not '" + memory.orElse("") + "'", "For example --memory 512MB.");
        }
    }

    private static Fault usage(String what, String mend) {
        return new Fault(Fault.Kind.INPUT, "cli.usage", what, mend);
    }
}
