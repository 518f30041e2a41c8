package arelops.app.ledger;

import java.util.List;

/// The outcome of a verification.
///
/// @param entries how many entries were found good, as links of the chain
/// @param checked how many of them were asked about, and had their documents read, too
public record Verification(long entries, long checked, List<Finding> findings) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /// The outcome of one that asked about all.
    public Verification(long entries, List<Finding> findings) {
        this(entries, entries, findings);
    }

    /// 0, or the code of the worst finding.
    public int exitCode() {
        return findings.stream()
                .mapToInt(finding -> finding.kind().exitCode())
                .max()
                .orElse(0);
    }
}
