package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Rehearsal;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.issued.Links;
import arelops.app.traffic.replay.worker.LocalWorkers;
import arelops.app.traffic.replay.worker.ResultJson;
import arelops.app.traffic.replay.worker.WorkerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic replay-worker`: one of several processes that send a recording together.
@Command(
        description =
                "Be one of several processes, here or on other machines, that send a recording together: each its part of the sessions, all from one time. `traffic merge` makes one report of their results. Exit: 0 there is a result.")
final class ReplayWorkerCommand implements Callable<Integer> {
    /// Before its begin a replay reads its first requests.
    private static final Duration LEAD = Duration.ofMillis(200);

    /// Twice a second.
    private static final Duration BEAT = Duration.ofMillis(500);

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Parameters(
            paramLabel = "FOLDER",
            description = "The recording's folder: its segments and recording.json; with --users its key.")
    private @Nullable Path folder;

    @Option(names = "--to", required = true, paramLabel = "URL", description = "Where to: an address of this machine.")
    private String to = "";

    @Option(
            names = "--allow-host",
            paramLabel = "HOST",
            description =
                    "The host of --to once more, if it is another machine: you answer for it that no users are there.")
    private String allowed = "";

    @Option(names = "--worker", required = true, paramLabel = "I", description = "Which one this is, from 0.")
    private int worker;

    @Option(names = "--of", required = true, paramLabel = "N", description = "How many there are.")
    private int workers;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "NAME",
            description = "The name of the run, the same for all.")
    private String run = "";

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Of how much later each copy of a session begins; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "INSTANT",
            description =
                    "When all begin, as 2026-10-10T13:55:36Z; - says `ready` and then reads it, and says how far it is.")
    private String at = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the result goes.")
    private @Nullable Path out;

    ReplayWorkerCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Path place = world.folder().resolve(Objects.requireNonNull(folder)).normalize();
        if (!Files.isDirectory(place)) {
            throw ReplayOptions.usage("There is no folder " + place, "Name the folder of a recording.");
        }
        Recording recording = new Recording(String.valueOf(place.getFileName()), place);
        Share share = share();
        ReplayPlan plan = options.plan(recording, ReplayTarget.of(to, allowed), run, seed, share);
        try {
            Links links = options.links(recording, plan.fence(), share);
            var _ = Rehearsal.perform();
            try (OrderedExchanges exchanges = OrderedExchanges.of(recording);
                    Replay replay = Replay.start(
                            plan, Limits.standard(), new Source(exchanges, links, share), begins(start()))) {
                endWithInput(replay);
                tellSoFar(replay);
                told(new WorkerResult(options.task(recording, plan), share, replay.await()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
        return Exit.GOOD;
    }

    private Share share() {
        try {
            return new Share(worker, workers);
        } catch (IllegalArgumentException e) {
            throw ReplayOptions.usage(
                    "There is no " + e.getMessage(), "For example --worker 0 --of 2, and --worker 1 --of 2.");
        }
    }

    private Instant start() {
        String text = at;
        if (asks()) {
            world.streams().out().println(LocalWorkers.READY);
            text = world.line().orElseThrow(() -> late("nobody said when to begin"));
        }
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw ReplayOptions.usage("'" + text + "' is no time", "For example --at 2026-10-10T13:55:36Z.");
        }
    }

    /// The time on the clock that does not jump.
    private long begins(Instant start) {
        Duration left = Duration.between(world.clock().instant(), start);
        if (left.compareTo(LEAD) < 0) {
            throw late("it was ready " + LEAD.minus(left).toMillis() + " ms too late");
        }
        return System.nanoTime() + left.toNanos();
    }

    private static Fault late(String because) {
        return new Fault(
                Fault.Kind.BROKEN,
                "replay.worker",
                "This worker did not begin: " + because,
                "Give the workers more time: a later --at. Large recordings take longer to be read.");
    }

    private boolean asks() {
        return at.equals("-");
    }

    /// Whoever started it is gone when its input ends.
    private void endWithInput(Replay replay) {
        if (asks()) {
            Thread.ofVirtual().start(() -> {
                while (world.line().isPresent()) {
                    // nothing more is to be said
                }
                replay.close();
            });
        }
    }

    /// Whoever started it hears how far it is.
    private void tellSoFar(Replay replay) {
        if (asks()) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (!replay.ended()) {
                        world.streams().out().println(LocalWorkers.line(replay.soFar()));
                        Thread.sleep(BEAT);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private void told(WorkerResult result) {
        write(result);
        Session session = new Session(world, common);
        if (common.json()) {
            session.json(new Doc(ResultJson.write(result)));
        } else {
            session.print(session.view().paint(View.Tone.GOOD, "✓") + " worker " + worker + " of " + workers + " sent "
                    + TrafficCommands.count(result.report().sending().sent(), "request") + "; result in " + out);
        }
    }

    /// All of it or nothing: whoever reads results must not find half of one.
    private void write(WorkerResult result) {
        Path file = world.folder().resolve(Objects.requireNonNull(out));
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(whole, ResultJson.write(result) + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "replay.worker",
                    "The result cannot be written to " + file + ": " + e.getMessage(),
                    "Make room there, and run all workers again.",
                    e);
        }
    }
}
