package arelops.app.reconcile;

import arelops.core.change.ChangeAction;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangesSnapshot;
import arelops.core.change.Changing;
import arelops.core.change.TestBrief;
import arelops.core.id.ChangeNumber;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Calls the core's decision on each open change. A job is looked up when a decision would start it; what the
/// runner knows of it then is part of the snapshot, and the same decision is taken again.
final class ChangeDeciding {
    private final JobBook jobs;
    private final GateClock gates;
    private final Map<String, JobSeen> known = new HashMap<>();

    ChangeDeciding(JobBook jobs, GateClock gates) {
        this.jobs = jobs;
        this.gates = gates;
    }

    /// What trunk's checks reported last: only that tells what is new in a change.
    void observeTrunk(ChangesSnapshot seen, Instant now) {
        seen.rules().policy().checks().values().stream()
                .filter(check -> check.report().isPresent())
                .map(check -> new Job.Check(seen.trunk().tip(), check.name(), 1))
                .forEach(job -> known.computeIfAbsent(job.id(), _ -> jobs.observe(job, now)));
    }

    ChangeDecision decide(ChangesSnapshot seen, ChangeNumber change, Instant now) {
        while (true) {
            ChangeDecision decision = Changing.decide(seen.with(known), change, now);
            if (!(decision instanceof ChangeDecision.Act act && act.action() instanceof ChangeAction.Run run)
                    || known.containsKey(run.job().id())) {
                return decision.withGates(gates.dated("change " + change, decision.gates(), now));
            }
            Job job = run.job();
            known.put(job.id(), jobs.observe(job, now));
        }
    }

    /// How the TEST environment of a change is, as far as its decision asked.
    Optional<TestBrief> test(ChangesSnapshot seen, ChangeNumber change) {
        return TestBrief.of(seen.with(known), change);
    }
}
