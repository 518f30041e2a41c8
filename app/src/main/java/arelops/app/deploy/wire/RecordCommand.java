package arelops.app.deploy.wire;

import arelops.core.id.Slot;
import java.time.Duration;
import java.util.List;

/// The body of a command that records what a slot's users ask.
///
/// @param name how the recording's name begins
/// @param share of their sessions, above 0 and up to 1
/// @param hide rules beside the standard ones, `RULE` or `RULE=action`
/// @param leave rules for what stays
/// @param keep when it is deleted, from its end on
public record RecordCommand(
        Slot slot, String name, Duration length, double share, List<String> hide, List<String> leave, Duration keep) {
    /// Copies the lists.
    public RecordCommand {
        hide = List.copyOf(hide);
        leave = List.copyOf(leave);
    }
}
