package arelops.core.release;

import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/// Answers who finds something out about an error: a suspect cleared, the culprit, a fix (GATE-5).
record Clearings(LineSnapshot snapshot) {

    Answer answer(Command.ClearError c) {
        ErrorRecord error = snapshot.ledger().errors().get(c.error());
        if (error == null) {
            return Commands.input("there is no error " + c.error(), "see arelops error list");
        }
        return switch (c.clearing()) {
            case Command.Clearing.Suspect one ->
                about(error, one.commit(), new Fact.SuspectCleared(c.error(), one.commit()));
            case Command.Clearing.Culprit one ->
                about(error, one.commit(), new Fact.CulpritNamed(c.error(), one.commit()));
            case Command.Clearing.FixedBy one -> fixed(error, one.suspect(), one.fix());
            case Command.Clearing.Fixed one ->
                meant(error)
                        .map(suspect -> fixed(error, suspect, one.fix()))
                        .orElseGet(() -> Commands.input(
                                "error " + c.error() + " has several suspects and no culprit yet",
                                "say which one it fixes: --suspect with one of " + briefs(error.suspects())));
        };
    }

    /// The commit that a fix is for where nobody says it: the culprit, or the only suspect.
    private static Optional<CommitId> meant(ErrorRecord error) {
        return error.findings()
                .culprit()
                .or(() -> error.suspects().size() == 1
                        ? Optional.of(error.suspects().getFirst())
                        : Optional.empty());
    }

    private Answer fixed(ErrorRecord error, CommitId suspect, CommitId fix) {
        return snapshot.ledger().trunk().position(fix).isEmpty()
                ? Commands.input(fix.brief() + " is not on trunk", "merge the fix first")
                : about(error, suspect, new Fact.FixRecorded(error.number(), suspect, fix));
    }

    private static Answer about(ErrorRecord error, CommitId suspect, Fact fact) {
        return error.suspects().contains(suspect)
                ? Commands.accepted(fact, "error " + error.number() + " is updated")
                : Commands.input(
                        suspect.brief() + " is no suspect of error " + error.number(),
                        "its suspects: " + briefs(error.suspects()));
    }

    private static List<String> briefs(List<CommitId> commits) {
        return commits.stream().map(CommitId::brief).toList();
    }
}
