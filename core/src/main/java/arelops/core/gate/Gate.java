package arelops.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A condition before a step, and how it stands: what every answer to "why?" is made of.
///
/// @param id the stable name by which it is skipped, documented and recorded
/// @param sentence one sentence for people
/// @param reading what was measured and what is needed
/// @param unblocks who or what opens it, where it is not open
/// @param since when it came to stand so, where that is known
/// @param expected when it is expected to open, where that is known
public record Gate(
        String id,
        State state,
        String sentence,
        Reading reading,
        Optional<String> unblocks,
        Optional<Instant> since,
        Optional<Instant> expected) {

    /// How a gate stands. Missing data is `UNKNOWN`, never `OPEN`.
    public enum State {
        OPEN,
        WAITING,
        FAILED,
        UNKNOWN,
        /// There is nothing to judge; the sentence says why.
        NOT_APPLICABLE,
        /// Declared in the config, but this release of ARelOps cannot perform it; it does not block and is never a
        /// pass.
        NOT_PERFORMED
    }

    /// What was measured, and what is needed; empty texts where a number says nothing.
    ///
    /// @param progress how far it is, where that can be told in time
    public record Reading(String measured, String needed, Optional<Progress> progress) {
        public static final Reading NONE = new Reading("", "");

        public Reading(String measured, String needed) {
            this(measured, needed, Optional.empty());
        }
    }

    /// How much time counts already, and how much must.
    public record Progress(Duration counted, Duration needed) {}

    public static Gate open(String id, String sentence) {
        return new Gate(id, State.OPEN, sentence, Reading.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Gate waiting(String id, String sentence, String unblocks) {
        return new Gate(
                id, State.WAITING, sentence, Reading.NONE, Optional.of(unblocks), Optional.empty(), Optional.empty());
    }

    public static Gate failed(String id, String sentence, String unblocks) {
        return new Gate(
                id, State.FAILED, sentence, Reading.NONE, Optional.of(unblocks), Optional.empty(), Optional.empty());
    }

    public static Gate unknown(String id, String sentence, String unblocks) {
        return new Gate(
                id, State.UNKNOWN, sentence, Reading.NONE, Optional.of(unblocks), Optional.empty(), Optional.empty());
    }

    public static Gate notApplicable(String id, String sentence) {
        return new Gate(
                id, State.NOT_APPLICABLE, sentence, Reading.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Gate notPerformed(String id, String sentence) {
        return new Gate(
                id, State.NOT_PERFORMED, sentence, Reading.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Gate read(String measured, String needed) {
        return new Gate(
                id, state, sentence, new Reading(measured, needed, reading.progress), unblocks, since, expected);
    }

    public Gate progressed(Duration counted, Duration needed) {
        Reading far = new Reading(reading.measured, reading.needed, Optional.of(new Progress(counted, needed)));
        return new Gate(id, state, sentence, far, unblocks, since, expected);
    }

    public Gate expectedAt(Optional<Instant> instant) {
        return new Gate(id, state, sentence, reading, unblocks, since, instant);
    }

    public Gate since(Instant instant) {
        return new Gate(id, state, sentence, reading, unblocks, Optional.of(instant), expected);
    }

    /// Whether a step may be taken as far as this gate is concerned.
    public boolean lets() {
        return switch (state) {
            case OPEN, NOT_APPLICABLE, NOT_PERFORMED -> true;
            case WAITING, FAILED, UNKNOWN -> false;
        };
    }
}
