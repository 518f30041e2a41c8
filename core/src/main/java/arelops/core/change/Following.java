package arelops.core.change;

import arelops.core.change.ChangeState.Ejection;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.ChangeState.Queueing;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.ChangeState.Votes;
import arelops.core.change.ChangeState.Work;
import arelops.core.evidence.Actor;
import arelops.core.evidence.IllegalTransition;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The state machine of a change: what each event changes, and which may not follow.
final class Following {
    private Following() {}

    static void unless(boolean legal, String because) {
        if (!legal) {
            throw new IllegalTransition(because);
        }
    }

    static ChangeState after(Optional<ChangeState> before, ChangeEntry entry) {
        if (entry.event() instanceof ChangeEvent.Opened opened) {
            unless(before.isEmpty(), "a change is opened once");
            return opened(opened, entry);
        }
        ChangeState state = before.orElseThrow(() -> new IllegalTransition("a change begins when it is opened"));
        return moved(state.with(state.work().at(entry.at())), entry);
    }

    private static ChangeState opened(ChangeEvent.Opened event, ChangeEntry entry) {
        return new ChangeState(
                event.number(),
                new ChangeState.Origin(person(entry), entry.at(), event.source()),
                event.words(),
                new ChangeState.Current(event.head(), entry.actor(), entry.at()),
                Votes.NONE,
                new Work(
                        new Phase.Open(),
                        Optional.empty(),
                        Optional.empty(),
                        ChangeState.Tries.NONE,
                        TestState.NONE,
                        entry.at()));
    }

    private static PersonName person(ChangeEntry entry) {
        if (entry.actor() instanceof Actor.Person person) {
            return person.name();
        }
        throw new IllegalTransition("only a person can do that: " + entry.kind());
    }

    private static ChangeState moved(ChangeState state, ChangeEntry entry) {
        Work work = state.work();
        return switch (entry.event()) {
            case ChangeEvent.Opened _ -> throw new IllegalTransition("a change is opened once");
            case ChangeEvent.HeadMoved e -> {
                open(state, entry);
                yield state.with(new ChangeState.Current(e.head(), entry.actor(), entry.at()));
            }
            case ChangeEvent.Reworded e -> state.with(e.words());
            case ChangeEvent.Commented _ -> state;
            case ChangeEvent.Reviewed e -> state.with(reviewed(state.votes(), e, entry));
            case ChangeEvent.SignedOff e -> state.with(signedOff(state.votes(), e, entry));
            case ChangeEvent.RunAllowed e -> {
                person(entry);
                Set<CommitId> runs = new HashSet<>(state.votes().runs());
                runs.add(e.head());
                yield state.with(
                        new Votes(state.votes().opinions(), state.votes().signOffs(), runs));
            }
            case ChangeEvent.Queued e -> {
                open(state, entry);
                Queueing queueing = new Queueing(e.urgent(), entry.at());
                yield state.with(
                        work.ejected().isPresent() ? work.queuedAgain(queueing) : work.queued(Optional.of(queueing)));
            }
            case ChangeEvent.Ejected e ->
                state.with(work.ejected(Optional.of(new Ejection(e.head(), entry.because(), entry.at()))));
            case ChangeEvent.Tried e -> {
                open(state, entry);
                unless(state.trial(e.trial().tested()).isEmpty(), "this merge result is tried already");
                yield state.with(work.tried(added(work.trials(), TrialSeen.of(e.trial(), entry.at()))));
            }
            case ChangeEvent.Conflicted e -> {
                open(state, entry);
                ChangeState.Tries tries = work.tries();
                ChangeState.Clash clash = new ChangeState.Clash(e.base(), e.on(), e.paths(), entry.at());
                yield state.with(work.with(
                        new ChangeState.Tries(tries.trials(), added(tries.clashes(), clash), tries.voided())));
            }
            case ChangeEvent.Voided e -> {
                Set<CommitId> voided = new HashSet<>(work.tries().voided());
                voided.add(e.tested());
                yield state.with(work.with(new ChangeState.Tries(
                        work.tries().trials(), work.tries().clashes(), voided)));
            }
            case ChangeEvent.Checked e -> state.with(work.tried(checked(work.trials(), e, entry.because())));
            case ChangeEvent.TestWanted _ -> {
                open(state, entry);
                yield state.with(work.tests(work.test().wanted(entry.at())));
            }
            case ChangeEvent.TestRaised e -> {
                open(state, entry);
                unless(state.trial(e.tested()).isPresent(), "TEST runs a merge result that was tried");
                yield state.with(work.tried(smokedAnew(work.trials(), e.tested()))
                        .tests(work.test()
                                .raised(new TestState.Raised(
                                        entry.seq(),
                                        e.tested(),
                                        e.artifacts(),
                                        e.others(),
                                        entry.at(),
                                        TestState.Stage.STARTING))));
            }
            case ChangeEvent.TestServes e -> {
                unless(isUp(work, e.tested()), "no TEST was raised of " + e.tested());
                yield state.with(work.tests(work.test().serves()));
            }
            case ChangeEvent.TestOver _ -> {
                unless(work.test().up().isPresent(), "there is no TEST that could end");
                yield state.with(work.tests(work.test().over(entry.seq(), spent(state))));
            }
            case ChangeEvent.TestGone _ -> state.with(work.tests(work.test().gone()));
            case ChangeEvent.Closed _ -> {
                open(state, entry);
                yield state.with(
                        work.in(new Phase.Closed(entry.actor(), entry.at())).queued(Optional.empty()));
            }
            case ChangeEvent.Reopened _ -> {
                unless(work.phase() instanceof Phase.Closed, "only a closed change can be opened again");
                yield state.with(work.in(new Phase.Open()));
            }
            case ChangeEvent.Landed e -> {
                open(state, entry);
                unless(state.trial(e.tested()).isPresent(), "what lands is a merge result that was tried");
                yield state.with(work.in(new Phase.Landed(e.commit(), entry.at())));
            }
        };
    }

    /// The head that is without TEST from now on: none where an earlier one ended, or the change did.
    private static Optional<CommitId> spent(ChangeState state) {
        return state.test()
                .up()
                .filter(up -> state.isOpen() && state.trial(up.tested()).isPresent())
                .map(_ -> state.commit());
    }

    /// What failed in the TEST before says nothing of a new one.
    private static List<TrialSeen> smokedAnew(List<TrialSeen> trials, CommitId tested) {
        return trials.stream()
                .map(one -> one.trial().tested().equals(tested) ? one.withoutFailures(TestStanding.SMOKE) : one)
                .toList();
    }

    private static boolean isUp(Work work, CommitId tested) {
        return work.test()
                .up()
                .filter(up -> up.tested().equals(tested) && up.stage() != TestState.Stage.OVER)
                .isPresent();
    }

    private static void open(ChangeState state, ChangeEntry entry) {
        unless(state.isOpen(), state.number() + " is not open, so there is no " + entry.kind());
    }

    private static Votes reviewed(Votes votes, ChangeEvent.Reviewed e, ChangeEntry entry) {
        PersonName by = person(entry);
        List<Opinion> opinions = switch (e.verdict()) {
            case APPROVED -> added(votes.opinions(), Opinion.approval(by, e.as(), e.head(), entry.at()));
            case CHANGES_REQUESTED -> added(votes.opinions(), Opinion.request(by, e.as(), e.head(), entry.at()));
            case WITHDRAWN ->
                votes.opinions().stream()
                        .map(one -> one.by().equals(by) && one.withdrawn().isEmpty() ? one.withdrawn(entry.at()) : one)
                        .toList();
        };
        return new Votes(opinions, votes.signOffs(), votes.runs());
    }

    private static Votes signedOff(Votes votes, ChangeEvent.SignedOff e, ChangeEntry entry) {
        SignOff signOff = new SignOff(person(entry), e.as(), e.head(), entry.at(), Optional.empty());
        return new Votes(votes.opinions(), added(votes.signOffs(), signOff), votes.runs());
    }

    private static List<TrialSeen> checked(List<TrialSeen> trials, ChangeEvent.Checked e, String because) {
        return trials.stream()
                .map(one -> one.trial().tested().equals(e.tested())
                        ? one.with(new SlotState.Result(e.check(), e.outcome(), e.attempt()), because)
                        : one)
                .toList();
    }

    private static <T> List<T> added(List<T> to, T one) {
        List<T> longer = new ArrayList<>(to);
        longer.add(one);
        return longer;
    }
}
