package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.RefSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A repository behind a git server, with a private mirror on this disk for its objects.
final class RemoteOrigin implements Origin {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteOrigin.class);

    private static final List<RefSpec> EVERYTHING = SeenRefs.PREFIXES.stream()
            .map(prefix -> new RefSpec("+" + prefix + "*:" + prefix + "*"))
            .toList();

    /// How often a push is tried again that the server could not take because a lock was held there.
    private static final int TRIES = 8;

    /// And for how long at most: some servers wait for the lock themselves before they answer, JGit for three seconds.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final AtomicLong CALLS = new AtomicLong();

    private final Repository mirror;
    private final RemoteAddress address;
    private final String trunk;
    private final GitAccess access;
    private final RemoteTransport transports;
    private final ReentrantLock fetching = new ReentrantLock();

    RemoteOrigin(Repository mirror, RemoteAddress address, String trunk, GitAccess access) {
        this.mirror = mirror;
        this.address = address;
        this.trunk = trunk;
        this.access = access;
        this.transports = new RemoteTransport(mirror, address, access);
    }

    @Override
    public RefsSeen refs() {
        return asking("read the refs of", RemoteOrigin::nothingMore);
    }

    @Override
    public RefsSeen fetch() {
        fetching.lock();
        try {
            return asking("fetch from", this::bring);
        } finally {
            fetching.unlock();
        }
    }

    /// What else is done over a connection that has shown its refs.
    @FunctionalInterface
    private interface Next {
        void go(FetchConnection connection, Collection<Ref> refs) throws IOException;
    }

    private static void nothingMore(FetchConnection connection, Collection<Ref> refs) {}

    private RefsSeen asking(String doing, Next next) {
        try {
            return NetworkCall.within(access.deadline(), () -> {
                try (RemoteTransport.Open open = transports.open("look");
                        FetchConnection connection = open.transport().openFetch(EVERYTHING, Constants.HEAD)) {
                    List<Ref> refs = connection.getRefs().stream()
                            .filter(ref -> SeenRefs.PREFIXES.stream().anyMatch(ref.getName()::startsWith))
                            .toList();
                    next.go(connection, refs);
                    Optional<Ref> head = Optional.ofNullable(connection.getRef(Constants.HEAD));
                    return SeenRefs.of(refs, SeenRefs.branch(head), trunk);
                }
            });
        } catch (NoRemoteRepositoryException e) {
            throw noRepository(e);
        } catch (IOException | NetworkCall.GivenUp e) {
            throw GitFaults.unreachable(address, doing, e);
        }
    }

    private Fault noRepository(IOException cause) {
        return new Fault(
                Fault.Kind.UNREACHABLE,
                "git.no-repository",
                "There is no git repository at " + address + ", or these credentials may not see it",
                "Correct the address, create the repository there, or give credentials that may read it.",
                cause);
    }

    private void bring(FetchConnection connection, Collection<Ref> refs) throws IOException {
        Set<String> all = refs.stream().map(Ref::getName).collect(Collectors.toSet());
        List<Ref> ours = refs.stream().filter(ref -> isWanted(ref, all)).toList();
        List<Ref> missing = new ArrayList<>();
        for (Ref ref : ours) {
            if (!mirror.getObjectDatabase().has(ref.getObjectId())) {
                missing.add(ref);
            }
        }
        if (!missing.isEmpty()) {
            try {
                connection.fetch(NullProgressMonitor.INSTANCE, missing, Set.of());
            } finally {
                for (PackLock lock : connection.getPackLocks()) {
                    lock.unlock();
                }
            }
        }
        remember(ours);
    }

    /// Of pull requests those that are changes of ours: a forge may keep thousands of others there.
    private static boolean isWanted(Ref ref, Set<String> all) {
        String name = ref.getName();
        return !name.startsWith("refs/pull/")
                || all.contains(name.replaceFirst("^refs/pull/([0-9]+)/head$", "refs/arelops/changes/$1"));
    }

    /// Lets the mirror's refs follow, so that the next fetch asks for less and nothing needed is pruned.
    private void remember(List<Ref> theirs) throws IOException {
        BatchRefUpdate batch = mirror.getRefDatabase().newBatchUpdate();
        batch.setAtomic(false).setAllowNonFastForwards(true).disableRefLog();
        for (Ref ref : theirs) {
            Optional<Ref> here = Optional.ofNullable(mirror.getRefDatabase().exactRef(ref.getName()));
            var old = here.map(Ref::getObjectId).orElse(org.eclipse.jgit.lib.ObjectId.zeroId());
            if (!old.equals(ref.getObjectId())) {
                batch.addCommand(new ReceiveCommand(old, ref.getObjectId(), ref.getName()));
            }
        }
        Set<String> names = theirs.stream().map(Ref::getName).collect(Collectors.toSet());
        for (Ref here : mirror.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
            if (!names.contains(here.getName()) && here.getObjectId() != null) {
                batch.addCommand(
                        new ReceiveCommand(here.getObjectId(), org.eclipse.jgit.lib.ObjectId.zeroId(), here.getName()));
            }
        }
        if (!batch.getCommands().isEmpty()) {
            try (RevWalk walk = new RevWalk(mirror)) {
                batch.execute(walk, NullProgressMonitor.INSTANCE);
            }
        }
    }

    @Override
    public PushAnswer push(List<RefChange> changes) {
        long start = System.nanoTime();
        for (int tried = 1; ; tried++) {
            PushAnswer answer = once(changes);
            if (!(answer instanceof PushAnswer.Refused refused)) {
                return answer;
            }
            PushAnswer truth = afterRefusal(changes, refused);
            boolean isOver = tried == TRIES || System.nanoTime() - start > LOCK_PATIENCE.toNanos();
            if (!(truth instanceof PushAnswer.Refused) || !isLock(refused.reason()) || isOver) {
                return truth;
            }
            LockSupport.parkNanos(PAUSE.toNanos() * tried);
        }
    }

    /// git words a lock that another push holds as `cannot lock ref`, JGit as `failed to lock`.
    private static boolean isLock(String reason) {
        return reason.contains("lock") || reason.contains("failed to update ref");
    }

    private PushAnswer once(List<RefChange> changes) {
        String mark = "push-" + ProcessHandle.current().pid() + "-" + CALLS.incrementAndGet();
        PushAttempt attempt = new PushAttempt(mirror, changes);
        try {
            return NetworkCall.within(access.deadline(), () -> {
                try (RemoteTransport.Open open = transports.open(mark)) {
                    return attempt.run(open.transport());
                }
            });
        } catch (NetworkCall.GivenUp e) {
            if (address.isFile()) {
                GitProgram.end(mark);
            }
            return unanswered(attempt, e);
        } catch (NoRemoteRepositoryException e) {
            throw noRepository(e);
        } catch (IOException e) {
            return unanswered(attempt, e);
        }
    }

    private PushAnswer unanswered(PushAttempt attempt, Exception cause) {
        if (attempt.nothingWasSent()) {
            throw GitFaults.unreachable(address, "push to", cause);
        }
        LOG.warn("No answer to a push to {}; the next look tells what it did.", address);
        return new PushAnswer.Unanswered(address.clean(GitFaults.reasons(cause)));
    }

    /// What a refusal means, by a second look: `--atomic` promises all or none, and servers break that promise when
    /// they fail between two refs.
    private PushAnswer afterRefusal(List<RefChange> changes, PushAnswer.Refused refused) {
        RefsSeen now;
        try {
            now = refs();
        } catch (Fault e) {
            return new PushAnswer.Unanswered(
                    "refused (" + refused.reason() + "), and the look after it failed: " + e.getMessage());
        }
        for (RefChange change : changes) {
            if (now.ref(change.ref()).equals(change.newValue())) {
                return new PushAnswer.Unanswered(
                        "the server reported " + refused.reason() + ", yet " + change.ref() + " has moved");
            }
        }
        for (RefChange change : changes) {
            Optional<ObjectId> actual = now.ref(change.ref());
            if (!actual.equals(change.expectedOld())) {
                return new PushAnswer.Stale(change.ref(), actual);
            }
        }
        return refused;
    }
}
