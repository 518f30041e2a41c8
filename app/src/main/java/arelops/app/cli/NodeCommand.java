package arelops.app.cli;

import arelops.app.node.NodeProcess;
import arelops.app.node.NodeSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a node in this process; `up` starts it so.
@Command(
        name = "node",
        hidden = true,
        description = "Run a node: the parent of the apps' processes, and the router. `up` starts one.")
final class NodeCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "Where the node keeps its files.")
    private @Nullable Path data;

    private NodeCommand(Surroundings world) {
        this.world = world;
    }

    static CommandLine of(Surroundings world) {
        return Common.without(
                new CommandLine(new NodeCommand(world)), "--repo", "--server", "--app", "--json", "--plain");
    }

    @Override
    public Integer call() {
        Common.refuse(common.json(), "node", "--json");
        NodeProcess.run(NodeSettings.in(Objects.requireNonNull(data)), world.clock());
        return Exit.GOOD;
    }
}
