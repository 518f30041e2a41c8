package arelops.app.change;

import arelops.app.change.Changes.Known;
import arelops.app.fault.Fault;
import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.app.git.RefsSeen;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeHistory;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads and writes the histories of changes: one commit for each push, `events.jsonl` in its tree.
///
/// Safe for many threads and many controllers: what is written is compared with what was read.
public final class ChangeBook {
    private static final String FILE = "events.jsonl";
    private static final int LARGEST = 16 << 20;

    private final GitRepository git;
    private final Map<ChangeNumber, Known> known = new HashMap<>();
    private Map<String, ObjectId> lastRefs = Map.of();
    private Changes last = Changes.NONE;

    public ChangeBook(GitRepository git) {
        this.git = git;
    }

    /// An event that is to be recorded.
    ///
    /// @param because one line; may be empty
    public record Draft(ChangeEvent event, Actor by, String because) {}

    /// Events that are written and not pushed: with `changes` they become true.
    public record Prepared(Known after, List<RefChange> changes) {
        public Prepared {
            changes = List.copyOf(changes);
        }

        /// The same, together with the change of another ref.
        public Prepared with(RefChange other) {
            List<RefChange> more = new ArrayList<>(changes);
            more.add(other);
            return new Prepared(after, more);
        }
    }

    /// The changes as these refs have them, whose objects were fetched. Only what is new is read.
    public synchronized Changes at(RefsSeen refs) {
        if (refs.refs().equals(lastRefs)) {
            return last;
        }
        SortedMap<ChangeNumber, Known> all = new TreeMap<>();
        Map<ChangeNumber, String> damaged = new HashMap<>();
        refs.refs()
                .forEach((ref, id) -> ChangeRefs.change(ref).ifPresent(number -> {
                    CommitId tip = new CommitId(id.hex());
                    Optional<Known> before = Optional.ofNullable(known.get(number))
                            .filter(one -> one.tip().equals(tip));
                    try {
                        all.put(number, before.orElseGet(() -> read(number, tip)));
                    } catch (IllegalArgumentException e) {
                        damaged.put(number, String.valueOf(e.getMessage()));
                    } catch (Fault fault) {
                        if (fault.kind() != Fault.Kind.INPUT) {
                            throw fault; // the disk or the network, not what somebody wrote
                        }
                        damaged.put(number, String.valueOf(fault.getMessage()));
                    }
                }));
        known.clear();
        known.putAll(all);
        last = new Changes(all, damaged);
        lastRefs = refs.refs();
        return last;
    }

    private Known read(ChangeNumber number, CommitId tip) {
        ChangeHistory history = history(tip);
        if (!history.state().number().equals(number)) {
            throw new IllegalArgumentException(
                    "it holds the history of " + history.state().number());
        }
        return new Known(tip, history.state());
    }

    /// All that happened until this tip.
    ///
    /// @throws IllegalArgumentException where it is not what this program writes
    public ChangeHistory history(CommitId tip) {
        byte[] bytes = git.file(tip, FILE, LARGEST)
                .orElseThrow(() -> new IllegalArgumentException("commit " + tip.brief() + " has no " + FILE));
        return ChangeHistory.parse(
                new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    /// Writes these events after what is known; nothing is pushed yet.
    ///
    /// @param pulls where `refs/pull/<n>/head` stands, for an event that moves it
    /// @throws arelops.core.evidence.IllegalTransition where an event cannot follow
    public Prepared prepare(Known before, List<Draft> drafts, Optional<ObjectId> pulls, Instant now) {
        ChangeHistory history = history(before.tip());
        int old = history.entries().size();
        for (Draft draft : drafts) {
            history = history.with(draft.event(), draft.by(), draft.because(), now);
        }
        CommitId tip = write(history, old, Optional.of(before.tip()), now);
        ChangeNumber number = before.state().number();
        List<RefChange> changes = new ArrayList<>();
        changes.add(RefChange.move(ChangeRefs.history(number), ObjectId.of(before.tip()), ObjectId.of(tip)));
        ObjectId head = ObjectId.of(history.state().commit());
        if (!pulls.equals(Optional.of(head)) && history.state().isOpen()) {
            changes.add(new RefChange(ChangeRefs.head(number), pulls, Optional.of(head)));
        }
        return new Prepared(new Known(tip, history.state()), changes);
    }

    /// Writes a new change; nothing is pushed yet.
    public Prepared prepare(ChangeEvent.Opened event, Actor by, String because, Instant now) {
        ChangeHistory history = ChangeHistory.open(event, by, because, now);
        CommitId tip = write(history, 0, Optional.empty(), now);
        return new Prepared(
                new Known(tip, history.state()),
                List.of(
                        RefChange.create(ChangeRefs.history(event.number()), ObjectId.of(tip)),
                        RefChange.create(
                                ChangeRefs.head(event.number()),
                                ObjectId.of(event.head().commit()))));
    }

    private CommitId write(ChangeHistory history, int old, Optional<CommitId> parent, Instant now) {
        String text = String.join("\n", history.lines()) + "\n";
        try (NewObjects objects = git.newObjects()) {
            ObjectId blob = objects.blob(text.getBytes(StandardCharsets.UTF_8));
            CommitId commit = objects.commit(
                    objects.tree(Map.of(FILE, blob)),
                    parent.map(List::of).orElse(List.of()),
                    new GitIdentity("ARelOps", "arelops@localhost"),
                    now,
                    message(history.entries().subList(old, history.entries().size())));
            objects.write();
            return commit;
        }
    }

    private static String message(List<ChangeEntry> entries) {
        StringBuilder text = new StringBuilder();
        for (ChangeEntry entry : entries) {
            text.append(EventSentence.of(entry)).append('\n');
        }
        return text.toString();
    }

    /// Pushes what was prepared: the change as it is then; empty if somebody else was faster, and for a
    /// push without an answer: look again.
    public Optional<Known> push(Prepared prepared) {
        return switch (git.push(prepared.changes())) {
            case PushAnswer.Done _ -> Optional.of(prepared.after());
            case PushAnswer.Stale _, PushAnswer.Unanswered _ -> Optional.empty();
            case PushAnswer.Refused refused ->
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "git.refused",
                        "The git server refuses " + refused.ref() + ": " + refused.reason(),
                        "Let ARelOps write refs/arelops/* and refs/pull/*.");
        };
    }
}
