package arelops.app.reconcile;

import arelops.app.change.ChangeBook;
import arelops.app.change.ChangeRefs;
import arelops.app.change.Changes;
import arelops.app.git.GitRepository;
import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.app.git.TrunkCommit;
import arelops.app.ledger.Rebase;
import arelops.core.change.ChangeAction;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeState;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.id.CommitId;
import arelops.core.id.TreeId;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Moves trunk to what was tested: ledger, trunk and the change's history in one atomic push, each from
/// where it was seen.
final class Lander {
    private final Ports ports;
    private final Settings settings;
    private final String trunk;

    Lander(Ports ports, Settings settings, String trunk) {
        this.ports = ports;
        this.settings = settings;
        this.trunk = trunk;
    }

    /// The commit that is to land, or why none can.
    private sealed interface Landing {
        record As(CommitId commit) implements Landing {}

        /// Its files are not those that were tested.
        record Different(List<String> paths) implements Landing {}
    }

    ChangePerformer.Result land(ChangeAction.Land land, ChangeDecision.Act act, Observed observed, Instant now) {
        GitRepository git = ports.git();
        CommitId tested = land.trial().tested();
        if (!git.has(tested)) {
            return refused("the merge result " + tested.brief() + " is not here");
        }
        CommitId tip = observed.ledger().state().trunk().tip().orElseThrow();
        Changes.Known change = observed.changes().of(land.change()).orElseThrow();
        return switch (landing(land, tip, change.state())) {
            case Landing.As as -> landed(as.commit(), land, act, observed, now);
            case Landing.Different different -> voided(different.paths(), land, change, observed, now);
        };
    }

    private static ChangePerformer.Result refused(String because) {
        return ChangePerformer.Result.of(new Outcome.Refused(because));
    }

    private Landing landing(ChangeAction.Land land, CommitId tip, ChangeState state) {
        CommitId tested = land.trial().tested();
        return switch (land.manner()) {
            case Step.Manner.AsTested _ -> new Landing.As(tested);
            case Step.Manner.Merged(Step.Proof proof) -> {
                Optional<CommitId> merged = ports.git()
                        .mergeCommit(tip, state.commit(), ChangePerformer.MERGES, ChangePerformer.message(state));
                yield merged.map(commit -> proven(commit, tested, proof))
                        .orElseGet(() -> new Landing.Different(List.of("(it does not merge any more)")));
            }
        };
    }

    /// The declaration of modules says what checks read; that this is the same in both is seen here, file by file.
    private Landing proven(CommitId commit, CommitId tested, Step.Proof proof) {
        ModuleGraph modules = new ModuleGraph(proof.declared());
        List<String> different = ports.git().differing(commit, tested).stream()
                .filter(path -> modules.mustBeEqual(proof, path))
                .toList();
        return different.isEmpty() ? new Landing.As(commit) : new Landing.Different(different);
    }

    private ChangePerformer.Result voided(
            List<String> paths, ChangeAction.Land land, Changes.Known change, Observed observed, Instant now) {
        ChangeBook.Draft draft = new ChangeBook.Draft(
                new ChangeEvent.Voided(land.trial().tested()),
                self(),
                "these files are not as they were tested: "
                        + String.join(", ", paths.subList(0, Math.min(3, paths.size()))));
        ChangeBook.Prepared prepared = ports.changes().prepare(change, List.of(draft), head(land, observed), now);
        return ports.changes()
                .push(prepared)
                .map(after -> new ChangePerformer.Result(new Outcome.Done(Optional.empty()), Optional.of(after)))
                .orElseGet(() -> ChangePerformer.Result.of(new Outcome.Stale("somebody else changed it first")));
    }

    private static Optional<ObjectId> head(ChangeAction.Land land, Observed observed) {
        return observed.refs().ref(ChangeRefs.head(land.change()));
    }

    private ChangePerformer.Result landed(
            CommitId commit, ChangeAction.Land land, ChangeDecision.Act act, Observed observed, Instant now) {
        TrunkCommit landing = ports.git().trunk(commit, 1).getFirst();
        CommitId tip = observed.ledger().state().trunk().tip().orElseThrow();
        if (!landing.parents().getFirst().equals(tip)) {
            return ChangePerformer.Result.of(
                    new Outcome.Stale("trunk is not where " + land.change() + " was tested on"));
        }
        CommitId tested = land.trial().tested();
        Changes.Known before = observed.changes().of(land.change()).orElseThrow();
        ChangeBook.Prepared prepared = ports.changes()
                .prepare(
                        before,
                        List.of(new ChangeBook.Draft(new ChangeEvent.Landed(commit, tested), self(), "")),
                        head(land, observed),
                        now);
        List<RefChange> refs = new ArrayList<>();
        refs.add(RefChange.move("refs/heads/" + trunk, ObjectId.of(tip), ObjectId.of(commit)));
        refs.addAll(prepared.changes());
        Fact.Landing how = new Fact.Landing(
                land.change(),
                before.state().commit(),
                tested,
                new TreeId(landing.tree().hex()),
                ports.changes().history(before.tip()).entries().getLast().digest());
        List<Note> notes = List.of(
                new Note(
                        new Fact.TrunkMoved(tip, List.of(new Fact.Step(commit, landing.reverts()))),
                        self(),
                        land.change() + " " + before.state().words().title(),
                        Optional.of(observed.rules().digest()),
                        new TreeMap<>()),
                new Note(
                        new Fact.Merged(commit, how),
                        self(),
                        act.because(),
                        Optional.of(observed.rules().digest()),
                        Evidences.of(act, before.state())));
        Outcome outcome =
                Performer.recorded(ports.ledger().append(observed.ledger(), notes, refs, Rebase.never(), now));
        return new ChangePerformer.Result(
                outcome, outcome instanceof Outcome.Done ? Optional.of(prepared.after()) : Optional.empty());
    }

    private Actor self() {
        return new Actor.Automation(settings.controller());
    }
}
