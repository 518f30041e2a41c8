package arelops.app.deploy;

import java.time.Duration;
import java.util.List;

/// What the processes of a deployment have used until now, and everything on their machine. Two of them tell what was
/// used in between.
///
/// @param at by the target's own clock, which tells no time of day and is never set
/// @param instances those that run; what one has used begins anew with a new process
public record Usage(Duration at, List<Instance> instances, Machine machine) {
    /// Copies.
    public Usage {
        instances = List.copyOf(instances);
    }

    /// The processes of one instance, with those that they started.
    ///
    /// @param cpu processor time until now
    /// @param memory what they have in memory now, in bytes; what two share counts twice
    public record Instance(int number, Duration cpu, long memory) {}

    /// The machine.
    ///
    /// @param cores that it has
    /// @param busy processor time that all of them together were not idle, since it was started
    public record Machine(int cores, Duration busy) {}
}
