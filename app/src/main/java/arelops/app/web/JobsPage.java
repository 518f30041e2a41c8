package arelops.app.web;

import arelops.app.change.Changes;
import arelops.app.reconcile.Observed;
import arelops.app.run.Output;
import arelops.core.change.ChangeState;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.release.Job;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The jobs that ran for a commit and whose output is still kept: checks, builds, acceptance tests.
final class JobsPage {
    /// A job is mostly repeated once at most, and its control too; checks as often as the ledger says.
    private static final int ATTEMPTS = 2;

    private static final int ENTRIES = 2_000;

    private final Engine engine;
    private final Observed observed;
    private final AppName app;

    JobsPage(Engine engine, Observed observed, AppName app) {
        this.engine = engine;
        this.observed = observed;
        this.app = app;
    }

    /// Their names, in the order of the line; ask `jobs/NAME/output` for what each printed. With a text, only those
    /// that printed it, with the lines.
    ObjectNode of(CommitId commit, Optional<String> text) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("sha", commit.hex()).put("short", commit.brief());
        ArrayNode list = out.putArray("jobs");
        Optional<OutputSearch> search = text.map(OutputSearch::new);
        for (Job job : possible(commit)) {
            Output first = engine.output(job.id(), 0);
            if (first.kept()) {
                ArrayNode lines = JsonNodeFactory.instance.arrayNode();
                search.ifPresent(one -> one.in(from -> engine.output(job.id(), from), lines));
                if (search.isEmpty() || !lines.isEmpty()) {
                    ObjectNode told = list.addObject();
                    told.put("id", job.id())
                            .put("what", what(job))
                            .put("attempt", job.attempt())
                            .put("silent", first.isSilent())
                            .put("complete", first.complete());
                    search.ifPresent(_ -> told.set("lines", lines));
                }
            }
        }
        search.ifPresent(one -> out.put("more", one.more()));
        return out;
    }

    private List<Job> possible(CommitId commit) {
        List<Job> jobs = new ArrayList<>();
        observed.changes().all().values().stream()
                .map(Changes.Known::state)
                .filter(change -> change.trial(commit).isPresent())
                .forEach(change -> ofChange(change, commit, jobs));
        for (String check : observed.rules().policy().checks().keySet()) {
            int ran = observed.ledger().state().trust().results(commit, check).size();
            for (int attempt = 1; attempt <= Math.max(ATTEMPTS, ran + 1); attempt++) {
                jobs.add(new Job.Check(commit, check, attempt));
            }
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            jobs.add(new Job.Build(app, commit, attempt));
        }
        for (Entry entry : engine.newest(ENTRIES).reversed()) {
            if (entry.fact() instanceof Fact.Intent intent
                    && intent.slot().app().equals(app)
                    && intent.to().map(Release::commit).filter(commit::equals).isPresent()) {
                ofAttempt(intent, entry.seq(), jobs);
            }
            if (entry.fact() instanceof Fact.Controlled control
                    && control.slot().app().equals(app)
                    && control.stable()
                            .map(Release::commit)
                            .filter(commit::equals)
                            .isPresent()) {
                rebuilds(control.slot(), entry.seq(), control.stable().get(), jobs);
            }
        }
        return jobs;
    }

    private void ofChange(ChangeState change, CommitId tested, List<Job> jobs) {
        for (int attempt = 1; attempt <= change.test().wishes() + 1; attempt++) {
            jobs.add(new Job.TestBuild(app, change.number(), tested, attempt));
        }
        change.test().up().ifPresent(up -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                jobs.add(new Job.Smoke(change.number(), tested, up.token(), attempt));
            }
        });
    }

    private static void rebuilds(Slot slot, long token, Release release, List<Job> jobs) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            jobs.add(new Job.Rebuild(slot, token, release, attempt));
        }
    }

    private static void ofAttempt(Fact.Intent intent, long token, List<Job> jobs) {
        rebuilds(intent.slot(), token, intent.to().orElseThrow(), jobs);
        for (Job.Phase phase : Job.Phase.values()) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                jobs.add(new Job.Acceptance(
                        intent.slot(), token, phase, attempt, intent.to().orElseThrow(), token));
            }
        }
    }

    private static String what(Job job) {
        return switch (job) {
            case Job.Build _ -> "build";
            case Job.Rebuild again -> again.slot().environment().upper() + " build again";
            case Job.Check check -> "check " + check.check();
            case Job.TestBuild build -> "build of " + build.change() + " for TEST";
            case Job.Smoke smoke -> "smoke test of " + smoke.change();
            case Job.Acceptance acceptance ->
                acceptance.slot().environment().upper() + " "
                        + acceptance.phase().check();
            case Job.Difference difference -> difference.slot().environment().upper() + " diff";
            case Job.Alarms alarms -> alarms.slot().environment().upper() + " alarms";
            case Job.Load load ->
                load.slot().environment().upper() + " " + load.gate().check();
        };
    }
}
