package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.load.OtherPersons;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.traffic.replay.worker.WorkerResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// How a recording is sent: the options of `traffic replay` and of its workers.
final class ReplayOptions {
    private static final Pattern FACTOR = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)x?");
    private static final String MEND = "arelops traffic replay --help";

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
            description = "Open at one time, at most, of all workers; default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--as-recorded",
            description =
                    "Send ids and tokens that answers gave out as they were recorded, not those of the new answers.")
    private boolean asRecorded;

    /// What is to be sent, and how.
    ///
    /// @param seed of how much later each copy of a session begins
    /// @param share of this process; it has its part of the connections
    ReplayPlan plan(Recording recording, Target target, String run, long seed, Share share) {
        int copies = (int) factor("--users", users);
        double faster = factor("--speed", speed);
        if (copies > 1 && faster != 1) {
            throw usage("--users and --speed are two ways to the same: give one", MEND);
        }
        Multiplier multiplier = copies > 1
                ? new Multiplier.Cloned(copies, seed, OtherPersons.of(recording))
                : new Multiplier.Compressed(faster);
        Set<String> allowed =
                Arrays.stream(methods.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        try {
            Reach reach = new Reach(1, connections / share.workers(), Session.duration(patience));
            return new ReplayPlan(target, run, multiplier, Order.CAUSAL, reach, new Fence(allowed));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), MEND);
        }
    }

    /// What is told of it.
    WorkerResult.Task task(Recording recording, ReplayPlan plan) {
        return new WorkerResult.Task(
                plan.run(),
                recording.id(),
                plan.target().authority(),
                (int) factor("--users", users),
                factor("--speed", speed));
    }

    /// The options as another process is given them.
    List<String> again() {
        List<String> again = new ArrayList<>(List.of(
                "--users",
                users,
                "--speed",
                speed,
                "--methods",
                methods,
                "--patience",
                patience,
                "--connections",
                Integer.toString(connections)));
        if (asRecorded) {
            again.add("--as-recorded");
        }
        return again;
    }

    /// Reads the recording once, for what its answers issued.
    Links links(Recording recording, Fence fence, Share share) {
        return asRecorded ? Links.NONE : found(recording, fence, share, new AtomicLong());
    }

    /// The same where somebody may watch.
    Links links(Recording recording, Fence fence, Share share, Progress progress) {
        if (asRecorded) {
            return Links.NONE;
        }
        AtomicLong read = new AtomicLong();
        long all = recording.size();
        progress.follow(() -> ReplayProgress.read("reading", read.get(), all));
        return found(recording, fence, share, read);
    }

    private static Links found(Recording recording, Fence fence, Share share, AtomicLong read) {
        try (OrderedExchanges exchanges = OrderedExchanges.of(recording)) {
            return Source.links(ReplayProgress.counted(exchanges, read), fence, share);
        }
    }

    /// So much less time it takes.
    double speed() {
        return factor("--speed", speed);
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

    static Fault usage(String what, String mend) {
        return new Fault(Fault.Kind.INPUT, "cli.usage", what, mend);
    }
}
