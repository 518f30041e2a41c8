package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Identities;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.Rehearsal;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.up.Machine;
import arelops.core.traffic.anonymise.HideRules;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic replay`: sends a recording again, at the recorded times or faster, by the schedule and not by the answers.
@Command(
        description =
                "Send a recording to an environment before PRODUCTION, or to an app on this machine. Exit: 0 the sender kept to the schedule, 6 it did not, so nothing can be said of the app.")
final class TrafficReplayCommand implements Callable<Integer> {
    private static final Set<String> FENCED = Set.of("production");
    private static final Pattern FACTOR = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)x?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|.*\\.localhost");

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ENV|URL",
            description = "An environment, or an address of this machine.")
    private String to = "";

    @Option(
            names = "--users",
            paramLabel = "FACTOR",
            defaultValue = "1x",
            description =
                    "So many copies of each session, each of other persons and a little later; default: ${DEFAULT-VALUE}.")
    private String users = "1x";

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1x",
            description = "All of it in so much less time, think times as well; default: ${DEFAULT-VALUE}.")
    private String speed = "1x";

    @Option(
            names = "--methods",
            paramLabel = "METHOD,…",
            defaultValue = "GET,HEAD,OPTIONS",
            description = "What is sent; everything else is left out and counted; default: ${DEFAULT-VALUE}.")
    private String methods = "GET,HEAD,OPTIONS";

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "For an answer; default: ${DEFAULT-VALUE}.")
    private String patience = "10s";

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Open at one time, at most; default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--as-recorded",
            description =
                    "Send ids and tokens that answers gave out as they were recorded, not those of the new answers.")
    private boolean asRecorded;

    TrafficReplayCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.recordings(session).named(id);
        ReplayPlan plan = plan(recording, target(session));
        ReplayReport report;
        try {
            var _ = Rehearsal.perform();
            report = sent(recording, plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
        if (common.json()) {
            session.json(new Doc(ReplayText.json(recording.id(), plan, report)));
        } else {
            session.print(new ReplayText(session.view()).lines(recording.id(), plan, report));
        }
        return report.verdict() instanceof Verdict.Valid ? Exit.GOOD : Exit.NO_DATA;
    }

    private ReplayReport sent(Recording recording, ReplayPlan plan) throws InterruptedException {
        Links links = links(recording, plan.fence());
        try (OrderedExchanges exchanges = OrderedExchanges.of(recording);
                Replay replay = Replay.start(plan, Limits.standard(), new Source(exchanges, links, Share.all()))) {
            return replay.await();
        }
    }

    private Links links(Recording recording, Fence fence) {
        if (asRecorded) {
            return Links.NONE;
        }
        try (OrderedExchanges exchanges = OrderedExchanges.of(recording)) {
            return Source.links(exchanges, fence, Share.all());
        }
    }

    private ReplayPlan plan(Recording recording, Target target) {
        byte[] random = new byte[8];
        machine.random().nextBytes(random);
        int copies = (int) factor("--users", users);
        double faster = factor("--speed", speed);
        if (copies > 1 && faster != 1) {
            throw usage("--users and --speed are two ways to the same: give one", "arelops traffic replay --help");
        }
        Multiplier multiplier = copies > 1
                ? new Multiplier.Cloned(copies, machine.random().nextLong(), others(recording))
                : new Multiplier.Compressed(faster);
        Set<String> allowed =
                Arrays.stream(methods.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        try {
            Reach reach = new Reach(1, connections, Session.duration(patience));
            return new ReplayPlan(
                    target, HexFormat.of().formatHex(random), multiplier, Order.CAUSAL, reach, new Fence(allowed));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), "arelops traffic replay --help");
        }
    }

    /// A recording that was never ended does not say its rules: the standard ones.
    static Identities others(Recording recording) {
        HideRules rules = recording.note().map(RecordingNote::rules).orElseGet(HideRules::standard);
        return recording
                .key()
                .<Identities>map(key -> new Identities.Others(key, rules))
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "traffic.key",
                        "The key of " + recording.id() + " is gone, and copies would be the same persons without it",
                        "Replay it with --users 1x, or record again."));
    }

    /// Nothing is sent to where users are.
    private Target target(Session session) {
        if (to.contains("://")) {
            return target(URI.create(to));
        }
        Doc there = session.environment(session.client().get("status"), to);
        if (FENCED.contains(there.text("name"))) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "Recorded requests are not sent to " + there.text("name") + ", where users are",
                    "Send them to an environment before it: --to beta, --to passive.");
        }
        String address = there.text("address");
        if (address.isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    there.text("name") + " has no address yet",
                    "Wait until a release serves there: arelops status.");
        }
        return target(URI.create(address));
    }

    private Target target(URI address) {
        String host = String.valueOf(address.getHost());
        if (!"http".equals(address.getScheme()) || !LOOPBACK.matcher(host).matches()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "'" + to + "' is no address of this machine by http",
                    "Recorded requests go to environments of the line, or to an app that you run here: --to http://127.0.0.1:8080.");
        }
        return new Target(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                address.getPort() < 0 ? 80 : address.getPort());
    }

    private static double factor(String option, String text) {
        Matcher matcher = FACTOR.matcher(text);
        double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        boolean whole = factor == Math.rint(factor);
        if (factor <= 0 || factor > 100 || (option.equals("--users") && !whole)) {
            throw usage(option + " is 1x to 100x, not '" + text + "'", "For example " + option + " 10x.");
        }
        return factor;
    }

    private static Fault usage(String what, String mend) {
        return new Fault(Fault.Kind.INPUT, "cli.usage", what, mend);
    }
}
