package arelops.app.deploy;

import arelops.core.id.Slot;
import arelops.core.policy.RecordingPolicy;
import arelops.core.record.RecordingSeen;

/// Records what an environment's users ask, where they ask it.
///
/// Every command may be sent again: one recording of a slot is made at a time, whoever began it.
public interface TrafficRecorder {
    /// What is recorded of a slot now, and what the line made last.
    Reply<RecordingSeen.Known> seen(Slot slot);

    /// Begins one by these rules, whose name begins so; it ends by itself.
    Answer begin(Slot slot, String name, RecordingPolicy rules);

    /// Ends this one; what it has is sealed and kept.
    Answer end(Slot slot, String id);
}
