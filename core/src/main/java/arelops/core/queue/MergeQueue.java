package arelops.core.queue;

import arelops.core.id.CommitId;
import arelops.core.policy.Retry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The queue's decision: what is tested, what lands, which change leaves, and why.
///
/// What lands is what was tested: the commit itself, or, with modules declared, a merge whose files are those
/// of the tested commit in every module that the change touches. Changes that depend on one another land in the
/// queue's order; one that failed by itself is overtaken until that is made sure of. A change leaves only when
/// it failed as often as the rules say on one commit, all of whose other changes have landed.
public final class MergeQueue {
    private final QueueSnapshot snapshot;
    private final Instant now;
    private final Lineup lineup;
    private final Results results;

    private MergeQueue(QueueSnapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
        this.lineup = new Lineup(snapshot);
        this.results = new Results(lineup, snapshot);
    }

    /// The same snapshot at the same instant gives the same plan. At most one change lands in it; where something
    /// lands or leaves nothing is started, since the next look knows better on what.
    public static Plan plan(QueueSnapshot snapshot, Instant now) {
        return new MergeQueue(snapshot, now).plan();
    }

    private Plan plan() {
        List<Step> steps = new ArrayList<>();
        landing().ifPresent(steps::add);
        steps.addAll(ejections());
        boolean settled = steps.isEmpty();
        steps.addAll(useless());
        if (settled) {
            steps.addAll(new Starts(snapshot, lineup, results, now).steps());
        }
        return new Plan(steps, new Telling(snapshot, lineup, results, now).of(steps));
    }

    private Optional<Step> landing() {
        for (int row = 0; row < lineup.size(); row++) {
            Optional<Fit> fit = results.landable(row);
            if (fit.isPresent() && results.blockers(row).isEmpty()) {
                return fit.map(this::land);
            }
        }
        return Optional.empty();
    }

    private Step land(Fit fit) {
        CommitId tip = snapshot.trunk().tip();
        Candidate candidate = fit.trial().candidate();
        CommitId tested = ((Trial.Passed) fit.trial().state()).commit();
        String passed = "the checks passed on " + candidate.ground()
                + (fit.failures() > 0 ? ", after they failed " + Retry.times(fit.failures()) + " there (flaky)" : "");
        if (fit.trial().onto().equals(tip)) {
            return new Step.Land(candidate, tested, tip, new Step.Manner.AsTested(), passed);
        }
        Touched touched = lineup.row(fit.row()).touched();
        Step.Proof proof = new ModuleGraph(snapshot.rules().modules()).proof(touched);
        String because = passed + ", and what else landed since is independent of it";
        return new Step.Land(candidate, tested, tip, new Step.Manner.Merged(proof), because);
    }

    private List<Step> ejections() {
        List<Step> steps = new ArrayList<>();
        for (int row = 0; row < lineup.size(); row++) {
            results.fatal(row).ifPresent(fit -> steps.add(eject(fit)));
        }
        return steps;
    }

    private static Step eject(Fit fit) {
        Candidate candidate = fit.trial().candidate();
        String landed = candidate.on().isEmpty() ? "" : ", all of which has landed";
        String because = switch (fit.trial().state()) {
            case Trial.Conflict(Instant at, List<String> paths) ->
                "it does not merge with " + candidate.ground() + landed + ": conflict in " + String.join(", ", paths);
            case Trial.State state ->
                "its checks failed " + Retry.times(state.failures()) + " on " + candidate.ground() + landed;
        };
        return new Step.Eject(candidate, because);
    }

    private List<Step> useless() {
        List<Step> steps = new ArrayList<>();
        for (Trial trial : results.strays()) {
            if (trial.running()) {
                ChangeHead change = trial.candidate().change();
                steps.add(new Step.Cancel(
                        trial.candidate(),
                        change + " is not in the queue at " + change.head().brief()));
            }
        }
        for (int row = 0; row < lineup.size(); row++) {
            for (Fit fit : results.of(row)) {
                if (fit.trial().running() && !results.useful(fit)) {
                    steps.add(new Step.Cancel(
                            fit.trial().candidate(),
                            "it can never land: " + fit.never().orElseThrow()));
                }
            }
        }
        return steps;
    }
}
