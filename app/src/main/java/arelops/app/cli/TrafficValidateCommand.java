package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.PolicyFile;
import arelops.app.deploy.process.NodeFaults;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.load.OtherPersons;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Rehearsal;
import arelops.app.traffic.validate.AlarmPlan;
import arelops.app.traffic.validate.Place;
import arelops.app.traffic.validate.Validator;
import arelops.app.up.Installation;
import arelops.app.up.Machine;
import arelops.app.up.Neighbours;
import arelops.core.alarm.InjectedFault;
import arelops.core.alarm.Validation;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic validate`: whether the alarms of an environment fire when they must, and only then (TRF-3).
@Command(
        description =
                "Prove that the alarms of an environment fire: replays a recording once as it is and once with each fault, and listens. Exit: 0 all as expected, 3 an alarm was silent, late or false, 6 it cannot be told.")
final class TrafficValidateCommand implements Callable<Integer> {
    private static final String HELP = "arelops traffic validate --help";

    /// Two windows that cross a threshold, and the one in which the fault began.
    private static final int WINDOWS = 3;

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ENV",
            description = "beta, passive, or the environment of a change, like pr-7.")
    private String to = "";

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description =
                    "errors=20%%, errors=503@20%%, latency=500ms@20%% or drop=10%%, of the replay's requests. Repeat it for more; default: one of each kind that the thresholds tell of, and large enough for them.")
    private List<String> faults = List.of();

    @Mixin
    private AlarmOptions alarms = new AlarmOptions();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            description = "So soon an alarm must fire, at most 25m; default: three windows of the router.")
    private String within = "";

    @Option(
            names = "--quiet-within",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "So long it waits before each replay until no alarm fires; default: ${DEFAULT-VALUE}.")
    private String quiet = "10m";

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many copies of each session; default: ${DEFAULT-VALUE}.")
    private int users;

    TrafficValidateCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        return switch (ConfigFile.of(session.repository(), PolicyFile.NAME).parsed()) {
            case PolicyFile.Invalid invalid -> ConfigCommands.invalid(session, invalid);
            case PolicyFile.Valid valid -> validated(session, valid.policy());
        };
    }

    private int validated(Session session, Policy policy) {
        Slot slot = slot(policy);
        Recording recording = TrafficCommands.recordings(session).named(id);
        AlarmPlan.Watched watched = alarms.watched(policy);
        List<AlarmPlan.Planned> runs = alarms.runs(watched, faults());
        Installation installation = session.installation();
        Place place = new Place(
                new NodeTarget(installation.node(), world.clock()),
                new NodeFaults(installation.node(), world.clock()),
                Neighbours.alerts(installation));
        AlarmPlan plan = plan(slot, runs, watched, recording, within(place, slot));
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.VALIDATE, reason)
                .in(slot.app() + "/" + slot.environment())
                .asked();
        Validator.Report report;
        try {
            var _ = Rehearsal.perform();
            report = validator(session, place).perform(plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Fault fault) {
            throw hand.broke(recording.id(), fault);
        }
        AlarmText text = new AlarmText(session.view(), plan, report);
        if (common.json()) {
            session.json(new Doc(text.json(recording.id())));
        } else {
            session.print(text.lines(recording.id()));
        }
        Validation.Verdict verdict = report.validation().verdict();
        return hand.after(exit(verdict), recording.id(), outcome(verdict), text.words(), text.json(recording.id()));
    }

    private static int exit(Validation.Verdict verdict) {
        return switch (verdict) {
            case Validation.Verdict.Passed _ -> Exit.GOOD;
            case Validation.Verdict.Failed _ -> Exit.REFUSED;
            case Validation.Verdict.Invalid _ -> Exit.NO_DATA;
        };
    }

    private static TrafficUse.Outcome outcome(Validation.Verdict verdict) {
        return switch (verdict) {
            case Validation.Verdict.Passed _ -> TrafficUse.Outcome.PROVED;
            case Validation.Verdict.Failed _ -> TrafficUse.Outcome.WRONG;
            case Validation.Verdict.Invalid _ -> TrafficUse.Outcome.UNKNOWN;
        };
    }

    private AlarmPlan plan(
            Slot slot, List<AlarmPlan.Planned> runs, AlarmPlan.Watched watched, Recording recording, Duration time) {
        try {
            Multiplier multiplier = users == 1
                    ? Multiplier.none()
                    : new Multiplier.Cloned(users, machine.random().nextLong(), OtherPersons.of(recording));
            return new AlarmPlan(
                    slot,
                    runs,
                    watched,
                    new AlarmPlan.Patience(time, Session.duration(quiet)),
                    new AlarmPlan.Sending(recording, multiplier, Fence.standard(), Limits.standard()));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), HELP);
        }
    }

    private Duration within(Place place, Slot slot) {
        return within.isEmpty() ? place.serving(slot).window().multipliedBy(WINDOWS) : Session.duration(within);
    }

    private Validator validator(Session session, Place place) {
        return new Validator(
                place,
                world.clock(),
                time -> world.pause().elapse(time),
                () -> {
                    byte[] random = new byte[8];
                    machine.random().nextBytes(random);
                    return HexFormat.of().formatHex(random);
                },
                line -> {
                    if (session.terminal() && !common.json()) {
                        session.note("· " + line);
                    }
                });
    }

    private List<InjectedFault> faults() {
        try {
            return faults.stream().map(InjectedFault::parse).toList();
        } catch (IllegalArgumentException e) {
            throw usage("--fault: " + e.getMessage(), "For example --fault errors=20%, latency=500ms@20% or drop=10%.");
        }
    }

    /// Nothing is tried where users are.
    private Slot slot(Policy policy) {
        List<AppName> apps = policy.apps().stream()
                .map(app -> app.name())
                .filter(name -> common.app().isEmpty() || name.text().equals(common.app()))
                .toList();
        if (apps.size() != 1) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.which-app",
                    apps.isEmpty() ? "There is no app '" + common.app() + "'" : "This repository has several apps",
                    "Say which: --app with one of "
                            + policy.apps().stream()
                                    .map(app -> app.name().text())
                                    .toList());
        }
        String name = to.toLowerCase(Locale.ROOT);
        if (name.equals(EnvironmentName.PRODUCTION.text())) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "No fault is injected in production, where users are",
                    "Try it in an environment before it: --to beta, --to passive.");
        }
        boolean known = name.matches("pr-\\d+")
                || policy.line().stream().anyMatch(one -> one.name().text().equals(name));
        if (!known) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.no-environment",
                    "There is no environment '" + to + "' on the line",
                    "There are "
                            + policy.line().stream()
                                    .map(one -> one.name().text())
                                    .toList()
                            + ", and pr-N for the change N.");
        }
        return new Slot(apps.getFirst(), new EnvironmentName(name));
    }

    static Fault usage(String what, String mend) {
        return new Fault(Fault.Kind.INPUT, "cli.usage", what, mend);
    }
}
