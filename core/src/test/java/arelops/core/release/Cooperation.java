package arelops.core.release;

import arelops.core.id.EnvironmentName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// The world when everybody answers well and nothing new happens.
final class Cooperation {
    private Cooperation() {}

    /// The next step; empty at rest.
    record Step(Optional<World> after, String label, Map<EnvironmentName, Decision> decisions) {}

    static Step next(World world) {
        Map<EnvironmentName, Decision> decisions =
                Line.decide(world.snapshot(), world.around().now());
        for (Decision decision : decisions.values()) {
            if (decision instanceof Decision.Act act) {
                return new Step(
                        Optional.of(world.perform(act.action(), world.ledger().seq())), act.because(), decisions);
            }
        }
        Optional<World> answered = answered(world);
        if (answered.isPresent()) {
            return new Step(answered, "a good answer", decisions);
        }
        Optional<Instant> later = decisions.values().stream()
                .flatMap(decision -> decision instanceof Decision.Wait wait
                        ? wait.until().when().stream()
                        : java.util.stream.Stream.empty())
                .min(Comparator.naturalOrder());
        boolean frozen = world.settings().isFrozen();
        return later.isPresent() && !frozen
                ? new Step(
                        Optional.of(world.with(world.around().withNow(later.get()))), "time passes", decisions)
                : new Step(Optional.empty(), "rest", decisions);
    }

    private static Optional<World> answered(World world) {
        for (var job : world.jobs().entrySet()) {
            if (job.getValue() instanceof JobSeen.Running) {
                return Optional.of(world.with(job.getKey(), World.PASSED));
            }
        }
        for (int i = 0; i < world.places().size(); i++) {
            Place place = world.places().get(i);
            for (Seen.Deployment found : place.deployments().values()) {
                if (found.health() instanceof Seen.Health.Starting) {
                    return Optional.of(world.with(i, place.with(found.token(), found.release(), Place.UP)));
                }
            }
            boolean tried = world.ledger()
                    .slot(Small.slot(world.environment(i)))
                    .attempt()
                    .isPresent();
            if (tried
                    && place.traffic().isPresent()
                    && (place.watched() == Small.Watched.NOTHING || place.watched() == Small.Watched.CROSSING)) {
                return Optional.of(world.with(i, place.withWatched(Small.Watched.ENOUGH)));
            }
        }
        return Optional.empty();
    }
}
