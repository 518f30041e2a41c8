package arelops.core.report;

import arelops.core.gate.Gate;
import arelops.core.policy.Amount;
import arelops.core.policy.Check;
import arelops.core.policy.Report;
import arelops.core.report.Judgement.Outcome;
import java.util.Optional;

/// One run of a check: its rule, what its command said, and the reports of its commit and of trunk.
///
/// @param report what was read where the rule declares a report
/// @param trunk the last report of this check on trunk, where one is known; it only tells what is new
public record CheckRun(Check rule, CommandEnd end, Optional<ReportResult> report, Optional<ReportResult> trunk) {
    /// The judgement: the command must succeed, and a declared report must be there and be good.
    public Judgement judged() {
        if (rule.report().isEmpty()) {
            return byCommand();
        }
        ReportResult result = report.orElseGet(
                () -> new ReportResult.NoData("the command ran before a report was declared, so none was read"));
        return switch (result) {
            case ReportResult.NoData(String because) -> noData(because);
            case ReportResult.Read(Findings findings, ReportResult.Origin _) ->
                switch (findings) {
                    case Findings.Tests tests -> byReport(new TestsJudge(rule.retry(), tests).judged(before()));
                    case Findings.Found found -> byReport(new FoundJudge(limit(), found).judged(before()));
                };
        };
    }

    private Judgement byCommand() {
        return switch (end) {
            case CommandEnd.Succeeded _ -> Judgement.of(Outcome.PASSED, "passed", Gate.Reading.NONE);
            case CommandEnd.Failed(String because) -> Judgement.of(Outcome.FAILED, because, Gate.Reading.NONE);
        };
    }

    /// A command that fails has said so, with or without a report.
    private Judgement noData(String because) {
        Gate.Reading reading = new Gate.Reading("no data", needed());
        return switch (end) {
            case CommandEnd.Succeeded _ -> Judgement.of(Outcome.NO_DATA, "no data: " + because, reading);
            case CommandEnd.Failed(String failed) ->
                Judgement.of(Outcome.FAILED, failed + "; its report is no data: " + because, reading);
        };
    }

    private Judgement byReport(Judgement told) {
        return switch (end) {
            case CommandEnd.Succeeded _ -> told;
            case CommandEnd.Failed(String because) ->
                switch (told.outcome()) {
                    case PASSED ->
                        Judgement.of(
                                Outcome.FAILED,
                                because + ", though its report is good: " + told.sentence(),
                                new Gate.Reading(told.reading().measured() + ", and the command failed", needed()));
                    case FAILED -> told;
                    case NO_DATA ->
                        Judgement.of(Outcome.FAILED, because + "; its report: " + told.sentence(), told.reading());
                };
        };
    }

    private String needed() {
        return rule.report()
                        .map(Report::format)
                        .filter(format -> format == Report.Format.JUNIT)
                        .isPresent()
                ? TestsJudge.NEEDED
                : FoundJudge.needed(limit());
    }

    private Amount limit() {
        return rule.limit().orElse(Check.USUAL_LIMIT);
    }

    private Optional<Findings> before() {
        return trunk.flatMap(
                result -> result instanceof ReportResult.Read read ? Optional.of(read.findings()) : Optional.empty());
    }
}
