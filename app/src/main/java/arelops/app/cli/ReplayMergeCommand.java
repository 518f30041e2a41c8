package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.worker.ResultJson;
import arelops.app.traffic.replay.worker.Team;
import arelops.app.traffic.replay.worker.WorkerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `traffic merge`: one report of the results of several workers.
@Command(
        description =
                "Make one report of the results of all workers of a replay. Exit: as traffic replay; 6 also if a result is missing.")
final class ReplayMergeCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Parameters(arity = "1..*", paramLabel = "RESULT", description = "What traffic replay-worker --out has written.")
    private List<Path> files = List.of();

    ReplayMergeCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        List<WorkerResult> results = files.stream().map(this::read).toList();
        WorkerResult first = results.getFirst();
        ReplayReport report = Team.merge(first.share().workers(), results, Map.of());
        return TrafficReplayCommand.told(new Session(world, common), first.task(), report);
    }

    private WorkerResult read(Path file) {
        try {
            return ResultJson.read(
                    file.toString(), Files.readString(world.folder().resolve(file)));
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "replay.result",
                    "The worker's result " + file + " cannot be read: " + e.getMessage(),
                    "Name files that arelops traffic replay-worker --out has written.",
                    e);
        }
    }
}
