package arelops.core.release;

import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.Slot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The world when everybody answers well and nothing new happens.
final class Cooperation {
    private Cooperation() {}

    /// The next step; empty at rest.
    record Step(Optional<World> after, String label, Map<Slot, Decision> decisions) {}

    static Step next(World world) {
        return next(world, world.decisions());
    }

    static Step next(World world, Map<Slot, Decision> decisions) {
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
        boolean thaws =
                world.settings().isFrozen() && later.filter(Small.THAW::equals).isPresent();
        return later.isPresent() && !thaws
                ? new Step(Optional.of(world.with(world.around().withNow(later.get()))), "time passes", decisions)
                : new Step(Optional.empty(), "rest", decisions);
    }

    /// Whether the next windows would tell a release on trial from stable, or users who are back from others.
    static boolean isCompared(World world, int index) {
        Place place = world.places().get(index);
        return (place.isComingBack() && place.compared() == Small.Compared.NOTHING) || isControlled(world, index);
    }

    private static boolean isControlled(World world, int index) {
        Place place = world.places().get(index);
        return world.state(world.slot(index))
                        .attempt()
                        .flatMap(SlotState.Attempt::control)
                        .filter(control -> control.isOpen()
                                && (control.stable().isEmpty()
                                        || place.baseline().equals(OptionalLong.of(control.deployment()))))
                        .isPresent()
                && place.traffic().isPresent()
                && place.compared() == Small.Compared.NOTHING;
    }

    /// Whether stable kept a share of the traffic beside a release that soaks.
    static boolean remains(World world, int index) {
        return world.state(world.slot(index))
                .attempt()
                .flatMap(SlotState.Attempt::remaining)
                .filter(one -> world.places().get(index).baseline().equals(OptionalLong.of(one.deployment())))
                .isPresent();
    }

    /// Whether the next windows of a canary may show this; each once in a step.
    static boolean mayShow(World world, int index, Small.Tried what) {
        Place place = world.places().get(index);
        Optional<CanaryRun> run = world.state(world.slot(index)).attempt().flatMap(SlotState.Attempt::canary);
        if (run.isEmpty() || place.canary().isEmpty()) {
            return false;
        }
        List<Seen.ArmsWindow> step = place.windows().arms().stream()
                .filter(one -> !one.start()
                        .isBefore(
                                run.get().stepSince().orElse(run.get().judged().until())))
                .toList();
        return what == Small.Tried.ALIKE
                ? run.get().stand() != Fact.CanaryJudged.Stand.PASSED
                        && (step.isEmpty() || !what.isSeenIn(step.getLast()))
                : step.stream().noneMatch(what::isSeenIn);
    }

    private static Optional<World> answered(World world) {
        for (var job : world.jobs().entrySet()) {
            if (job.getValue() instanceof JobSeen.Running) {
                return Optional.of(world.with(job.getKey(), TrafficAnswers.good(job.getKey())));
            }
        }
        for (int i = 0; i < world.places().size(); i++) {
            Place place = world.places().get(i);
            for (Seen.Deployment found : place.deployments().values()) {
                if (found.health() instanceof Seen.Health.Starting) {
                    return Optional.of(world.with(i, place.with(found.token(), found.release(), Place.UP)));
                }
            }
            if (isCompared(world, i)) {
                return Optional.of(world.with(i, place.withCompared(Small.Compared.NO_LONGER)));
            }
            if (mayShow(world, i, Small.Tried.ALIKE)) {
                return Optional.of(world.tried(world.slot(i), Small.Tried.ALIKE));
            }
            boolean tried = world.state(world.slot(i))
                    .attempt()
                    .filter(attempt -> attempt.moved() || attempt.canary().isEmpty())
                    .isPresent();
            if (tried
                    && place.traffic().isPresent()
                    && place.watched() != Small.Watched.ENOUGH
                    && place.watched() != Small.Watched.WITHOUT_DATA) {
                Place good = place.withWatched(Small.Watched.ENOUGH);
                return Optional.of(world.with(i, remains(world, i) ? good.withCompared(Small.Compared.NOTHING) : good));
            }
        }
        return Optional.empty();
    }
}
