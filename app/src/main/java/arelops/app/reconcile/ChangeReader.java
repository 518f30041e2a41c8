package arelops.app.reconcile;

import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.app.git.MergeAnswer;
import arelops.app.git.RefsSeen;
import arelops.core.change.ChangeLook;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangesSnapshot;
import arelops.core.change.ConfigSeen;
import arelops.core.change.Head;
import arelops.core.change.MergeSeen;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.release.TrunkSeen;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads in git what a decision about changes needs: where their branches stand, and whether they merge.
final class ChangeReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);
    private static final String PUSH = "push other commits, and report it";

    private final GitRepository git;
    private final String trunk;
    private final ChangeQuestions questions;
    private final TestReader tests;
    private final TrunkLogs logs;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
            open.put(state.number(), look(state, at.tip(), observed));
        });
        return Optional.of(ChangesSnapshot.of(
                observed.rules(),
                new ChangesSnapshot.TrunkAt(at.tip(), shut(), logs.read(open.values(), observed)),
                open,
                now));
    }

    /// One change at which nobody can look stops no other: it waits, and says why.
    @SuppressWarnings("IllegalCatch")
    private ChangeLook look(ChangeState state, CommitId tip, Observed observed) {
        Optional<Head> pushed = Optional.empty();
        try {
            pushed = pushed(state, observed.refs(), tip);
            boolean here = git.has(state.commit());
            ConfigSeen config = here ? questions.config(state, tip) : ConfigSeen.USABLE;
            return new ChangeLook(
                    state,
                    pushed,
                    merge(tip, state.commit()),
                    config,
                    questions.of(state, tip, observed),
                    here ? tests.seen(state, config, observed) : TestReader.NOTHING);
        } catch (Fault fault) {
            if (fault.kind() == Fault.Kind.UNREACHABLE) {
                throw fault;
            }
            return unread(state, pushed, observed, String.valueOf(fault.getMessage()), fault.mend());
        } catch (RuntimeException | StackOverflowError bug) {
            if (told.add(state.number() + " " + bug)) {
                LOG.error("{} cannot be looked at", state.number(), bug);
            }
            return unread(
                    state,
                    pushed,
                    observed,
                    "looking at it ended in " + bug.getClass().getSimpleName(),
                    PUSH);
        }
    }

    private ChangeLook unread(
            ChangeState state, Optional<Head> pushed, Observed observed, String because, String mend) {
        return new ChangeLook(
                state,
                pushed,
                new MergeSeen.Unknown(because, mend),
                ConfigSeen.USABLE,
                questions.unread(state, observed),
                TestReader.NOTHING);
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
