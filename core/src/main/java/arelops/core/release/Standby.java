package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Past;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.policy.EnvironmentPolicy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// What PASSIVE keeps running for PRODUCTION's users beside what it serves itself (PAS-3).
final class Standby {
    private final SlotLook look;
    private final Optional<EnvironmentPolicy> users;

    Standby(SlotLook look) {
        this.look = look;
        this.users = look.environment().equals(EnvironmentName.PASSIVE)
                ? look.policy().environment(EnvironmentName.PRODUCTION)
                : Optional.empty();
    }

    /// The failover that an environment takes part in, as the users' own or as the one that serves them.
    static Optional<Failover> failover(SlotLook look) {
        return look.stateOf(EnvironmentName.PRODUCTION)
                .failover()
                .filter(failover -> look.environment().equals(EnvironmentName.PRODUCTION)
                        || look.environment().equals(failover.to().standby()));
    }

    /// The deployment of a release here that users can be sent to: one that is up, and that serves, before others.
    static OptionalLong deployment(SlotState here, Seen.Target.Running target, Release release) {
        Stream<Long> known = Stream.of(
                        here.serving().map(SlotState.Serving::deployment).stream(),
                        here.tokens().standby().map(Past::deployment).stream(),
                        here.tokens().past().reversed().stream().map(Past::deployment))
                .flatMap(deployments -> deployments);
        return known.distinct()
                .flatMap(token -> target.deployment(token).stream())
                .filter(found -> found.release().equals(release))
                .sorted(Comparator.comparing(found -> !(found.health() instanceof Seen.Health.Up)))
                .mapToLong(Seen.Deployment::token)
                .findFirst();
    }

    /// What must not be stopped here: where users are, and a deployment of every release that PRODUCTION runs, is about
    /// to run or keeps warm.
    Set<Long> needed() {
        Set<Long> needed = new HashSet<>();
        users.ifPresent(production -> {
            SlotState there = look.stateOf(production.name());
            there.failover().ifPresent(failover -> needed.add(failover.to().deployment()));
            Set<Release> releases = new LinkedHashSet<>();
            there.release().ifPresent(releases::add);
            there.attempt().map(SlotState.Attempt::release).ifPresent(releases::add);
            Leftovers.warm(there, production, look.now()).map(Past::release).forEach(releases::add);
            releases.forEach(
                    release -> deployment(look.state(), look.target(), release).ifPresent(needed::add));
        });
        return needed;
    }

    /// Starts the release that PRODUCTION's tag names where it does not run here, or else does what was decided.
    Optional<Decision> warmed() {
        return users.map(production -> look.stateOf(production.name()))
                .flatMap(SlotState::release)
                .filter(release ->
                        deployment(look.state(), look.target(), release).isEmpty())
                .filter(_ -> look.openControl().isEmpty())
                .flatMap(this::started);
    }

    private Optional<Decision> started(Release release) {
        long token = look.state().tokens().last();
        boolean begun = look.state()
                .tokens()
                .standby()
                .filter(standby ->
                        standby.deployment() == token && standby.release().equals(release))
                .isPresent();
        if (!begun) {
            return Optional.of(new Decision.Act(
                    new Action.Append(new Fact.Warmed(look.slot(), release)),
                    "PRODUCTION runs " + release.commit().brief() + ", and " + look.name()
                            + " has none of it: keep it running there, too"));
        }
        return switch (new Rebuilding(look, token, release).next()) {
            case Rebuilding.Step.Ready _ ->
                Optional.of(new Decision.Act(
                        new Action.Deploy(look.slot(), token, release),
                        "start " + release.commit().brief() + " in " + look.name()
                                + " beside what serves there, to fail over to"));
            case Rebuilding.Step.Pending pending ->
                Optional.of(pending.decision()).filter(Decision.Act.class::isInstance);
            case Rebuilding.Step.Gone _ -> Optional.empty();
        };
    }
}
