package arelops.app.reconcile;

import arelops.app.change.Changes;
import arelops.app.fault.Fault;
import arelops.core.change.ChangeAction;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangesSnapshot;
import arelops.core.change.Changing;
import arelops.core.id.ChangeNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One look at the open changes: for each decide once and perform once. After one landed the others
/// wait for the next look, as trunk is another then.
final class ChangeRound {
    private final ChangeReader reader;
    private final ChangeDeciding deciding;
    private final Optional<ChangePerformer> performer;
    private final Instant now;
    private Observed observed;
    private boolean acted;
    private Optional<Set<String>> awaited = Optional.empty();

    /// @param performer empty where nothing is to be performed
    ChangeRound(
            ChangeReader reader,
            ChangeDeciding deciding,
            Optional<ChangePerformer> performer,
            Observed observed,
            Instant now) {
        this.reader = reader;
        this.deciding = deciding;
        this.performer = performer;
        this.observed = observed;
        this.now = now;
    }

    SortedMap<ChangeNumber, Board.ChangeBoard> take() {
        SortedMap<ChangeNumber, Board.ChangeBoard> boards = new TreeMap<>();
        Optional<ChangesSnapshot> snapshot = reader.read(observed, now);
        if (snapshot.isEmpty()) {
            return boards;
        }
        awaited = Optional.of(Changing.awaited(snapshot.get()));
        deciding.observeTrunk(snapshot.get(), now);
        boolean others = false;
        boolean landed = false;
        for (ChangeNumber number : snapshot.get().open().keySet()) {
            ChangeDecision decision = deciding.decide(snapshot.get(), number, now);
            Optional<String> mishap = Optional.empty();
            if (performer.isPresent()
                    && decision instanceof ChangeDecision.Act act
                    && !(others && act.action().concernsOthers())
                    && !landed) {
                Outcome outcome = perform(performer.get(), act);
                others |= act.action().concernsOthers();
                landed |= act.action() instanceof ChangeAction.Land;
                mishap = mishap(outcome);
            }
            boards.put(
                    number,
                    new Board.ChangeBoard(
                            snapshot.get().open().get(number),
                            decision,
                            deciding.test(snapshot.get(), number),
                            mishap));
        }
        return boards;
    }

    /// What cannot be done for one change stops no other.
    @SuppressWarnings("IllegalCatch")
    private Outcome perform(ChangePerformer with, ChangeDecision.Act act) {
        try {
            ChangePerformer.Result result = with.perform(act, observed, now);
            result.change().ifPresent((Changes.Known change) -> observed = observed.with(change));
            if (result.outcome() instanceof Outcome.Done done) {
                acted = true;
                done.ledger().ifPresent(ledger -> observed = observed.with(ledger));
            }
            return result.outcome();
        } catch (Fault fault) {
            if (fault.kind() == Fault.Kind.UNREACHABLE) {
                throw fault;
            }
            return new Outcome.Refused(fault.getMessage() + ". " + fault.mend());
        } catch (RuntimeException | StackOverflowError bug) {
            return new Outcome.Refused("it ended in a bug of ARelOps: " + bug + ". Please report it");
        }
    }

    /// That somebody else was faster is no mishap: the next look decides on what is there then.
    private static Optional<String> mishap(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Stale _ -> Optional.empty();
            case Outcome.Refused refused -> Optional.of(refused.because());
        };
    }

    Observed observed() {
        return observed;
    }

    /// What the jobs are for that changes wait for; empty where that cannot be told.
    Optional<Set<String>> awaited() {
        return awaited;
    }

    boolean acted() {
        return acted;
    }
}
