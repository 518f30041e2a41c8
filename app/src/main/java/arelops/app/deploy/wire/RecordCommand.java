package arelops.app.deploy.wire;

import arelops.core.id.Slot;
import java.time.Duration;
import java.util.List;

/// The body of a command that records what a slot's users ask.
///
/// @param name how the recording's name begins
/// @param keep when it is deleted, from its end on
/// @param line the digest of the rules by which the line makes it; empty where a person does
public record RecordCommand(Slot slot, String name, Duration length, Duration keep, String line, Rules rules) {
    /// What is taken, and what becomes of it.
    ///
    /// @param share of the sessions, above 0 and up to 1
    /// @param hide rules beside the standard ones, `RULE` or `RULE=action`
    /// @param leave rules for what stays
    /// @param skip requests that are not recorded, `METHOD /path`
    public record Rules(double share, List<String> hide, List<String> leave, List<String> skip, Limits limits) {
        /// Copies the lists.
        public Rules {
            hide = List.copyOf(hide);
            leave = List.copyOf(leave);
            skip = List.copyOf(skip);
        }
    }

    /// What it may take; 0 is as much as there is.
    ///
    /// @param rate requests a second
    /// @param size bytes on the disk
    /// @param total bytes of all recordings that the line made, this one with them
    public record Limits(int rate, long size, long total) {
        public static final Limits NONE = new Limits(0, 0, 0);
    }

    /// One that a person begins, without limits.
    public static RecordCommand byHand(
            Slot slot, String name, Duration length, Duration keep, double share, List<String> hide) {
        return new RecordCommand(
                slot, name, length, keep, "", new Rules(share, hide, List.of(), List.of(), Limits.NONE));
    }
}
