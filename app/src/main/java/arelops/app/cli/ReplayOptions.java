package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Identities;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.traffic.replay.worker.WorkerResult;
import arelops.core.traffic.anonymise.HideRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
        Multiplier multiplier =
                copies > 1 ? new Multiplier.Cloned(copies, seed, others(recording)) : new Multiplier.Compressed(faster);
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
        if (asRecorded) {
            return Links.NONE;
        }
        try (OrderedExchanges exchanges = OrderedExchanges.of(recording)) {
            return Source.links(exchanges, fence, share);
        }
    }

    /// A recording that was never ended does not say its rules: the standard ones.
    private static Identities others(Recording recording) {
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
