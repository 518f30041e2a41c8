package arelops.app.reconcile;

import arelops.app.fault.Fault;
import arelops.app.forge.Forge;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.Feedback;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Journey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the forge after each look how open changes stand, and how far those that landed have come: only what is
/// another than last time (CHG-5).
public final class Teller implements Consumer<Board> {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    /// So many of those that landed last are followed on the line.
    private static final int FOLLOWED = 50;

    private final Forge forge;
    private final Map<ChangeNumber, Feedback> told = new HashMap<>();

    public Teller(Forge forge) {
        this.forge = forge;
    }

    @Override
    public synchronized void accept(Board board) {
        if (board.observed().isEmpty()) {
            return;
        }
        Observed observed = board.observed().get();
        Map<ChangeNumber, Feedback> now = new HashMap<>();
        followed(observed).forEach(state -> now.put(state.number(), feedback(board, observed, state)));
        told.keySet().retainAll(now.keySet());
        now.forEach(this::tell);
    }

    private static Stream<ChangeState> followed(Observed observed) {
        return Stream.concat(
                        observed.changes().live(),
                        observed.changes().all().reversed().values().stream()
                                .filter(known -> known.state().work().phase() instanceof Phase.Landed)
                                .limit(FOLLOWED))
                .map(known -> known.state());
    }

    private static Feedback feedback(Board board, Observed observed, ChangeState state) {
        Optional<Board.ChangeBoard> decided =
                Optional.ofNullable(board.changes().get(state.number()));
        Map<EnvironmentName, Journey.Stand> line =
                state.work().phase() instanceof Phase.Landed landed ? line(board, observed, landed.commit()) : Map.of();
        return Feedback.of(state, decided.map(Board.ChangeBoard::decision), board.brief(state), line);
    }

    /// Where the commit has come with every app.
    private static Map<EnvironmentName, Journey.Stand> line(Board board, Observed observed, CommitId commit) {
        Map<EnvironmentName, Journey.Stand> line = new LinkedHashMap<>();
        for (AppName app : board.apps().keySet()) {
            Journey journey = new Journey(observed.line(app), commit, board.at());
            for (EnvironmentPolicy environment : observed.rules().policy().line()) {
                line.merge(environment.name(), journey.in(environment.name()), Journey.Stand::lesser);
            }
        }
        return line;
    }

    private void tell(ChangeNumber number, Feedback feedback) {
        if (feedback.equals(told.get(number))) {
            return;
        }
        try {
            forge.tell(feedback);
            told.put(number, feedback);
        } catch (Fault fault) {
            LOG.warn("{} is told to the forge later: {}", number, fault.getMessage());
        }
    }
}
