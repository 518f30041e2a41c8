package arelops.app.web;

import arelops.app.reconcile.Observed;
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

    /// Their names, in the order of the line; ask `jobs/NAME/output` for what each printed.
    ObjectNode of(CommitId commit) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("sha", commit.hex()).put("short", commit.brief());
        ArrayNode list = out.putArray("jobs");
        for (Job job : possible(commit)) {
            if (engine.output(job.id(), 0).next() > 0) {
                list.addObject().put("id", job.id()).put("what", what(job)).put("attempt", job.attempt());
            }
        }
        return out;
    }

    private List<Job> possible(CommitId commit) {
        List<Job> jobs = new ArrayList<>();
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
        };
    }
}
