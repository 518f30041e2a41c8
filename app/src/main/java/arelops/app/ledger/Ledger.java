package arelops.app.ledger;

import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.app.git.RefsSeen;
import arelops.core.evidence.Entry;
import arelops.core.evidence.IllegalTransition;
import arelops.core.evidence.Note;
import arelops.core.id.CommitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// The ledger of one repository: the one place of this process that reads and appends it. Safe for many threads.
public final class Ledger {
    /// Where the ledger is.
    public static final String REF = "refs/arelops/ledger";

    /// Where it is if the server takes no refs of its own kind.
    public static final String FALLBACK = "refs/heads/arelops/ledger";

    /// How often entries are put on top of what others appended meanwhile.
    private static final int REBASES = 20;

    private final GitRepository repository;
    private final SeenTip seenTip;
    private final ReentrantLock lock = new ReentrantLock();
    private LedgerView known = LedgerView.empty(REF);

    public Ledger(GitRepository repository, SeenTip seenTip) {
        this.repository = repository;
        this.seenTip = seenTip;
    }

    /// Fetches, and reads what is new.
    public LedgerView read() {
        return read(repository.fetch());
    }

    /// The ledger as these refs have it, whose objects were fetched. Only entries that are not known yet are read.
    ///
    /// Faults with `ledger.rewritten` if a tip seen earlier is no longer part of it, and with `ledger.invalid` or
    /// `ledger.evidence` if an entry is not what this program could have written.
    public LedgerView read(RefsSeen seen) {
        lock.lock();
        try {
            // What the caller saw may be older than what another thread appended since: then look once more.
            RefsSeen sound = containsEarlier(seen) ? seen : repository.fetch();
            if (!containsEarlier(sound)) {
                throw rewritten();
            }
            LedgerView view = advanced(known.at(refIn(sound)), tipIn(sound));
            remember(view);
            return view;
        } finally {
            lock.unlock();
        }
    }

    static String refIn(RefsSeen seen) {
        return seen.ref(REF).isEmpty() && seen.ref(FALLBACK).isPresent() ? FALLBACK : REF;
    }

    static Optional<CommitId> tipIn(RefsSeen seen) {
        return seen.ref(refIn(seen)).map(id -> new CommitId(id.hex()));
    }

    private Optional<CommitId> earlier() {
        return known.tip().or(seenTip::read);
    }

    private boolean containsEarlier(RefsSeen seen) {
        return earlier()
                .map(old ->
                        tipIn(seen).filter(tip -> repository.contains(old, tip)).isPresent())
                .orElse(true);
    }

    private Fault rewritten() {
        return new Fault(
                Fault.Kind.BROKEN,
                "ledger.rewritten",
                "The ledger was rewritten: "
                        + earlier().map(CommitId::toString).orElse("a commit") + " was its tip once, and is not part"
                        + " of it now",
                "Nothing moves until an admin puts the ledger back, for example with git push from a clone that has"
                        + " it.");
    }

    private LedgerView advanced(LedgerView from, Optional<CommitId> tip) {
        if (tip.isEmpty() || tip.equals(from.tip())) {
            return from;
        }
        LedgerView view = from;
        for (CommitId commit : repository.firstParents(tip.get(), from.tip()).orElseThrow(() -> notALine(tip.get()))) {
            view = switch (EntryCommit.read(repository, view, commit, Since.BEGINNING)) {
                case EntryCommit.Step.Good good -> good.view();
                case EntryCommit.Step.Bad bad -> throw invalid(bad.finding());
            };
        }
        return view;
    }

    private static Fault notALine(CommitId tip) {
        return invalid(
                new Finding(Finding.Kind.CHAIN_INVALID, 0, "the ledger at " + tip + " is no single line of commits"));
    }

    private static Fault invalid(Finding finding) {
        return new Fault(
                Fault.Kind.BROKEN,
                finding.kind() == Finding.Kind.EVIDENCE_MISSING ? "ledger.evidence" : "ledger.invalid",
                "The ledger cannot be trusted: " + finding.text(),
                "Nothing moves until an admin finds out who wrote it; arelops verify lists what is wrong.");
    }

    private void remember(LedgerView view) {
        boolean isNew = !view.tip().equals(known.tip());
        known = view;
        if (isNew) {
            view.tip().ifPresent(seenTip::write);
        }
    }

    /// Seals these notes on top of `base` and pushes them, with the changes of tags, all or none.
    ///
    /// If others appended meanwhile, `rebase` is asked with what the ledger says now; if it holds and every tag is
    /// still where it was expected, the notes are sealed anew on top of that.
    ///
    /// @param now for the entries' time
    /// @throws IllegalTransition when a note contradicts `base`
    public Appended append(LedgerView base, List<Note> notes, List<RefChange> tags, Rebase rebase, Instant now) {
        if (notes.isEmpty()) {
            throw new IllegalArgumentException("an append has at least one note");
        }
        lock.lock();
        try {
            LedgerView on = base;
            for (int rebased = 0; rebased <= REBASES; rebased++) {
                Written written = write(on, notes, now);
                Pushed pushed = push(written, on, tags);
                if (!(pushed.answer instanceof PushAnswer.Stale stale)) {
                    return outcome(pushed, written);
                }
                RefsSeen seen = repository.fetch();
                LedgerView there = read(seen);
                if (there.tip().equals(on.tip()) && !stale.ref().equals(on.ref())) {
                    return new Appended.TagStale(stale.ref(), stale.actual());
                }
                Optional<Appended> cannot = conflict(there, notes, tags, rebase, seen, now);
                if (cannot.isPresent()) {
                    return cannot.get();
                }
                on = there;
            }
            return new Appended.Superseded(on);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Appended> conflict(
            LedgerView there, List<Note> notes, List<RefChange> tags, Rebase rebase, RefsSeen seen, Instant now) {
        if (!rebase.holds(there.state()) || !fits(there, notes, now)) {
            return Optional.of(new Appended.Superseded(there));
        }
        return tags.stream()
                .filter(tag -> !seen.ref(tag.ref()).equals(tag.expectedOld()))
                .findFirst()
                .map(tag -> new Appended.TagStale(tag.ref(), seen.ref(tag.ref())));
    }

    private static boolean fits(LedgerView there, List<Note> notes, Instant now) {
        try {
            Optional<Entry> last = there.last();
            var state = there.state();
            for (Note note : notes) {
                Entry entry = Entry.seal(note, last, now);
                state = state.after(entry);
                last = Optional.of(entry);
            }
            return true;
        } catch (IllegalTransition e) {
            return false;
        }
    }

    private record Written(LedgerView view, List<Entry> entries) {}

    /// All entries of one append are one pack.
    private Written write(LedgerView on, List<Note> notes, Instant now) {
        try (NewObjects objects = repository.newObjects()) {
            LedgerView view = on;
            List<Entry> entries = new ArrayList<>();
            for (Note note : notes) {
                Entry entry = Entry.seal(note, view.last(), now);
                SortedMap<String, ObjectId> evidence = new TreeMap<>();
                note.documents().forEach((name, text) -> evidence.put(name, objects.blob(EntryCommit.bytes(text))));
                view = EntryCommit.after(view, entry, evidence, objects);
                entries.add(entry);
            }
            objects.write();
            return new Written(view, entries);
        }
    }

    /// An answer, and the ref that the ledger was pushed to.
    private record Pushed(PushAnswer answer, String ref) {}

    private Pushed push(Written written, LedgerView on, List<RefChange> tags) {
        PushAnswer answer = repository.push(changes(on.ref(), written, on, tags));
        boolean begins = on.tip().isEmpty() && on.ref().equals(REF);
        if (begins
                && answer instanceof PushAnswer.Refused refused
                && refused.ref().equals(REF)) {
            PushAnswer second = repository.push(changes(FALLBACK, written, on, tags));
            return second instanceof PushAnswer.Refused ? new Pushed(answer, REF) : new Pushed(second, FALLBACK);
        }
        return new Pushed(answer, on.ref());
    }

    private static List<RefChange> changes(String ref, Written written, LedgerView on, List<RefChange> tags) {
        List<RefChange> changes = new ArrayList<>();
        changes.add(new RefChange(
                ref, on.tip().map(ObjectId::of), written.view().tip().map(ObjectId::of)));
        changes.addAll(tags);
        return changes;
    }

    private Appended outcome(Pushed pushed, Written written) {
        return switch (pushed.answer) {
            case PushAnswer.Done _ -> {
                remember(written.view().at(pushed.ref));
                yield new Appended.Recorded(known, written.entries());
            }
            case PushAnswer.Stale stale -> new Appended.TagStale(stale.ref(), stale.actual());
            case PushAnswer.Refused refused -> new Appended.Refused(refused.ref(), refused.reason());
            case PushAnswer.Unanswered unanswered ->
                new Appended.Unanswered(written.view().tip().orElseThrow(), unanswered.because());
        };
    }

    /// The newest `limit` entries of a view, newest first.
    public List<Entry> newest(LedgerView view, int limit) {
        List<Entry> entries = new ArrayList<>();
        view.tip().ifPresent(tip -> {
            for (CommitId commit : repository.newestFirst(tip, limit)) {
                entries.add(entry(commit));
            }
        });
        return List.copyOf(entries);
    }

    /// A document beside the entry of a commit; empty where there is none of that name.
    ///
    /// Its digest was checked when the entry was read.
    public Optional<String> document(CommitId commit, String name) {
        return repository
                .file(commit, "evidence/" + name, EntryCommit.LARGEST_DOCUMENT)
                .map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /// All entries as these refs have them, oldest first; unchecked, and nothing is remembered.
    public List<Entry> all(RefsSeen seen) {
        return tipIn(seen).flatMap(tip -> repository.firstParents(tip, Optional.empty())).orElse(List.of()).stream()
                .map(this::entry)
                .toList();
    }

    private Entry entry(CommitId commit) {
        return repository
                .file(commit, "entry.json", 4 << 20)
                .map(text -> Entry.parse(new String(text, StandardCharsets.UTF_8)))
                .orElseThrow(() ->
                        invalid(new Finding(Finding.Kind.CHAIN_INVALID, 0, "commit " + commit + " has no entry.json")));
    }

    /// Checks everything from the first entry on, and the tags against the outcome. Writes nothing, remembers
    /// nothing.
    public Verification verify(RefsSeen seen, TagNames names) {
        return verify(seen, names, Since.BEGINNING);
    }

    /// The same, but documents of entries before `since` are not read again.
    public Verification verify(RefsSeen seen, TagNames names, Since since) {
        return new Verifier(repository, seenTip, names, since).verify(seen);
    }
}
