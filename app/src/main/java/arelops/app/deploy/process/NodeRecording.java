package arelops.app.deploy.process;

import arelops.app.deploy.Reply;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Has the node of a data folder record what users ask.
public final class NodeRecording {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final NodeCall call;

    /// For the node of this data folder.
    public NodeRecording(Path data, InstantSource clock) {
        this.call = new NodeCall(data, DEADLINE, clock);
    }

    /// Begins; it ends by itself.
    public Reply<RecordAnswer> begin(RecordCommand command) {
        return call.ask("/record", command, RecordAnswer.class);
    }
}
