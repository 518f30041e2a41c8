package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/// A repository on this disk whose refs we change ourselves.
///
/// JGit writes a batch of refs by replacing `packed-refs` once, so even a kill leaves all of them moved or none.
final class LocalOrigin implements Origin {
    /// How long another writer may hold a lock before it counts as left behind.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Repository repository;
    private final String trunk;

    /// What was listed last: with thousands of changes most looks find every ref where it was.
    private volatile Listed listed =
            new Listed(List.of(), Optional.empty(), SeenRefs.of(List.of(), Optional.empty(), ""));

    private record Listed(List<Ref> refs, Optional<String> branch, RefsSeen seen) {
        boolean isSame(List<Ref> others, Optional<String> otherBranch) {
            if (refs.size() != others.size() || !branch.equals(otherBranch) || refs.isEmpty()) {
                return false;
            }
            for (int i = 0; i < refs.size(); i++) {
                Ref one = refs.get(i);
                Ref other = others.get(i);
                if (!one.getName().equals(other.getName())
                        || !Objects.equals(one.getObjectId(), other.getObjectId())
                        || !Objects.equals(one.getPeeledObjectId(), other.getPeeledObjectId())) {
                    return false;
                }
            }
            return true;
        }
    }

    LocalOrigin(Repository repository, String trunk) {
        this.repository = repository;
        this.trunk = trunk;
    }

    @Override
    public RefsSeen refs() {
        mustBeThere();
        try {
            List<Ref> refs = new ArrayList<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(SeenRefs.PREFIXES.toArray(String[]::new))) {
                refs.add(
                        ref.getName().startsWith(Constants.R_TAGS)
                                ? repository.getRefDatabase().peel(ref)
                                : ref);
            }
            Optional<String> branch = SeenRefs.branch(
                    Optional.ofNullable(repository.getRefDatabase().exactRef(Constants.HEAD)));
            Listed before = listed;
            if (before.isSame(refs, branch)) {
                return before.seen();
            }
            RefsSeen seen = SeenRefs.of(refs, branch, trunk);
            listed = new Listed(refs, branch, seen);
            return seen;
        } catch (IOException e) {
            throw GitFaults.damaged("read the refs of", repository, e);
        }
    }

    /// A folder that is gone would look like a repository without refs, and that like a ledger that was thrown
    /// away.
    private void mustBeThere() {
        if (!new File(repository.getDirectory(), Constants.HEAD).exists()) {
            throw new Fault(
                    Fault.Kind.UNREACHABLE,
                    "git.gone",
                    "The git repository " + repository.getDirectory() + " is not there any more",
                    "Put it back, or mount its disk: it is looked for again and again. If it was moved for good,"
                            + " run arelops down and start it anew from where it is now.");
        }
    }

    @Override
    public RefsSeen fetch() {
        return refs();
    }

    @Override
    public PushAnswer push(List<RefChange> changes) {
        long start = System.nanoTime();
        while (true) {
            Optional<PushAnswer> answer = attempt(changes);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - start > LOCK_PATIENCE.toNanos()) {
                return blocked(changes);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// One try; empty if a lock stood in the way although every ref is as expected.
    private Optional<PushAnswer> attempt(List<RefChange> changes) {
        try (RevWalk walk = new RevWalk(repository)) {
            BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
            batch.setAtomic(true).setAllowNonFastForwards(true).disableRefLog();
            for (RefChange change : changes) {
                batch.addCommand(new ReceiveCommand(
                        GitFaults.orZero(change.expectedOld()), GitFaults.orZero(change.newValue()), change.ref()));
            }
            batch.execute(walk, NullProgressMonitor.INSTANCE);
            if (batch.getCommands().stream().allMatch(c -> c.getResult() == ReceiveCommand.Result.OK)) {
                return Optional.of(new PushAnswer.Done());
            }
            Optional<PushAnswer> stale = stale(changes);
            return stale.isPresent() ? stale : refused(batch.getCommands());
        } catch (IOException e) {
            throw GitFaults.damaged("change refs of", repository, e);
        }
    }

    private Optional<PushAnswer> stale(List<RefChange> changes) throws IOException {
        for (RefChange change : changes) {
            Optional<ObjectId> actual = Optional.ofNullable(
                            repository.getRefDatabase().exactRef(change.ref()))
                    .flatMap(ref -> Optional.ofNullable(ref.getObjectId()))
                    .map(ObjectId::of);
            if (!actual.equals(change.expectedOld())) {
                return Optional.of(new PushAnswer.Stale(change.ref(), actual));
            }
        }
        return Optional.empty();
    }

    private static Optional<PushAnswer> refused(List<ReceiveCommand> commands) {
        return commands.stream()
                .filter(command -> switch (command.getResult()) {
                    case OK, NOT_ATTEMPTED, LOCK_FAILURE -> false;
                    case REJECTED_NOCREATE,
                            REJECTED_NODELETE,
                            REJECTED_NONFASTFORWARD,
                            REJECTED_CURRENT_BRANCH,
                            REJECTED_MISSING_OBJECT,
                            REJECTED_OTHER_REASON -> !ReceiveCommand.isTransactionAborted(command);
                })
                .findFirst()
                .map(command -> new PushAnswer.Refused(
                        command.getRefName(),
                        command.getResult() + ": "
                                + Optional.ofNullable(command.getMessage()).orElse("no reason given")));
    }

    private PushAnswer blocked(List<RefChange> changes) {
        List<Path> locks = LockFiles.blocking(repository.getDirectory().toPath(), changes);
        if (locks.isEmpty()) {
            return new PushAnswer.Refused(
                    changes.getFirst().ref(), "the refs could not be locked, and no lock file is to blame");
        }
        Path lock = locks.getFirst();
        throw new Fault(
                Fault.Kind.BROKEN,
                "git.locked",
                "Cannot change " + changes.getFirst().ref() + " in " + repository.getDirectory() + ": " + lock
                        + " is in the way",
                "If no git command is at work there, it was left by one that was killed: delete that file.");
    }
}
