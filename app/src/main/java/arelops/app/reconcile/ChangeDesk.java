package arelops.app.reconcile;

import arelops.app.change.ChangeBook;
import arelops.app.change.ChangeRefs;
import arelops.app.change.Changes;
import arelops.app.fault.Fault;
import arelops.app.git.GitIdentity;
import arelops.app.git.InverseAnswer;
import arelops.app.git.RefsSeen;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeCommands;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeState;
import arelops.core.change.Head;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Takes what people ask for changes, has it decided, and records it.
public final class ChangeDesk {
    private static final int TRIES = 10;

    private final Ports ports;
    private final ChangeReader reader;
    private final String trunk;
    private final InstantSource clock;
    /// One command at a time: numbers of new changes follow one another.
    private final ReentrantLock turn = new ReentrantLock();

    ChangeDesk(Ports ports, ChangeReader reader, String trunk, InstantSource clock) {
        this.ports = ports;
        this.reader = reader;
        this.trunk = trunk;
        this.clock = clock;
    }

    /// Who asks.
    public record Asker(PersonName person, Role role) {}

    /// An answer, with the change as it is then where it was accepted.
    public record Told(ChangeAnswer answer, Optional<Changes.Known> change) {}

    /// What of trunk is to be taken back (CHG-7).
    ///
    /// @param commit the trunk commit
    /// @param title what it brought, in words
    /// @param by who asks, as git knows them
    public record Undo(CommitId commit, String title, GitIdentity by) {}

    /// Opens a change at this commit.
    public Told open(Asker asker, CommitId head, Source source, Words words) {
        return taken(() -> {
            RefsSeen refs = ports.git().fetch();
            Optional<Changes.Known> there = source.branch()
                    .flatMap(branch -> open(refs, from -> from.branch().equals(Optional.of(branch))));
            if (there.isPresent()) {
                return Optional.of(refused(
                        Answer.Reason.RULE,
                        there.get().state().number() + " is open for the branch "
                                + source.branch().orElse(""),
                        "push to the branch: the change follows it"));
            }
            return opened(asker, refs, new Proposed(head, source, words, ""));
        });
    }

    /// Opens the inverse of what landed, on top of trunk as it is: later work stays.
    ///
    /// @param because why, one line
    public Told revert(Asker asker, Undo undo, String because) {
        return taken(() -> {
            RefsSeen refs = ports.git().fetch();
            Optional<Changes.Known> there = open(refs, from -> from.reverts().equals(Optional.of(undo.commit())));
            if (there.isPresent()) {
                return Optional.of(refused(
                        Answer.Reason.RULE,
                        there.get().state().number() + " takes " + undo.commit().brief() + " back already",
                        "arelops why " + there.get().state().number().value()));
            }
            Words words = InverseWords.of(undo, because);
            return switch (ports.git()
                    .inverse(tip(refs), undo.commit(), undo.by(), clock.instant(), InverseWords.message(words))) {
                case InverseAnswer.Made made ->
                    opened(
                            asker,
                            refs,
                            new Proposed(
                                    made.commit(),
                                    new Source(Optional.empty(), Optional.of(undo.commit())),
                                    words,
                                    because));
                case InverseAnswer.Conflicts conflicts -> Optional.of(InverseWords.conflicts(undo, conflicts));
                case InverseAnswer.Nothing _ ->
                    Optional.of(refused(
                            Answer.Reason.RULE,
                            "trunk has nothing of " + undo.commit().brief() + " any more",
                            "see arelops show " + undo.commit().brief()));
                case InverseAnswer.First _ ->
                    Optional.of(refused(
                            Answer.Reason.RULE,
                            undo.commit().brief() + " is the first commit of all, so there is nothing to go back to",
                            "delete by hand what is wrong, on a branch"));
            };
        });
    }

    /// What is to be opened.
    private record Proposed(CommitId head, Source source, Words words, String because) {}

    private Optional<Changes.Known> open(RefsSeen refs, Predicate<Source> from) {
        return ports.changes()
                .at(refs)
                .open()
                .filter(known -> from.test(known.state().origin().source()))
                .findFirst();
    }

    private CommitId tip(RefsSeen refs) {
        return refs.trunk()
                .orElseThrow(() -> new Fault(
                        Fault.Kind.REFUSED,
                        "change.no-trunk",
                        "There is no branch " + trunk + " yet, so nothing can be proposed for it",
                        "Push it first."));
    }

    private Optional<Told> opened(Asker asker, RefsSeen refs, Proposed proposed) {
        CommitId tip = tip(refs);
        ChangeCommand.Open asked = new ChangeCommand.Open(
                next(refs),
                proposed.source(),
                proposed.words(),
                ChangeReader.head(ports.git(), tip, Optional.empty(), proposed.head()));
        ChangeAnswer answer = ChangeCommands.open(asked, reader.merge(tip, proposed.head()));
        if (!(answer instanceof ChangeAnswer.Accepted accepted)) {
            return Optional.of(new Told(answer, Optional.empty()));
        }
        ChangeBook.Prepared prepared = ports.changes()
                .prepare(
                        (ChangeEvent.Opened) accepted.events().getFirst(),
                        new Actor.Person(asker.person()),
                        proposed.because(),
                        clock.instant());
        return ports.changes().push(prepared).map(known -> new Told(answer, Optional.of(known)));
    }

    /// Numbers are never given twice, also where a history cannot be read.
    private static ChangeNumber next(RefsSeen refs) {
        return new ChangeNumber(ChangeRefs.largest(refs.refs().keySet()) + 1);
    }

    /// The open change that a person pushes on without naming it: theirs of this topic, else the newest
    /// of theirs whose commits the head contains.
    public Optional<ChangeNumber> goesOn(PersonName person, CommitId head, Optional<String> topic) {
        return ports.changes()
                .at(ports.git().fetch())
                .open()
                .map(Changes.Known::state)
                .filter(state -> state.origin().by().equals(person)
                        && state.origin().source().branch().isEmpty()
                        && state.origin().source().reverts().isEmpty())
                .filter(state -> topic.isPresent()
                        ? state.origin().source().topic().equals(topic)
                        : ports.git().contains(state.commit(), head))
                .map(ChangeState::number)
                .reduce((_, newer) -> newer);
    }

    /// Brings other commits to a change.
    public Told push(Asker asker, ChangeNumber number, CommitId head) {
        RefsSeen refs = ports.git().fetch();
        Optional<Head> before = ports.changes()
                .at(refs)
                .of(number)
                .map(known -> known.state().head().head());
        Head pushed = refs.trunk()
                .map(tip -> ChangeReader.head(ports.git(), tip, before, head))
                .orElseGet(() -> new Head(head, Digest.of(head.hex())));
        return command(asker, number, new ChangeCommand.Push(pushed), "");
    }

    /// Records what a command comes to.
    ///
    /// @param because the reason that the person gives, one line
    public Told command(Asker asker, ChangeNumber number, ChangeCommand command, String because) {
        return taken(() -> {
            RefsSeen refs = ports.git().fetch();
            Changes changes = ports.changes().at(refs);
            Optional<Changes.Known> known = changes.of(number);
            if (known.isEmpty()) {
                return Optional.of(
                        refused(Answer.Reason.INPUT, unknown(changes, number), "arelops change list --all lists them"));
            }
            ChangeAnswer answer = new ChangeCommands(
                            known.get().state(),
                            asker.person(),
                            asker.role(),
                            ports.changes().history(known.get().tip()).length())
                    .answer(command);
            return answer instanceof ChangeAnswer.Accepted accepted
                    ? recorded(asker, accepted, known.get(), refs, because)
                    : Optional.of(new Told(answer, Optional.empty()));
        });
    }

    private static String unknown(Changes changes, ChangeNumber number) {
        return Optional.ofNullable(changes.damaged().get(number))
                .map(why -> "the history of " + number + " cannot be read: " + why)
                .orElse("there is no change " + number);
    }

    private Optional<Told> recorded(
            Asker asker, ChangeAnswer.Accepted accepted, Changes.Known known, RefsSeen refs, String because) {
        Instant now = clock.instant();
        List<ChangeBook.Draft> drafts = accepted.events().stream()
                .map(event -> new ChangeBook.Draft(event, new Actor.Person(asker.person()), because))
                .toList();
        ChangeBook.Prepared prepared = ports.changes()
                .prepare(known, drafts, refs.ref(ChangeRefs.head(known.state().number())), now);
        return ports.changes().push(prepared).map(after -> new Told(accepted, Optional.of(after)));
    }

    static Told refused(Answer.Reason reason, String because, String mend) {
        return new Told(new ChangeAnswer.Refused(reason, because, mend), Optional.empty());
    }

    /// What is asked until it is answered: empty where somebody else was faster.
    private interface Try {
        Optional<Told> go();
    }

    private Told taken(Try one) {
        turn.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                Optional<Told> told = one.go();
                if (told.isPresent()) {
                    return told.get();
                }
            }
        } finally {
            turn.unlock();
        }
        throw new Fault(
                Fault.Kind.UNREACHABLE,
                "change.busy",
                "The change was written " + TRIES + " times by others meanwhile, or the git server gave no answer",
                "Look at it, and try again.");
    }

    /// All that happened to a change, oldest first.
    public List<ChangeEntry> history(Changes.Known known) {
        return ports.changes().history(known.tip()).entries();
    }
}
