package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rule that a named check must pass, before the merge (`on` is empty) or in the environments of `on`.
///
/// Its command is part of the recipes: [Recipe#checks()].
public record Check(
        String name,
        List<EnvironmentName> on,
        Optional<Report> report,
        Optional<Duration> every,
        Optional<Amount> max,
        Retry retry) {
    /// The limit of findings that a check with a report of findings has, where it declares none: an
    /// error of a linter or a high or critical weakness does not pass.
    public static final Amount USUAL_LIMIT = Amount.Severity.MEDIUM;

    public Check {
        on = List.copyOf(on);
    }

    /// What the findings of its report are held to: the worst that passes, or how many do. Empty where
    /// it declares no report, or one of tests, none of which may fail.
    public Optional<Amount> limit() {
        boolean levels =
                report.filter(declared -> declared.format().hasLevels()).isPresent();
        return levels ? Optional.of(max.filter(Check::limitsFindings).orElse(USUAL_LIMIT)) : Optional.empty();
    }

    private static boolean limitsFindings(Amount max) {
        return switch (max) {
            case Amount.Severity _, Amount.Count _ -> true;
            case Amount.Share _, Amount.Time _ -> false;
        };
    }

    public boolean beforeMerge() {
        return on.isEmpty();
    }
}
