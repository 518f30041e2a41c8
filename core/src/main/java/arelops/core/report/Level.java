package arelops.core.report;

import arelops.core.policy.Amount;
import java.util.Locale;

/// How bad a finding is, from the least to the worst. SARIF's error, warning and note are `HIGH`, `MEDIUM` and
/// `LOW`.
public enum Level {
    /// It informs; no limit is below it.
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    /// Nobody rated it: as missing data is never good, it counts as the worst.
    UNRATED;

    /// Whether a check with this limit must not pass because of such a finding.
    public boolean isOver(Amount.Severity limit) {
        return switch (this) {
            case INFO -> false;
            case LOW -> isOver(Amount.Severity.LOW, limit);
            case MEDIUM -> isOver(Amount.Severity.MEDIUM, limit);
            case HIGH -> isOver(Amount.Severity.HIGH, limit);
            case CRITICAL, UNRATED -> isOver(Amount.Severity.CRITICAL, limit);
        };
    }

    private static boolean isOver(Amount.Severity severity, Amount.Severity limit) {
        return severity.compareTo(limit) > 0;
    }

    /// The level of a CVSS score from 0 to 10 (the qualitative scale of CVSS 3 and 4).
    public static Level ofScore(double score) {
        if (!(score >= 0 && score <= 10)) {
            return UNRATED;
        }
        if (score >= 9) {
            return CRITICAL;
        }
        if (score >= 7) {
            return HIGH;
        }
        if (score >= 4) {
            return MEDIUM;
        }
        return score > 0 ? LOW : INFO;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
