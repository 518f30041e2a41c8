package arelops.app.reconcile;

import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Trunk;
import arelops.core.id.CommitId;
import arelops.core.release.TrunkSeen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares trunk in git with the trunk that the ledger saw.
final class TrunkReader {
    private static final int FAR = 10_000;

    private final GitRepository git;
    private final String branch;
    private final Map<CommitId, TrunkCommit> commits = new LinkedHashMap<>();

    TrunkReader(GitRepository git, String branch) {
        this.git = git;
        this.branch = branch;
    }

    TrunkSeen read(RefsSeen refs, Trunk known) {
        if (refs.trunk().isEmpty()) {
            return new TrunkSeen.Absent(branch);
        }
        CommitId tip = refs.trunk().get();
        Optional<CommitId> last = known.tip();
        if (last.isEmpty()) {
            remember(git.trunk(tip, 1));
            return new TrunkSeen.At(tip, List.of());
        }
        known(known);
        if (last.get().equals(tip)) {
            return new TrunkSeen.At(tip, List.of());
        }
        if (git.contains(last.get(), tip)) {
            return new TrunkSeen.At(tip, since(tip, last.get()));
        }
        for (CommitId kept : known.commits().reversed()) {
            if (git.contains(kept, tip)) {
                return new TrunkSeen.Rewritten(tip, kept, kept.equals(tip) ? List.of() : since(tip, kept));
            }
        }
        return new TrunkSeen.Unknown("trunk and the ledger have no commit in common: is this another repository?");
    }

    /// The first-parent commits of tip that contain `since`, oldest first. Where `since` was merged in from the side,
    /// only the commits from that merge on contain it.
    private List<Fact.Step> since(CommitId tip, CommitId since) {
        List<TrunkCommit> recent = git.trunk(tip, FAR);
        remember(recent);
        List<CommitId> ids = recent.stream().map(TrunkCommit::id).toList();
        int at = ids.indexOf(since);
        List<Fact.Step> steps = new ArrayList<>();
        for (TrunkCommit commit : recent.subList(at + 1, recent.size())) {
            if (at >= 0 || git.contains(since, commit.id())) {
                steps.add(new Fact.Step(commit.id(), commit.reverts()));
            }
        }
        return steps;
    }

    private void remember(List<TrunkCommit> read) {
        read.forEach(commit -> commits.put(commit.id(), commit));
    }

    /// Reads the commits of the ledger's trunk that were not read yet.
    private void known(Trunk known) {
        List<CommitId> missing = known.commits().stream()
                .filter(commit -> !commits.containsKey(commit) && git.has(commit))
                .toList();
        if (!missing.isEmpty()) {
            remember(git.trunk(missing.getLast(), known.commits().size()));
        }
    }

    /// Author, subject and the like of the commits that were read.
    Map<CommitId, TrunkCommit> commits() {
        return Map.copyOf(commits);
    }
}
