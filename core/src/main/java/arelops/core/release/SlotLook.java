package arelops.core.release;

import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Past;
import arelops.core.evidence.SlotState.Serving;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One slot as one look sees it: its rules, its state in the ledger, and what was observed.
final class SlotLook {
    private final LineSnapshot snapshot;
    private final EnvironmentPolicy rules;
    private final Seen.Target.Running target;
    private final Instant now;
    private final Slot slot;
    private final SlotState state;

    SlotLook(LineSnapshot snapshot, EnvironmentPolicy rules, Seen.Target.Running target, Instant now) {
        this.snapshot = snapshot;
        this.rules = rules;
        this.target = target;
        this.now = now;
        this.slot = new Slot(snapshot.app(), rules.name());
        this.state = snapshot.ledger().slot(slot);
    }

    LineSnapshot snapshot() {
        return snapshot;
    }

    EnvironmentPolicy rules() {
        return rules;
    }

    Seen.Target.Running target() {
        return target;
    }

    Instant now() {
        return now;
    }

    EnvironmentName environment() {
        return rules.name();
    }

    Slot slot() {
        return slot;
    }

    Policy policy() {
        return snapshot.rules().policy();
    }

    LedgerState ledger() {
        return snapshot.ledger();
    }

    SlotState state() {
        return state;
    }

    Seen seen() {
        return snapshot.seen(rules.name());
    }

    /// The acceptance test that a release must pass here, if one is asked for.
    Optional<arelops.core.policy.Command> accept() {
        return policy().accept(snapshot.app(), rules);
    }

    /// The environment's name as sentences write it.
    String name() {
        return rules.name().upper();
    }

    /// The place of an environment on the line, 0 for the first; after the last for one that is no longer there.
    int index(EnvironmentName environment) {
        List<EnvironmentPolicy> line = policy().line();
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).name().equals(environment)) {
                return i;
            }
        }
        return line.size();
    }

    boolean isFirst() {
        return index(environment()) == 0;
    }

    Optional<EnvironmentPolicy> before() {
        return policy().before(environment());
    }

    SlotState stateOf(EnvironmentName environment) {
        return environment.equals(rules.name()) ? state : ledger().slot(new Slot(snapshot.app(), environment));
    }

    /// The release to compare an attempt's with: what settled and serves, or what settled here last besides it.
    Optional<Release> stable(Attempt attempt) {
        return state().serving()
                .filter(Serving::settled)
                .flatMap(Serving::release)
                .filter(release -> !release.equals(attempt.release()))
                .or(() -> state().standing().settledBesides(attempt.release()));
    }

    /// The token of a healthy deployment of this release that was or is in service, if one is still up.
    OptionalLong warm(Release release) {
        Optional<Serving> serving = state().serving().filter(s -> s.release().equals(Optional.of(release)));
        if (serving.isPresent() && isUp(serving.get().deployment(), release)) {
            return OptionalLong.of(serving.get().deployment());
        }
        return state().tokens().past().reversed().stream()
                .filter(past -> past.release().equals(release) && isUp(past.deployment(), release))
                .mapToLong(Past::deployment)
                .findFirst();
    }

    /// The control of the attempt on trial, while it is under way.
    Optional<SlotState.Control> openControl() {
        return state().attempt().flatMap(Attempt::control).filter(SlotState.Control::isOpen);
    }

    boolean isUp(long deployment, Release release) {
        return target.deployment(deployment)
                .filter(found -> found.health() instanceof Seen.Health.Up
                        && found.release().equals(release))
                .isPresent();
    }

    /// Whether a release was rejected here or in an environment before, and nobody overturned it (S4).
    boolean isBarred(Release release) {
        return policy().line().stream()
                .limit(index(environment()) + 1L)
                .anyMatch(rules -> stateOf(rules.name()).standing().bar(release).isPresent());
    }

    /// The suspects of unresolved errors of this environment or one before it that a release carries.
    boolean isSuspect(Release release) {
        int here = index(environment());
        for (ErrorRecord error : ledger().errors().values()) {
            if (error.slot().app().equals(snapshot.app())
                    && index(error.slot().environment()) <= here
                    && !error.carriedBy(release.commit(), ledger().trunk()).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
