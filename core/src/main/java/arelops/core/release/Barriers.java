package arelops.core.release;

import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Standing;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import java.util.List;
import java.util.Optional;

/// What keeps a release out of an environment whoever asks for it: found there, or in one before it (S4, GATE-5).
record Barriers(LineSnapshot snapshot, EnvironmentName to) {

    Optional<Answer.Refused> before(Release release) {
        return bar(release).or(() -> suspect(release));
    }

    /// The environments on the way to this one, and it.
    private List<EnvironmentName> way() {
        List<EnvironmentName> line = snapshot.rules().policy().line().stream()
                .map(EnvironmentPolicy::name)
                .toList();
        return line.subList(0, line.indexOf(to) + 1);
    }

    /// A rejection stands until it is overturned.
    private Optional<Answer.Refused> bar(Release release) {
        String commit = release.commit().brief();
        for (EnvironmentName environment : way()) {
            Optional<Standing.Bar> bar = snapshot.ledger()
                    .slot(new Slot(snapshot.app(), environment))
                    .standing()
                    .bar(release);
            if (bar.isPresent()) {
                return refused(
                        commit + " was rejected in " + environment.upper() + " (error "
                                + bar.get().error() + ")",
                        "push a fix, or, if the cause lay outside it: arelops overturn " + commit + " " + environment);
            }
        }
        return Optional.empty();
    }

    /// A suspect stands until its error is resolved for the release that carries it.
    private Optional<Answer.Refused> suspect(Release release) {
        for (ErrorRecord error : snapshot.ledger().errors().values()) {
            boolean here = way().contains(error.slot().environment())
                    && error.slot().app().equals(snapshot.app());
            List<CommitId> carried =
                    error.carriedBy(release.commit(), snapshot.ledger().trunk());
            if (here && !carried.isEmpty()) {
                return refused(
                        release.commit().brief() + " carries "
                                + carried.getFirst().brief() + ", a suspect of error "
                                + error.number() + " in "
                                + error.slot().environment().upper(),
                        "see arelops error show " + error.number() + "; fix it, revert it, or clear it");
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer.Refused> refused(String because, String mend) {
        return Optional.of(new Answer.Refused(Answer.Reason.RULE, because, mend));
    }
}
