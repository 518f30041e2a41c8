package arelops.app.deploy.process;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Reply;
import arelops.app.deploy.TrafficRecorder;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.deploy.wire.RecordEnd;
import arelops.app.deploy.wire.RecordingsAnswer;
import arelops.core.id.Slot;
import arelops.core.policy.RecordingPolicy;
import arelops.core.record.RecordingSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Has the node of a data folder record what users ask.
public final class NodeRecording implements TrafficRecorder {
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

    @Override
    public Reply<RecordingSeen.Known> seen(Slot slot) {
        return switch (call.ask("/recordings", slot, RecordingsAnswer.class)) {
            case Reply.Known<RecordingsAnswer>(RecordingsAnswer answer) -> new Reply.Known<>(answer.known());
            case Reply.Unknown<RecordingsAnswer>(String because) -> new Reply.Unknown<>(because);
        };
    }

    @Override
    public Answer begin(Slot slot, String name, RecordingPolicy rules) {
        RecordingPolicy.Limits limits = rules.limits();
        RecordCommand command = new RecordCommand(
                slot,
                name,
                rules.pace().each(),
                rules.pace().keep(),
                rules.digest().hex(),
                new RecordCommand.Rules(
                        rules.sample().fraction(),
                        rules.hide(),
                        List.of(),
                        rules.skip(),
                        new RecordCommand.Limits(
                                limits.rate(),
                                limits.size().bytes(),
                                limits.total().bytes())));
        return answer(begin(command));
    }

    @Override
    public Answer end(Slot slot, String id) {
        return answer(call.ask("/record/end", new RecordEnd(slot, id), RecordAnswer.class));
    }

    private static Answer answer(Reply<RecordAnswer> reply) {
        return switch (reply) {
            case Reply.Known<RecordAnswer>(RecordAnswer answer) ->
                answer.because().isEmpty() ? new Answer.Done(true) : new Answer.Refused(answer.because());
            case Reply.Unknown<RecordAnswer>(String because) -> new Answer.Unknown(because);
        };
    }
}
