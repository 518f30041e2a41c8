package arelops.core.evidence;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An error found on the line: a rejection, and the trunk commits that may have caused it.
///
/// @param number the sequence number of the entry that opened it
/// @param suspects the commits after the last release that settled there, up to the rejected one
/// @param findings what people found out since
public record ErrorRecord(long number, Slot slot, Release rejected, List<CommitId> suspects, Findings findings) {
    public ErrorRecord {
        suspects = List.copyOf(suspects);
    }

    /// What people found out since.
    ///
    /// @param culprit the commit that caused it, once named
    /// @param cleared suspects that somebody cleared singly
    /// @param fixes by suspect, the trunk commit that fixes it
    /// @param overturned the cause lay outside the release
    public record Findings(
            Optional<CommitId> culprit, Set<CommitId> cleared, Map<CommitId, CommitId> fixes, boolean overturned) {
        static final Findings NONE = new Findings(Optional.empty(), Set.of(), Map.of(), false);

        public Findings {
            cleared = Set.copyOf(cleared);
            fixes = Map.copyOf(fixes);
        }
    }

    ErrorRecord with(Findings other) {
        return new ErrorRecord(number, slot, rejected, suspects, other);
    }

    /// The suspects that a release at this commit still carries: it contains them, and neither a fix nor a revert of
    /// them.
    public List<CommitId> carriedBy(CommitId commit, Trunk trunk) {
        if (findings.overturned
                || findings.culprit
                        .filter(culprit -> isMended(culprit, commit, trunk))
                        .isPresent()) {
            return List.of();
        }
        return suspects.stream()
                .filter(suspect -> trunk.contains(suspect, commit))
                .filter(suspect -> !findings.cleared.contains(suspect))
                .filter(suspect -> !isMended(suspect, commit, trunk))
                .toList();
    }

    private boolean isMended(CommitId suspect, CommitId commit, Trunk trunk) {
        return Optional.ofNullable(findings.fixes.get(suspect))
                        .filter(fix -> trunk.contains(fix, commit))
                        .isPresent()
                || trunk.revertOf(suspect)
                        .filter(revert -> trunk.contains(revert, commit))
                        .isPresent();
    }

    /// Whether nothing on trunk's tip carries a suspect any more.
    public boolean isResolved(Trunk trunk) {
        return trunk.tip().map(tip -> carriedBy(tip, trunk).isEmpty()).orElse(true);
    }
}
