package arelops.app.ledger;

import arelops.app.fault.Fault;
import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Evidence;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.Slot;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An entry as a git commit, and back.
///
/// Every byte of the commit follows from the entry and the one before it: reading makes the commit again and compares
/// ids, so that a change to anything in it is seen.
final class EntryCommit {
    /// Far beyond any real entry, and little enough to be read in one piece.
    private static final int LARGEST_ENTRY = 4 << 20;

    static final int LARGEST_DOCUMENT = 64 << 20;

    private EntryCommit() {}

    /// The ledger with one more entry, whose commit and files go into `objects`.
    ///
    /// @param evidence the blobs of the entry's documents by name
    static LedgerView after(LedgerView before, Entry entry, Map<String, ObjectId> evidence, NewObjects objects) {
        LedgerState state = before.state().after(entry);
        SortedMap<String, ObjectId> projection = new TreeMap<>(before.projection());
        for (Map.Entry<Slot, SlotState> slot : state.slots().entrySet()) {
            String path = Projection.path(slot.getKey());
            if (!projection.containsKey(path)
                    || !slot.getValue().equals(before.state().slot(slot.getKey()))) {
                projection.put(path, objects.blob(bytes(Projection.text(slot.getValue()))));
            }
        }
        SortedMap<String, ObjectId> files = new TreeMap<>(projection);
        files.put("entry.json", objects.blob(bytes(entry.canonical())));
        evidence.forEach((name, blob) -> files.put("evidence/" + name, blob));
        CommitId commit = objects.commit(
                objects.tree(files),
                before.tip().map(List::of).orElse(List.of()),
                identity(entry.actor()),
                entry.at(),
                Sentence.message(entry));
        return before.next(commit, entry, state, projection);
    }

    private static GitIdentity identity(Actor actor) {
        return switch (actor) {
            case Actor.Automation automation -> new GitIdentity("ARelOps", automation.controller() + "@arelops");
            case Actor.Person person ->
                new GitIdentity(person.name().text(), person.name().text() + "@arelops");
        };
    }

    /// What reading one commit gave.
    sealed interface Step {
        record Good(LedgerView view) implements Step {}

        record Bad(Finding finding) implements Step {}
    }

    /// Reads the commit that shall be the next entry, and checks everything about it; the bytes of its documents only
    /// if `since` covers it.
    static Step read(GitRepository repository, LedgerView before, CommitId commit, Since since) {
        long seq = before.state().seq() + 1;
        try (NewObjects ids = repository.idsOnly()) {
            Optional<byte[]> text = repository.file(commit, "entry.json", LARGEST_ENTRY);
            if (text.isEmpty()) {
                return bad(seq, commit, "has no entry.json");
            }
            Entry entry = Entry.parse(new String(text.get(), StandardCharsets.UTF_8));
            if (before.last().isPresent() && !entry.follows(before.last().get())) {
                return bad(seq, commit, "does not name the entry before it");
            }
            SortedMap<String, ObjectId> evidence = new TreeMap<>();
            Map<String, ObjectId> files = repository.blobs(commit);
            for (Evidence document : entry.content().evidence()) {
                Optional<ObjectId> blob = Optional.ofNullable(files.get("evidence/" + document.name()));
                if (blob.isEmpty() || (since.covers(entry) && !holds(repository, blob.get(), document))) {
                    return new Step.Bad(new Finding(
                            Finding.Kind.EVIDENCE_MISSING,
                            seq,
                            "evidence/" + document.name() + " of entry " + seq + " is missing or differs"));
                }
                evidence.put(document.name(), blob.get());
            }
            LedgerView after = after(before, entry, evidence, ids);
            return after.tip().equals(Optional.of(commit))
                    ? new Step.Good(after)
                    : bad(seq, commit, "holds something that does not follow from its entry");
        } catch (IllegalArgumentException | DateTimeException e) {
            return bad(seq, commit, "is no entry that may stand there: " + e.getMessage());
        } catch (Fault e) {
            return bad(seq, commit, "cannot be read: " + e.getMessage());
        }
    }

    private static boolean holds(GitRepository repository, ObjectId blob, Evidence document) {
        try {
            byte[] content = repository.blob(blob, LARGEST_DOCUMENT);
            return content.length == document.size() && Digest.of(content).equals(document.digest());
        } catch (Fault e) {
            return false;
        }
    }

    private static Step bad(long seq, CommitId commit, String why) {
        return new Step.Bad(
                new Finding(Finding.Kind.CHAIN_INVALID, seq, "entry " + seq + ", commit " + commit + ", " + why));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
