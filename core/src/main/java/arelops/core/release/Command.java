package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.Optional;

/// What a person asks for.
public sealed interface Command {
    /// Approve a commit that came without a change, or a release for an environment.
    record Approve(CommitId commit, Optional<EnvironmentName> environment) implements Command {}

    /// Take this commit's release there, skipping these gates.
    record Promote(CommitId commit, EnvironmentName to, List<String> skip) implements Command {
        public Promote {
            skip = List.copyOf(skip);
        }
    }

    /// Promote nothing more there; `now` also takes out the release on trial.
    record Hold(EnvironmentName environment, boolean now) implements Command {}

    record Resume(EnvironmentName environment) implements Command {}

    /// Serve the previous settled release again, or the one named.
    record Rollback(EnvironmentName environment, Optional<CommitId> to, boolean notItsFault) implements Command {}

    /// Take the release on its way out again.
    record Withdraw(EnvironmentName environment) implements Command {}

    /// Find that a rejection's cause lay outside the release.
    record Overturn(CommitId commit, EnvironmentName environment) implements Command {}

    /// Name what runs there already.
    record Adopt(EnvironmentName environment, CommitId commit) implements Command {}

    /// Put target and tag back to what the ledger says.
    record Repair(EnvironmentName environment) implements Command {}

    /// Send all users of PRODUCTION to PASSIVE, on the release that PRODUCTION's tag names, or on this one.
    record FailOver(Optional<CommitId> onto, Fact.FailedOver.Occasion occasion) implements Command {}

    /// Let users come back to PRODUCTION, share by share; `now`: all of them at once.
    record FailBack(boolean now) implements Command {}

    /// Accept that trunk was rewritten.
    record AcceptTrunk() implements Command {}

    /// Clear one suspect of an error, name its culprit, or record a fix.
    record ClearError(long error, Clearing clearing) implements Command {}

    /// How an error is cleared.
    sealed interface Clearing {
        record Suspect(CommitId commit) implements Clearing {}

        record Culprit(CommitId commit) implements Clearing {}

        record FixedBy(CommitId suspect, CommitId fix) implements Clearing {}

        /// Fixes the culprit that was named, or else the only suspect.
        record Fixed(CommitId fix) implements Clearing {}
    }
}
