package arelops.app.reconcile;

import arelops.app.git.GitRepository;
import arelops.core.change.ChangeLook;
import arelops.core.change.ChangesSnapshot;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Trunk;
import arelops.core.id.CommitId;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Landing;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Touched;
import arelops.core.queue.TrunkLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads how trunk came to where it is, as far back as anything that waits was tried on.
final class TrunkLogs {
    private static final int REMEMBERED = 2_000;

    private final GitRepository git;
    private final Map<CommitId, Set<String>> paths = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CommitId, Set<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    TrunkLogs(GitRepository git) {
        this.git = git;
    }

    TrunkLog read(Collection<ChangeLook> open, Observed observed) {
        Trunk trunk = observed.ledger().state().trunk();
        CommitId oldest = open.stream()
                .flatMap(look -> look.state().work().trials().stream())
                .map(trial -> trial.trial().base())
                .filter(base -> trunk.position(base).isPresent())
                .min(java.util.Comparator.comparing(base -> trunk.position(base).orElseThrow()))
                .orElseGet(() -> trunk.tip().orElseThrow());
        List<Landing> landings = new ArrayList<>();
        CommitId before = oldest;
        for (CommitId commit : trunk.between(Optional.of(oldest), trunk.tip().orElseThrow())) {
            landings.add(landing(before, commit, observed));
            before = commit;
        }
        return new TrunkLog(oldest, landings);
    }

    private Landing landing(CommitId before, CommitId commit, Observed observed) {
        Fact.Landing how = observed.ledger().state().trust().landings().get(commit);
        if (how == null) {
            return new Landing.ByHand(commit);
        }
        return new Landing.OfQueue(
                commit,
                new ChangeHead(how.change(), how.head()),
                ChangesSnapshot.place(observed.changes().of(how.change()).map(known -> known.state()), how.change()),
                touched(before, commit, observed));
    }

    private Touched touched(CommitId before, CommitId commit, Observed observed) {
        var modules = observed.rules().policy().changes().queue().modules();
        return modules.isEmpty()
                ? Touched.EVERYTHING
                : new ModuleGraph(modules).touchedBy(paths.computeIfAbsent(commit, _ -> git.differing(before, commit)));
    }
}
