package arelops.app.run;

import arelops.app.run.Attempt.StopReason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The living processes of an attempt: the wrapper with its tools, and all that came of the command.
///
/// @param ended how many more have ended, and their parents, members too, took no notice of it
record Family(Attempt attempt, Processes.Seen wrapper, Set<Processes.Seen> members, int ended) {
    private static final double SECONDS_TO_END = 5;

    Family {
        members = Set.copyOf(members);
    }

    static Family of(Attempt attempt, Processes.Seen wrapper, Set<Processes.Seen> known) throws IOException {
        var kin = Processes.family(wrapper, attempt.mark(), known);
        return new Family(attempt, wrapper, kin.members(), kin.ended());
    }

    /// Which limit the command is beyond, if one.
    Optional<StopReason> beyond(Limits limits, double now) throws IOException {
        if (attempt.lasted(wrapper, now).compareTo(limits.time()) > 0) {
            return Optional.of(StopReason.TIMED_OUT);
        }
        if (attempt.printed() > limits.outputBytes()) {
            return Optional.of(StopReason.OUTPUT_LIMIT);
        }
        if (ofCommand().size() + ended > limits.processes()) {
            return Optional.of(StopReason.TOO_MANY_PROCESSES);
        }
        return Processes.memory(members) > limits.memoryBytes()
                ? Optional.of(StopReason.OUT_OF_MEMORY)
                : Optional.empty();
    }

    /// Sends the signal that is due: first a request, if the reason allows for one and it was not made yet; then the
    /// end of what came of the command, so that the wrapper can take in the last output; then the end of all.
    void end(Optional<Attempt.Stop> stop, Optional<Attempt.Exit> exit, double now, boolean requested)
            throws IOException {
        boolean politely = stop.filter(why -> why.reason().polite() && now - why.uptime() < SECONDS_TO_END)
                .isPresent();
        if (exit.isEmpty() && politely) {
            if (!requested) {
                Processes.signalEach("TERM", ofCommand());
            }
        } else if (exit.filter(end -> now - end.uptime() < SECONDS_TO_END).isPresent()) {
            Processes.signalEach("KILL", ofCommand());
        } else {
            Processes.killAll(wrapper, members);
        }
    }

    private List<Processes.Seen> ofCommand() {
        return members.stream().filter(seen -> !helper(seen)).toList();
    }

    /// Whether this is the wrapper or a tool of it, which do not carry the mark.
    private boolean helper(Processes.Seen seen) {
        return seen.same(wrapper) || (seen.parent() == wrapper.pid() && !Processes.marked(seen.pid(), attempt.mark()));
    }
}
