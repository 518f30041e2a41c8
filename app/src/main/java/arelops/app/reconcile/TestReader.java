package arelops.app.reconcile;

import arelops.app.change.Changes;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.ConfigSeen;
import arelops.core.change.TestSeen;
import arelops.core.change.TestState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Recipe;
import arelops.core.release.Seen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads how the TEST environment of a change is, and what it would be made of.
final class TestReader {
    static final TestSeen NOTHING = new TestSeen(new TreeMap<>(), List.of(), false);

    private final Config config;

    TestReader(Config config) {
        this.config = config;
    }

    /// The slots of all TEST environments that are up.
    static Stream<Slot> slots(Changes changes) {
        return changes.live()
                .flatMap(known -> known.state().test().up().stream()
                        .flatMap(up -> up.artifacts().keySet().stream().map(app -> slot(app, known.state()))));
    }

    private static Slot slot(AppName app, ChangeState state) {
        return new Slot(app, new EnvironmentName("pr-" + state.number().value()));
    }

    /// The TEST environment that a slot is of.
    static Optional<TestState.Raised> up(Slot slot, Changes changes) {
        return changes.live()
                .map(Changes.Known::state)
                .filter(state -> slot(slot.app(), state).equals(slot))
                .flatMap(state -> state.test().up().stream())
                .findFirst();
    }

    /// The folders from which TEST environments that are up are, or are about to be, started.
    static Stream<String> folders(Changes changes) {
        return changes.live()
                .map(Changes.Known::state)
                .flatMap(state -> state.test().up().stream()
                        .flatMap(up -> up.artifacts().entrySet().stream()
                                .map(one -> Performer.folder(
                                        slot(one.getKey(), state),
                                        new Release(state.number().value(), up.tested(), one.getValue()),
                                        up.token()))));
    }

    TestSeen seen(ChangeState state, ConfigSeen configs, Observed observed) {
        SortedMap<AppName, Seen.Target> targets = new TreeMap<>();
        state.test()
                .up()
                .ifPresent(up -> up.artifacts()
                        .keySet()
                        .forEach(app -> Optional.ofNullable(observed.slots().get(slot(app, state)))
                                .ifPresent(seen -> targets.put(app, seen.target()))));
        Optional<CommitId> commit = state.work().trials().stream()
                .map(TrialSeen::trial)
                .map(trial -> trial.tested())
                .filter(tested -> !configs.unusable().contains(tested))
                .findFirst();
        List<Recipe> recipes = observed.rules().policy().apps().stream()
                .map(AppPolicy::name)
                .flatMap(app -> commit.flatMap(one -> config.recipe(app, one)).stream())
                .filter(recipe -> recipe.run().isPresent())
                .toList();
        return new TestSeen(
                targets,
                recipes.stream().map(Recipe::app).toList(),
                observed.rules().policy().test().flatMap(rules -> rules.smoke()).isPresent());
    }
}
