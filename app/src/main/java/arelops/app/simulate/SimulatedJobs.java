package arelops.app.simulate;

import arelops.core.evidence.LedgerState;
import arelops.core.policy.Policy;
import arelops.core.release.Awaited;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Jobs that end after a given time with a given outcome.
final class SimulatedJobs {
    /// More than these are looked through for those that nobody waits for.
    private static final int FEW = 40;

    private final Map<String, Running> jobs = new HashMap<>();

    private record Running(Instant since, Instant ends, JobSeen outcome) {}

    void start(Job job, Instant now, Duration takes, JobSeen outcome) {
        jobs.putIfAbsent(job.id(), new Running(now, now.plus(takes), outcome));
    }

    Map<String, JobSeen> seen(Instant now) {
        Map<String, JobSeen> seen = new HashMap<>();
        jobs.forEach((id, job) -> seen.put(id, now.isBefore(job.ends) ? new JobSeen.Running(job.since) : job.outcome));
        return seen;
    }

    Optional<Instant> next(Instant now) {
        return jobs.values().stream()
                .map(Running::ends)
                .filter(end -> end.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    void forget(LedgerState ledger, Policy policy) {
        if (jobs.size() > FEW) {
            Awaited.by(ledger, policy).notAmong(jobs.keySet()).forEach(jobs::remove);
        }
    }
}
