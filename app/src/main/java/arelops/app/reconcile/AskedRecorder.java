package arelops.app.reconcile;

import arelops.app.fault.Fault;
import arelops.app.ledger.Appended;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.id.CommitId;
import arelops.core.release.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Records what people ask for, until the ledger has it. Whoever calls it has the controller's turn.
final class AskedRecorder {
    private static final int TRIES = 5;

    private final Ports ports;
    private final Look look;
    private final Performer performer;
    private final InstantSource clock;
    private final BiConsumer<Observed, Instant> show;

    /// @param show is told what was observed, with what was recorded
    AskedRecorder(
            Ports ports, Look look, Performer performer, InstantSource clock, BiConsumer<Observed, Instant> show) {
        this.ports = ports;
        this.look = look;
        this.performer = performer;
        this.clock = clock;
        this.show = show;
    }

    /// Decides and records until the ledger has it. What was pushed without an answer may land later:
    /// it is looked for each time, as to decide anew on top of it would do it twice, or tell the person
    /// that it cannot be done.
    Answer recorded(Function<Observed, Answer> decide, Function<Fact, Note> note) {
        List<CommitId> unanswered = new ArrayList<>();
        Answer sent = new Answer.Accepted(List.of(), "");
        for (int i = 0; i < TRIES; i++) {
            Instant now = clock.instant();
            Observed observed = observed(unanswered, now);
            if (isIn(unanswered, observed)) {
                show.accept(observed, now);
                return sent;
            }
            Answer answer = decide.apply(observed);
            if (!(answer instanceof Answer.Accepted accepted)
                    || accepted.facts().isEmpty()) {
                return answer;
            }
            sent = accepted;
            List<Note> notes = accepted.facts().stream().map(note).toList();
            switch (performer.record(observed, notes, now)) {
                case Appended.Recorded done -> {
                    show.accept(observed.with(done.view()), now);
                    return accepted;
                }
                case Appended.Refused refused ->
                    throw new Fault(
                            Fault.Kind.UNREACHABLE,
                            "git.refused",
                            "The git server refuses " + refused.ref() + ": " + refused.reason(),
                            "Let ARelOps write refs/arelops/* and the environment tags.");
                case Appended.Unanswered pushed -> unanswered.add(pushed.tip());
                case Appended.Superseded _, Appended.TagStale _ -> {}
            }
        }
        throw unanswered.isEmpty()
                ? new Fault(
                        Fault.Kind.UNREACHABLE,
                        "ledger.busy",
                        "The ledger went on " + TRIES + " times while the command was answered",
                        "Try again; nothing was changed.")
                : unknown("it did not answer " + unanswered.size() + " times");
    }

    private Observed observed(List<CommitId> unanswered, Instant now) {
        try {
            return look.observe(now);
        } catch (Fault fault) {
            throw unanswered.isEmpty() ? fault : unknown(String.valueOf(fault.getMessage()));
        }
    }

    private boolean isIn(List<CommitId> unanswered, Observed observed) {
        return observed.ledger()
                .tip()
                .filter(tip ->
                        unanswered.stream().anyMatch(pushed -> ports.git().contains(pushed, tip)))
                .isPresent();
    }

    private static Fault unknown(String because) {
        return new Fault(
                Fault.Kind.UNREACHABLE,
                "ledger.unanswered",
                "The command was sent to the git server, and nobody knows whether it was recorded: " + because,
                "When the server answers again, look at arelops log before you give it once more.");
    }
}
