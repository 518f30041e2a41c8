package arelops.core.record;

import arelops.core.policy.RecordingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether the line begins or ends a recording of an environment.
///
/// It remembers nothing: a controller that was started again, or a second one, decides the same from what the node
/// says. What is not known is never a reason to begin.
public final class RecordingTurn {
    /// After a recording that could not be brought to its end the next waits so long, or its own length.
    public static final Duration AGAIN = Duration.ofMinutes(5);

    private RecordingTurn() {}

    /// The next step.
    ///
    /// @param wanted the rules for this environment; empty where it is not to be recorded
    /// @param serves whether a release is there, as the ledger says
    public static RecordingStep of(Optional<RecordingPolicy> wanted, boolean serves, RecordingSeen seen, Instant now) {
        return switch (seen) {
            case RecordingSeen.Unknown(String because) -> nothing("what is recorded is not known: " + because);
            case RecordingSeen.Known known -> of(wanted, serves, known, now);
        };
    }

    private static RecordingStep of(
            Optional<RecordingPolicy> wanted, boolean serves, RecordingSeen.Known seen, Instant now) {
        if (seen.running().isPresent()) {
            return running(wanted, seen.running().get());
        }
        if (wanted.isEmpty()) {
            return nothing("nothing is to be recorded");
        }
        RecordingPolicy rules = wanted.get();
        if (!serves) {
            return nothing("nothing is deployed there yet");
        }
        Optional<RecordingSeen.Past> last =
                seen.newest().filter(past -> past.rules().equals(rules.digest().hex()));
        if (last.isEmpty()) {
            return new RecordingStep.Begin(rules, "nothing was recorded by these rules yet");
        }
        Instant turn = last.get().began().plus(wait(rules, last.get()));
        if (turn.isAfter(now)) {
            return new RecordingStep.Nothing(waiting(last.get()), Optional.of(turn));
        }
        return new RecordingStep.Begin(rules, last.get().id() + " is over");
    }

    /// One that a person began is left alone.
    private static RecordingStep running(Optional<RecordingPolicy> wanted, RecordingSeen.Running running) {
        if (!running.byLine()) {
            return new RecordingStep.Nothing(
                    running.id() + ", begun by hand, goes first", Optional.of(running.until()));
        }
        if (wanted.isEmpty()) {
            return new RecordingStep.End(running.id(), "nothing is to be recorded any more");
        }
        if (!running.rules().equals(wanted.get().digest().hex())) {
            return new RecordingStep.End(running.id(), "the rules of recording have changed");
        }
        return new RecordingStep.Nothing(running.id() + " is being recorded", Optional.of(running.until()));
    }

    /// From the beginning of the last one on.
    private static Duration wait(RecordingPolicy rules, RecordingSeen.Past last) {
        Duration each = rules.pace().each();
        return switch (last.ending()) {
            case TIME -> Duration.ZERO;
            case SIZE -> each;
            case CUT -> each.compareTo(AGAIN) < 0 ? each : AGAIN;
        };
    }

    private static String waiting(RecordingSeen.Past last) {
        if (!last.trouble().isEmpty()) {
            return last.trouble();
        }
        return switch (last.ending()) {
            case TIME -> last.id() + " is over";
            case SIZE -> last.id() + " had its size before its time; the next waits for its turn";
            case CUT -> last.id() + " was cut off; the next waits a little";
        };
    }

    private static RecordingStep nothing(String because) {
        return new RecordingStep.Nothing(because, Optional.empty());
    }
}
