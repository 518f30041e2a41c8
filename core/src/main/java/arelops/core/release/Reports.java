package arelops.core.release;

import arelops.core.evidence.LedgerState;
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

    /// The report of this check on the newest commit before this one whose report could be read.
    private static Optional<ReportResult> before(LineSnapshot snapshot, CommitId commit, String check) {
        LedgerState ledger = snapshot.ledger();
        List<CommitId> trunk = ledger.trunk().commits();
        int position = ledger.trunk().position(commit).orElse(0);
        return trunk.subList(0, position).reversed().stream()
                .filter(earlier -> ledger.trust().checks().containsKey(earlier))
                .map(earlier -> ledger.trust().results(earlier, check).stream()
                        .map(result -> new Job.Check(earlier, check, result.attempt()))
                        .reduce((_, last) -> last))
                .flatMap(Optional::stream)
                .flatMap(job -> read(snapshot.job(job)).stream())
                .findFirst();
    }

    private static Optional<ReportResult> read(JobSeen job) {
        Optional<ReportResult> report = switch (job) {
            case JobSeen.Passed passed -> passed.report();
            case JobSeen.Failed failed -> failed.report();
            case JobSeen.NotKnown _, JobSeen.Running _, JobSeen.Broken _ -> Optional.empty();
        };
        return report.filter(ReportResult.Read.class::isInstance);
    }
}
