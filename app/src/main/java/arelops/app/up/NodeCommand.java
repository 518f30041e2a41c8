package arelops.app.up;

import arelops.app.node.NodeProcess;
import arelops.app.node.NodeSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs a node in this process; `up` starts it so.
@Command(
        name = "node",
        hidden = true,
        description = "Run a node: the parent of the apps' processes, and the router. `up` starts one.")
public final class NodeCommand implements Callable<Integer> {
    private final Machine machine;

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "Where the node keeps its files.")
    private @Nullable Path data;

    public NodeCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        NodeProcess.run(NodeSettings.in(Objects.requireNonNull(data)), machine.clock());
        return 0;
    }
}
