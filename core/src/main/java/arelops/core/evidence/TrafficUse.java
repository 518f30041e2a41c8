package arelops.core.evidence;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What a person did by hand with a recording, and what it came to.
///
/// @param recording its whole name
/// @param run tells this use from every other: what one run comes to is entered once
public record TrafficUse(Act act, String recording, Outcome outcome, String run) {
    private static final Pattern RECORDING = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{7,63}");

    public TrafficUse {
        if (!RECORDING.matcher(recording).matches()) {
            throw new IllegalArgumentException("no name of a recording: '" + recording + "'");
        }
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "a run is named by 8 to 64 small letters, digits and dashes, not '" + run + "'");
        }
        if (!act.outcomes().contains(outcome)) {
            throw new IllegalArgumentException(act.word() + " comes to one of " + act.outcomes() + ", not " + outcome);
        }
    }

    /// What was done.
    public enum Act {
        /// Users of an environment are recorded.
        RECORD,
        /// What another tool recorded was made a recording.
        IMPORT,
        /// A recording was sent.
        REPLAY,
        /// It was sent at growing factors.
        LOAD,
        /// It was sent with injected faults, to see which alarms fire.
        VALIDATE,
        /// It was sent to a release and to stable, to compare their answers.
        DIFF,
        /// A recording is written for other tools.
        EXPORT,
        /// A recording and its key are deleted.
        DELETE;

        /// Whether recorded requests are sent.
        public boolean sends() {
            return switch (this) {
                case REPLAY, LOAD, VALIDATE, DIFF -> true;
                case RECORD, IMPORT, EXPORT, DELETE -> false;
            };
        }

        /// What it can come to.
        public Set<Outcome> outcomes() {
            return switch (this) {
                case RECORD -> EnumSet.of(Outcome.BEGUN, Outcome.KEPT, Outcome.REFUSED, Outcome.EMPTY);
                case IMPORT -> EnumSet.of(Outcome.KEPT, Outcome.REFUSED, Outcome.EMPTY);
                case REPLAY -> EnumSet.of(Outcome.VALID, Outcome.INVALID, Outcome.BROKEN);
                case LOAD -> EnumSet.of(Outcome.BORNE, Outcome.WORSE, Outcome.UNKNOWN, Outcome.BROKEN);
                case VALIDATE -> EnumSet.of(Outcome.PROVED, Outcome.WRONG, Outcome.UNKNOWN, Outcome.BROKEN);
                case DIFF -> EnumSet.of(Outcome.SAME, Outcome.DIFFERENT, Outcome.UNKNOWN, Outcome.BROKEN);
                case EXPORT, DELETE -> EnumSet.of(Outcome.BEGUN);
            };
        }

        /// As commands and the API call it.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What it came to.
    public enum Outcome {
        /// It is done right after this was entered.
        BEGUN,
        /// There is a recording.
        KEPT,
        /// The leak scan refused some of it.
        REFUSED,
        /// There was no request.
        EMPTY,
        /// The sender kept to the schedule.
        VALID,
        /// It did not, so that nothing can be said of the app.
        INVALID,
        /// All steps of a load test were borne.
        BORNE,
        /// A limit was crossed.
        WORSE,
        /// Each alarm did what was expected of it.
        PROVED,
        /// An alarm was silent, late or false.
        WRONG,
        /// Nothing is answered differently.
        SAME,
        DIFFERENT,
        /// It cannot be told.
        UNKNOWN,
        /// It broke off.
        BROKEN;

        /// As commands and the API call it.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
