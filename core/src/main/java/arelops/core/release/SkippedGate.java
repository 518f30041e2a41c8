package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A gate that people skip for a release which has entered (GATE-7): shown while that release serves, and a debt
/// until it is paid.
///
/// @param owed what pays the debt; empty once it is paid
public record SkippedGate(
        EnvironmentName environment, Release release, String gate, Standing.Skip skip, Optional<String> owed) {

    /// Those of one environment, by release, oldest first.
    public static List<SkippedGate> of(LineSnapshot snapshot, EnvironmentName environment) {
        return snapshot.rules()
                .policy()
                .environment(environment)
                .map(rules -> new Reading(snapshot, rules).all())
                .orElse(List.of());
    }

    private record Reading(LineSnapshot snapshot, EnvironmentPolicy rules) {
        List<SkippedGate> all() {
            List<SkippedGate> all = new ArrayList<>();
            entered()
                    .forEach(release -> requests().skips(release).forEach((gate, skip) -> {
                        if (skip.by().size()
                                >= Overrides.needed(snapshot.rules().policy().team(), rules.name())) {
                            all.add(new SkippedGate(rules.name(), release, gate, skip, owed(release, gate)));
                        }
                    }));
            return all;
        }

        private SlotState state() {
            return snapshot.ledger().slot(new Slot(snapshot.app(), rules.name()));
        }

        private Standing.Requests requests() {
            return state().standing().requests();
        }

        /// What was taken back owes nothing any more.
        private Stream<Release> entered() {
            return Stream.concat(state().standing().settled().stream(), state().release().stream())
                    .filter(release -> state().standing().bar(release).isEmpty())
                    .distinct();
        }

        private Optional<String> owed(Release release, String gate) {
            return isMadeUpFor(release, gate) || isFollowed(release, gate) ? Optional.empty() : pays(release, gate);
        }

        private boolean isMadeUpFor(Release release, String gate) {
            return switch (gate) {
                case "approval" ->
                    EnvironmentApprovals.of(snapshot, rules, release).suffice();
                case Candidates.SOAK -> isProvedBefore(release);
                default -> state().standing().isProved(release);
            };
        }

        private boolean isProvedBefore(Release release) {
            return snapshot.rules()
                    .policy()
                    .before(rules.name())
                    .map(before -> snapshot.ledger()
                            .slot(new Slot(snapshot.app(), before.name()))
                            .standing()
                            .isProved(release))
                    .orElse(true);
        }

        /// A later release, which carries this one's commits, settled here and passed the gate itself.
        private boolean isFollowed(Release release, String gate) {
            return state().standing().settled().stream()
                    .filter(later -> later.number() > release.number())
                    .filter(state().standing()::isProved)
                    .anyMatch(later -> !requests().skips(later).containsKey(gate));
        }

        private Optional<String> pays(Release release, String gate) {
            return Optional.of(
                    switch (gate) {
                        case "approval" -> "arelops approve " + release.commit().brief() + " --for " + rules.name();
                        case Candidates.SOAK ->
                            "it settles in "
                                    + snapshot.rules()
                                            .policy()
                                            .before(rules.name())
                                            .map(before -> before.name().upper())
                                            .orElseThrow()
                                    + ", or a newer release settles in "
                                    + rules.name().upper();
                        default -> "it settles in " + rules.name().upper();
                    });
        }
    }
}
