package arelops.app.people;

import arelops.app.fault.Fault;
import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.app.git.RefsSeen;
import arelops.core.evidence.Actor;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The accounts of a repository: `people.json` in a chain of commits on a ref, changed by compare-and-swap.
///
/// The commit messages tell who changed what. Safe for many threads and many controllers.
public final class PeopleStore {
    public static final String REF = "refs/arelops/people";
    private static final String FILE = "people.json";
    private static final int LARGEST = 4 << 20;
    private static final int TRIES = 20;

    private final GitRepository git;
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    private record Known(Optional<CommitId> commit, People people) {}

    public PeopleStore(GitRepository git) {
        this.git = git;
    }

    /// Fetches, and reads.
    public People read() {
        return at(git.fetch());
    }

    /// The accounts as these refs have them, whose objects were fetched; or newer ones that this store wrote since.
    public People at(RefsSeen refs) {
        Optional<CommitId> seen = commit(refs);
        Optional<Known> last = known.get();
        if (last.isPresent() && isPartOf(seen, last.get().commit())) {
            return last.get().people();
        }
        People people = seen.map(this::parse).orElse(People.NONE);
        known.compareAndSet(last, Optional.of(new Known(seen, people)));
        return people;
    }

    /// What was read last; reads if nothing was.
    public People known() {
        return known.get().map(Known::people).orElseGet(this::read);
    }

    private static Optional<CommitId> commit(RefsSeen refs) {
        return refs.ref(REF).map(id -> new CommitId(id.hex()));
    }

    private boolean isPartOf(Optional<CommitId> seen, Optional<CommitId> known) {
        return seen.equals(known)
                || (known.isPresent() && (seen.isEmpty() || git.contains(seen.get(), known.get())));
    }

    private People parse(CommitId commit) {
        try {
            return git.file(commit, FILE, LARGEST)
                    .map(bytes -> People.parse(new String(bytes, StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new IllegalArgumentException("it has no " + FILE));
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "people.damaged",
                    "Cannot read the accounts at " + REF + " (commit " + commit.brief() + "): " + e.getMessage(),
                    "Nobody is let in meanwhile. Put the ref back to its last good commit: git log " + REF + ".",
                    e);
        }
    }

    /// Adds an account; refused where there is one of this name.
    public Changed add(Person person, Actor by, Instant now) {
        return change(by, now, people -> people.named(person.name()).isPresent()
                ? new Step.No(
                        person.name() + " has an account already",
                        "arelops people role " + person.name().text() + " " + RoleText.of(person.role()))
                : new Step.Yes(people.with(person), "add " + person.name() + " as " + RoleText.of(person.role())));
    }

    /// Gives a person another role; the last admin keeps theirs.
    public Changed changeRole(PersonName name, Role role, Actor by, Instant now) {
        return change(by, now, people -> {
            Optional<Person> person = people.named(name);
            if (person.isEmpty()) {
                return new Step.No("nobody is called " + name, "see arelops people list");
            }
            People after = people.with(person.get().as(role));
            return after.hasAdmin() || !people.hasAdmin()
                    ? new Step.Yes(
                            after,
                            "make " + name + " " + RoleText.of(role) + ", was "
                                    + RoleText.of(person.get().role()))
                    : lastAdmin(name);
        });
    }

    private static Step lastAdmin(PersonName name) {
        return new Step.No(
                name + " is the last admin, and there must be one", "make somebody else admin first");
    }

    /// What a change comes to on what is there now.
    private sealed interface Step {
        record Yes(People after, String message) implements Step {}

        record No(String because, String mend) implements Step {}
    }

    private Changed change(Actor by, Instant now, Function<People, Step> change) {
        for (int i = 0; i < TRIES; i++) {
            RefsSeen refs = git.fetch();
            People before = at(refs);
            switch (change.apply(before)) {
                case Step.No no -> {
                    return new Changed.Refused(no.because(), no.mend());
                }
                case Step.Yes yes -> {
                    if (yes.after().equals(before)) {
                        return new Changed.Done(before);
                    }
                    CommitId commit = write(yes, commit(refs), by, now);
                    if (pushed(commit, refs)) {
                        known.set(Optional.of(new Known(Optional.of(commit), yes.after())));
                        return new Changed.Done(yes.after());
                    }
                }
            }
        }
        throw new Fault(
                Fault.Kind.UNREACHABLE,
                "people.busy",
                "The accounts were changed by others " + TRIES + " times meanwhile",
                "Try again; nothing was changed.");
    }

    private CommitId write(Step.Yes step, Optional<CommitId> parent, Actor by, Instant now) {
        try (NewObjects objects = git.newObjects()) {
            ObjectId blob = objects.blob(step.after().canonical().getBytes(StandardCharsets.UTF_8));
            CommitId commit = objects.commit(
                    objects.tree(Map.of(FILE, blob)),
                    parent.map(List::of).orElse(List.of()),
                    new GitIdentity("ARelOps", "arelops@localhost"),
                    now,
                    step.message() + "\n\nBy: " + by + "\n");
            objects.write();
            return commit;
        }
    }

    /// Whether the ref is at our commit now; false if somebody else was faster.
    private boolean pushed(CommitId commit, RefsSeen refs) {
        RefChange change = new RefChange(REF, refs.ref(REF), Optional.of(ObjectId.of(commit)));
        return switch (git.push(List.of(change))) {
            case PushAnswer.Done _ -> true;
            case PushAnswer.Stale _ -> false;
            case PushAnswer.Unanswered _ ->
                commit(git.fetch())
                        .filter(tip -> git.contains(commit, tip))
                        .isPresent();
            case PushAnswer.Refused refused ->
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "git.refused",
                        "The git server refuses " + refused.ref() + ": " + refused.reason(),
                        "Let ARelOps write refs/arelops/*.");
        };
    }
}
