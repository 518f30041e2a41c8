package arelops.app.reconcile;

import arelops.app.git.GitRepository;
import arelops.app.git.MergeAnswer;
import arelops.app.git.RefsSeen;
import arelops.core.change.ChangeLook;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangesSnapshot;
import arelops.core.change.Head;
import arelops.core.change.MergeSeen;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.release.TrunkSeen;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads in git what a decision about changes needs: where their branches stand, and whether they merge.
final class ChangeReader {
    private final GitRepository git;
    private final String trunk;
    private final ChangeQuestions questions;
    private final TestReader tests;
    private final TrunkLogs logs;

    ChangeReader(GitRepository git, String trunk, ChangeQuestions questions, TestReader tests) {
        this.tests = tests;
        this.logs = new TrunkLogs(git);
        this.git = git;
        this.trunk = trunk;
        this.questions = questions;
    }

    /// The open changes; empty where trunk has no tip that the ledger knows, as nothing can be said of them then.
    Optional<ChangesSnapshot> read(Observed observed, Instant now) {
        if (!(observed.trunk().seen() instanceof TrunkSeen.At at)
                || !observed.ledger().state().trunk().tip().equals(Optional.of(at.tip()))) {
            return Optional.empty();
        }
        SortedMap<ChangeNumber, ChangeLook> open = new TreeMap<>();
        observed.changes().live().forEach(known -> {
            ChangeState state = known.state();
            boolean here = git.has(state.commit());
            open.put(
                    state.number(),
                    new ChangeLook(
                            state,
                            pushed(state, observed.refs(), at.tip()),
                            merge(at.tip(), state.commit()),
                            here ? questions.brokenConfig(state) : Optional.empty(),
                            questions.of(state, at.tip(), observed),
                            here ? tests.seen(state, observed) : TestReader.NOTHING));
        });
        return Optional.of(ChangesSnapshot.of(
                observed.rules(),
                new ChangesSnapshot.TrunkAt(at.tip(), shut(), logs.read(open.values(), observed)),
                open,
                now));
    }

    /// Why trunk cannot be moved now, if so.
    private Optional<String> shut() {
        return git.checkedOut(trunk)
                .map(folder -> trunk + " is checked out in " + folder + ", and landing would change it under"
                        + " somebody's hands: git switch to another branch there, or --detach");
    }

    /// What merging a head into trunk comes to.
    MergeSeen merge(CommitId tip, CommitId head) {
        if (!git.has(head)) {
            return new MergeSeen.Unknown("commit " + head.brief() + " is not in the repository");
        }
        return switch (git.merge(tip, head)) {
            case MergeAnswer.Clean _ -> new MergeSeen.Clean(questions.changed(tip, head));
            case MergeAnswer.Conflicts conflicts -> new MergeSeen.Conflicts(conflicts.paths());
            case MergeAnswer.Contained _ -> new MergeSeen.Contained();
            case MergeAnswer.Unrelated _ -> new MergeSeen.Unrelated();
        };
    }

    private Optional<Head> pushed(ChangeState state, RefsSeen refs, CommitId tip) {
        return state.origin()
                .source()
                .branch()
                .flatMap(branch -> refs.ref("refs/heads/" + branch))
                .map(id -> new CommitId(id.hex()))
                .filter(commit -> !commit.equals(state.commit()) && git.has(commit))
                .map(commit -> head(git, tip, Optional.of(state.head().head()), commit));
    }

    /// A head with its fingerprint: that of the head before where both come to the same merge result on trunk
    /// as it is.
    static Head head(GitRepository git, CommitId tip, Optional<Head> before, CommitId commit) {
        Optional<Digest> same = before.filter(old -> git.has(old.commit())
                        && git.merge(tip, commit) instanceof MergeAnswer.Clean clean
                        && git.merge(tip, old.commit()).equals(clean))
                .map(Head::patch);
        return new Head(commit, same.orElseGet(() -> Digest.of(commit.hex())));
    }
}
