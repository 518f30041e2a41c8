package arelops.app.deploy.wire;

import arelops.core.alarm.InjectedFault;
import arelops.core.id.Slot;
import java.time.Duration;
import java.util.List;

/// The body of a command that injects faults into the requests of one replay (TRF-3).
///
/// @param run the replay's name, as its header says it
/// @param length after which it ends by itself
/// @param faults each request meets at most one of them; with none the requests are only counted
public record FaultCommand(Slot slot, String run, Duration length, List<InjectedFault> faults) {
    /// Copies the list.
    public FaultCommand {
        faults = List.copyOf(faults);
    }
}
