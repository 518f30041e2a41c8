package arelops.app.ledger;

import java.util.List;

/// The outcome of a whole verification.
///
/// @param entries how many entries were checked and found good
public record Verification(long entries, List<Finding> findings) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /// 0, or the code of the worst finding.
    public int exitCode() {
        return findings.stream()
                .mapToInt(finding -> finding.kind().exitCode())
                .max()
                .orElse(0);
    }
}
