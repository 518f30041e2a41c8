package arelops.app.traffic.replay;

import java.util.ArrayList;
import java.util.List;

/// How the sender itself was, or several together.
///
/// @param longestStop the longest time that a loop stood still, in nanoseconds
/// @param lost what became of workers whose result is not in the report, in sentences
public record Sender(long longestStop, List<String> lost) {
    /// Copies.
    public Sender {
        lost = List.copyOf(lost);
    }

    /// Of both.
    public Sender merge(Sender other) {
        List<String> all = new ArrayList<>(lost);
        all.addAll(other.lost);
        return new Sender(Math.max(longestStop, other.longestStop), all);
    }
}
