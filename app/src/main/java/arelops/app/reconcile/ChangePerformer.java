package arelops.app.reconcile;

import arelops.app.change.ChangeBook;
import arelops.app.change.ChangeRefs;
import arelops.app.change.Changes;
import arelops.app.deploy.Token;
import arelops.app.git.GitIdentity;
import arelops.app.git.MergeAnswer;
import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.core.change.ChangeAction;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.OnTop;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeState;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.release.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Performs one action for a change, and reports what came of it. Takes no decision.
final class ChangePerformer {
    static final GitIdentity MERGES = new GitIdentity("ARelOps", "arelops@localhost");

    private final Ports ports;
    private final Settings settings;
    private final Lander lander;
    private final Hands hands;

    /// What starts jobs, and what speaks to the target.
    record Hands(JobStarter jobs, BiFunction<Action, Observed, Optional<Outcome>> target) {}

    ChangePerformer(Ports ports, Settings settings, String trunk, Hands hands) {
        this.ports = ports;
        this.settings = settings;
        this.hands = hands;
        this.lander = new Lander(ports, settings, trunk);
    }

    /// What came of an action, with the change and the ledger as they are then.
    record Result(Outcome outcome, Optional<Changes.Known> change) {
        static Result of(Outcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    Result perform(ChangeDecision.Act act, Observed observed, Instant now) {
        return switch (act.action()) {
            case ChangeAction.Append append -> append(append.change(), append.event(), act.because(), observed, now);
            case ChangeAction.Run run -> Result.of(hands.jobs().start(run.job(), observed));
            case ChangeAction.OnTarget on ->
                Result.of(hands.target().apply(on.action(), observed).orElseThrow());
            case ChangeAction.ServeTest serve -> {
                CommitId tested = known(serve.change(), observed)
                        .state()
                        .test()
                        .up()
                        .orElseThrow()
                        .tested();
                yield tagged(
                        serve.change(), new ChangeEvent.TestServes(tested), Optional.of(tested), act, observed, now);
            }
            case ChangeAction.EndTest end ->
                tagged(end.change(), new ChangeEvent.TestOver(), Optional.empty(), act, observed, now);
            case ChangeAction.TestGone gone -> gone(gone, act, observed, now);
            case ChangeAction.Try attempt -> attempt(attempt, observed, now);
            case ChangeAction.Land land -> lander.land(land, act, observed, now);
        };
    }

    private Result gone(ChangeAction.TestGone gone, ChangeDecision.Act act, Observed observed, Instant now) {
        for (Slot slot : gone.slots()) {
            switch (Performer.answered(ports.target().retire(slot, new Token(gone.token())))) {
                case Outcome.Done _ -> {}
                case Outcome.Stale stale -> {
                    return Result.of(stale);
                }
                case Outcome.Refused notYet -> { // what it runs is being stopped
                    return Result.of(new Outcome.Stale(notYet.because()));
                }
            }
        }
        return append(gone.change(), new ChangeEvent.TestGone(), act.because(), observed, now);
    }

    /// The event and the tag of TEST in one atomic push.
    private Result tagged(
            ChangeNumber number,
            ChangeEvent event,
            Optional<CommitId> to,
            ChangeDecision.Act act,
            Observed observed,
            Instant now) {
        String tag = "refs/tags/TEST/pr-" + number.value();
        Optional<ObjectId> from = observed.refs().ref(tag);
        Optional<ObjectId> wanted = to.map(ObjectId::of);
        ChangeBook.Prepared prepared = prepared(number, event, act.because(), observed, now);
        return pushed(number, from.equals(wanted) ? prepared : prepared.with(new RefChange(tag, from, wanted)));
    }

    private Actor self() {
        return new Actor.Automation(settings.controller());
    }

    private static Changes.Known known(ChangeNumber number, Observed observed) {
        return observed.changes()
                .of(number)
                .orElseThrow(() -> new IllegalStateException(number + " was decided on and is not known"));
    }

    private Result append(ChangeNumber number, ChangeEvent event, String because, Observed observed, Instant now) {
        return pushed(number, prepared(number, event, because, observed, now));
    }

    private ChangeBook.Prepared prepared(
            ChangeNumber number, ChangeEvent event, String because, Observed observed, Instant now) {
        return ports.changes()
                .prepare(
                        known(number, observed),
                        List.of(new ChangeBook.Draft(event, self(), because)),
                        observed.refs().ref(ChangeRefs.head(number)),
                        now);
    }

    private Result pushed(ChangeNumber number, ChangeBook.Prepared prepared) {
        return ports.changes()
                .push(prepared)
                .map(after -> new Result(new Outcome.Done(Optional.empty()), Optional.of(after)))
                .orElseGet(() -> Result.of(new Outcome.Stale("somebody else changed " + number + " first")));
    }

    /// Makes the chain of merge results, one on top of the other; the last is the one that is checked.
    private Result attempt(ChangeAction.Try attempt, Observed observed, Instant now) {
        CommitId onto = attempt.base();
        for (OnTop before : attempt.on()) {
            Optional<CommitId> merged = merged(onto, before.head(), before.change(), observed);
            if (merged.isEmpty()) {
                return clash(attempt, onto, before.head(), observed, now);
            }
            onto = merged.get();
        }
        CommitId head = known(attempt.change(), observed).state().commit();
        Optional<CommitId> tested = merged(onto, head, attempt.change(), observed);
        if (tested.isEmpty()) {
            return clash(attempt, onto, head, observed, now);
        }
        return append(
                attempt.change(),
                new ChangeEvent.Tried(new Trial(tested.get(), onto, attempt.base(), attempt.on())),
                "",
                observed,
                now);
    }

    /// What `git log` shows on trunk.
    static String message(ChangeState state) {
        return "Merge " + state.number() + ": " + state.words().title() + "\n\nChange: " + state.number() + "\n";
    }

    private Result clash(ChangeAction.Try attempt, CommitId onto, CommitId head, Observed observed, Instant now) {
        List<String> paths = ports.git().merge(onto, head) instanceof MergeAnswer.Conflicts conflicts
                ? conflicts.paths()
                : List.of("(no history in common)");
        return append(
                attempt.change(),
                new ChangeEvent.Conflicted(attempt.base(), attempt.on(), paths),
                "conflict in " + String.join(", ", paths),
                observed,
                now);
    }

    private Optional<CommitId> merged(CommitId onto, CommitId head, ChangeNumber change, Observed observed) {
        return observed.changes()
                .of(change)
                .flatMap(known -> ports.git().mergeCommit(onto, head, MERGES, message(known.state())));
    }
}
