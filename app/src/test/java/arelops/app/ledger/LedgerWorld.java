package arelops.app.ledger;

import arelops.app.git.CredentialSource;
import arelops.app.git.FolderLock;
import arelops.app.git.GitAccess;
import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.app.git.RemoteAddress;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A bare repository with ten commits on trunk, and ledgers on it: ours directly, others' through the git program.
final class LedgerWorld implements Closeable {
    static final AppName SHOP = new AppName("shop");
    static final Slot BETA = new Slot(SHOP, EnvironmentName.BETA);
    static final PersonName ANN = new PersonName("ann");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    final Path folder;
    final Path bare;
    final List<CommitId> commits = new ArrayList<>();
    final GitRepository repository;
    private final FolderLock lock;
    private final List<GitRepository> others = new ArrayList<>();

    LedgerWorld(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        bare = folder.resolve("shop.git");
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
        lock = FolderLock.take(folder.resolve("data"));
        repository = GitRepository.theirs(bare, "main");
        try (NewObjects objects = repository.newObjects()) {
            List<CommitId> parents = List.of();
            for (int i = 0; i < 10; i++) {
                ObjectId blob = objects.blob(("version " + i).getBytes(StandardCharsets.UTF_8));
                commits.add(objects.commit(
                        objects.tree(Map.of("file", blob)), parents, new GitIdentity("Ann", "ann@x"), NOW, "Change\n"));
                parents = List.of(commits.getLast());
            }
            objects.write();
        }
        repository.push(List.of(RefChange.create("refs/heads/main", ObjectId.of(commits.getLast()))));
    }

    /// A ledger on the repository itself, with its own memory of the newest tip.
    Ledger ours() {
        return new Ledger(repository, new SeenTip(folder.resolve("data/tip")));
    }

    /// The ledger of another installation, that reaches the repository as a remote.
    Ledger another(String name) {
        GitRepository remote = GitRepository.remote(
                lock,
                lock.folder().resolve(name + ".git"),
                RemoteAddress.parse(bare.toString()),
                "main",
                new GitAccess(Duration.ofSeconds(60), CredentialSource.none(), folder));
        others.add(remote);
        return new Ledger(remote, new SeenTip(folder.resolve("data/" + name + ".tip")));
    }

    static Note note(Fact fact) {
        return new Note(fact, new Actor.Automation("c1"), "because it was time");
    }

    static Note documented(Fact fact, String document) {
        return new Note(
                fact,
                new Actor.Automation("c1"),
                "see the document",
                Optional.of(Digest.of("rules")),
                new TreeMap<>(Map.of("report.json", document)));
    }

    Note genesis() {
        return note(new Fact.Genesis("main", commits.getFirst()));
    }

    Note approval(int commit) {
        return new Note(
                new Fact.Approved(commits.get(commit), Optional.empty(), ANN), new Actor.Person(ANN), "looks good");
    }

    static Digest artifact(int number) {
        return Digest.of("artifact " + number);
    }

    RefChange tag(Optional<CommitId> from, CommitId to) {
        return RefChange.tag("BETA", from, to);
    }

    /// Appends one note on top of what is there, which must succeed.
    static LedgerView append(Ledger ledger, Note note, RefChange... tags) {
        Appended appended = ledger.append(ledger.read(), List.of(note), List.of(tags), Rebase.never(), NOW);
        if (appended instanceof Appended.Recorded recorded) {
            return recorded.view();
        }
        throw new AssertionError(appended.toString());
    }

    /// A ledger of thirty entries: four releases built, moved into BETA with the tag, verified and settled.
    void thirtyEntries(Ledger ledger) {
        append(ledger, genesis());
        append(
                ledger,
                note(new Fact.TrunkMoved(
                        commits.getFirst(),
                        commits.subList(1, 10).stream()
                                .map(c -> new Fact.Step(c, Optional.empty()))
                                .toList())));
        Optional<CommitId> before = Optional.empty();
        for (int i = 0; i < 4; i++) {
            CommitId commit = commits.get(i);
            append(ledger, approval(i));
            LedgerView built = append(ledger, note(new Fact.Built(SHOP, commit, artifact(i))));
            Release release = new Release(built.state().seq(), commit, artifact(i));
            LedgerView open = append(ledger, note(new Fact.Intent(BETA, Fact.Purpose.PROMOTE, Optional.of(release))));
            long token = open.state().seq();
            append(
                    ledger,
                    note(new Fact.Moved(BETA, token, before, Optional.of(release), token)),
                    tag(before, commit),
                    RefChange.create("refs/tags/release/" + release.number(), ObjectId.of(commit)));
            append(
                    ledger,
                    documented(
                            new Fact.Verified(BETA, token, "acceptance", Fact.Outcome.PASSED, 1),
                            "{\"passed\":" + i + "}"));
            append(ledger, note(new Fact.Settled(BETA, release, 3, 100)));
            append(ledger, note(new Fact.Held(BETA)));
            before = Optional.of(commit);
        }
    }

    @Override
    public void close() {
        others.forEach(GitRepository::close);
        repository.close();
        lock.close();
    }
}
