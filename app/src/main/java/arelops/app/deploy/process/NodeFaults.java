package arelops.app.deploy.process;

import arelops.app.deploy.Reply;
import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Has the node of a data folder inject faults into the requests of a replay.
public final class NodeFaults {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final NodeCall call;

    /// For the node of this data folder.
    public NodeFaults(Path data, InstantSource clock) {
        this.call = new NodeCall(data, DEADLINE, clock);
    }

    /// Begins; it ends by itself.
    public Reply<FaultAnswer> begin(FaultCommand command) {
        return call.ask("/fault", command, FaultAnswer.class);
    }

    /// Ends it, and tells what it did.
    public Reply<FaultAnswer> end(FaultEnd command) {
        return call.ask("/fault/end", command, FaultAnswer.class);
    }
}
