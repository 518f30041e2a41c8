package arelops.app.git;

import arelops.core.id.CommitId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// A bare repository with twenty commits on trunk, a tag and a ledger, and one way to reach it.
final class ServedRepository implements Closeable {
    static final String LEDGER = "refs/arelops/ledger";
    static final String BETA = "refs/tags/BETA";
    static final GitIdentity ANN = new GitIdentity("Ann", "ann@example.org");
    static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    /// The ways to reach a repository, each with a real server.
    enum Way {
        LOCAL,
        FILE,
        HTTP_NATIVE,
        HTTP_JGIT,
        SSH_NATIVE
    }

    final Way way;
    final Path bare;
    final Path folder;
    final List<CommitId> commits = new ArrayList<>();
    final ObjectId firstEntry;

    /// What the JGit server does before it takes a push; a text refuses it.
    final AtomicReference<Supplier<Optional<String>>> jgitHook = new AtomicReference<>(Optional::empty);

    final AtomicReference<JGitServer.Cut> jgitCut = new AtomicReference<>(JGitServer.Cut.NEVER);

    private final FolderLock lock;
    private final List<Closeable> open = new ArrayList<>();
    private final String address;
    private final Path home;
    private int mirrors;

    static ServedRepository start(Way way, Path folder) throws Exception {
        return new ServedRepository(way, folder);
    }

    private ServedRepository(Way way, Path folder) throws Exception {
        this.way = way;
        this.folder = folder;
        this.bare = folder.resolve("srv").resolve("shop.git");
        this.home = Files.createDirectories(folder.resolve("home"));
        this.lock = FolderLock.take(folder.resolve("data"));
        open.add(lock::close);
        Files.createDirectories(folder.resolve("srv"));
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
        NativeGit.git(bare, "config", "http.receivepack", "true");
        firstEntry = fill();
        address = switch (way) {
            case LOCAL, FILE -> bare.toString();
            case HTTP_NATIVE -> kept(HttpBackend.start(folder.resolve("srv"))).address() + "/shop.git";
            case HTTP_JGIT -> kept(JGitServer.start(bare, jgitHook, jgitCut)).address() + "/shop.git";
            case SSH_NATIVE -> kept(SshServerForTests.start(home)).address() + bare;
        };
    }

    private <T extends Closeable> T kept(T resource) {
        open.add(resource);
        return resource;
    }

    private ObjectId fill() {
        try (GitRepository repository = GitRepository.theirs(bare, "main");
                NewObjects objects = repository.newObjects()) {
            List<CommitId> parents = List.of();
            for (int i = 0; i < 20; i++) {
                ObjectId tree =
                        objects.tree(Map.of("file", objects.blob(("version " + i).getBytes(StandardCharsets.UTF_8))));
                commits.add(objects.commit(tree, parents, ANN, AT.plusSeconds(i), "Change " + i + "\n"));
                parents = List.of(commits.getLast());
            }
            CommitId entry = entry(objects, "entry 0", List.of());
            objects.write();
            repository.push(List.of(
                    RefChange.create(LEDGER, ObjectId.of(entry)),
                    RefChange.create("refs/heads/main", ObjectId.of(commits.getLast())),
                    RefChange.create(BETA, ObjectId.of(commits.getFirst()))));
            return ObjectId.of(entry);
        }
    }

    /// A commit as the ledger has them.
    static CommitId entry(NewObjects objects, String text, List<CommitId> parents) {
        ObjectId tree = objects.tree(Map.of("entry.json", objects.blob(text.getBytes(StandardCharsets.UTF_8))));
        return objects.commit(tree, parents, ANN, AT, text + "\n");
    }

    /// A new ledger entry on top of the first one, written into this repository's objects but not pushed.
    ObjectId nextEntry(GitRepository repository, String text) {
        try (NewObjects objects = repository.newObjects()) {
            CommitId entry = entry(objects, text, List.of(new CommitId(firstEntry.hex())));
            objects.write();
            return ObjectId.of(entry);
        }
    }

    /// Another program's view of the repository, with a mirror of its own, fetched.
    GitRepository connect() {
        return connect(address, Duration.ofSeconds(60));
    }

    /// The same through another address, and not fetched yet.
    GitRepository unfetched(String through, Duration deadline) {
        mirrors++;
        return GitRepository.remote(
                lock,
                lock.folder().resolve("mirror-" + mirrors + ".git"),
                RemoteAddress.parse(through),
                "main",
                new GitAccess(deadline, CredentialSource.none(), home));
    }

    GitRepository connect(String through, Duration deadline) {
        GitRepository repository = way == Way.LOCAL ? GitRepository.theirs(bare, "main") : unfetched(through, deadline);
        repository.fetch();
        return repository;
    }

    String address() {
        return address;
    }

    Path home() {
        return home;
    }

    CommitId commit(int number) {
        return commits.get(number);
    }

    ObjectId object(int number) {
        return ObjectId.of(commits.get(number));
    }

    RefChange beta(int from, int to) {
        return RefChange.move(BETA, object(from), object(to));
    }

    /// What the git program finds at a ref of the served repository; empty if nothing.
    String actual(String ref) throws IOException, InterruptedException {
        NativeGit.Ended ended = NativeGit.tried(bare, "rev-parse", "--verify", "-q", ref);
        return ended.output().strip();
    }

    /// Moves a ref as a person with a shell on the server would.
    void moveByHand(String ref, String to) {
        try {
            NativeGit.git(bare, "update-ref", ref, to);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : open.reversed()) {
            resource.close();
        }
    }
}
