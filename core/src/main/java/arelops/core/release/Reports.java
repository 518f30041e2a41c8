package arelops.core.release;

import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState.Result;
import arelops.core.id.CommitId;
import arelops.core.report.ReportResult;
import java.util.List;
import java.util.Optional;

/// What is known of trunk's reports, from the jobs that are still kept.
final class Reports {
    private Reports() {}

    /// The check with what is known of trunk.
    static CommitCheck known(LineSnapshot snapshot, CommitCheck check) {
        return new CommitCheck(
                check.rule(),
                check.commit(),
                check.results(),
                check.jobs(),
                before(snapshot, check.commit(), check.rule().name()));
    }

    /// The report of this check on the newest commit before this one that it ran on.
    private static Optional<ReportResult> before(LineSnapshot snapshot, CommitId commit, String check) {
        LedgerState ledger = snapshot.ledger();
        List<CommitId> trunk = ledger.trunk().commits();
        int position = trunk.indexOf(commit);
        for (CommitId earlier :
                trunk.subList(0, Math.max(0, position)).reversed()) {
            List<Result> results = ledger.trust().results(earlier, check);
            if (!results.isEmpty()) {
                return switch (snapshot.job(
                        new Job.Check(earlier, check, results.getLast().attempt()))) {
                    case JobSeen.Passed passed -> passed.report();
                    case JobSeen.Failed failed -> failed.report();
                    case JobSeen.NotKnown _, JobSeen.Running _, JobSeen.Broken _ -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }
}
