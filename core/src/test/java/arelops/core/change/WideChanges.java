package arelops.core.change;

import arelops.core.change.ChangeWorld.Budget;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.policy.SourceModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// Wider worlds of changes, drawn.
final class WideChanges {
    static final Map<String, SourceModule> MODULES = Map.of(
            "lib", new SourceModule(List.of("lib"), Set.of()),
            "app", new SourceModule(List.of("app"), Set.of("lib")),
            "doc", new SourceModule(List.of("doc"), Set.of()));

    private static final List<String> PATHS = List.of("lib/x", "app/x", "app/y", "doc/x", "doc/y", "doc/z", "pom.xml");

    private final SplittableRandom random;

    WideChanges(SplittableRandom random) {
        this.random = random;
    }

    /// Two to five changes; every budget is large.
    ChangeWorld world() {
        int changes = 2 + random.nextInt(4);
        ChangeScene scene = ChangeScene.of(changes, policy(), policy());
        List<PersonName> authors = new ArrayList<>();
        for (int change = 1; change <= changes; change++) {
            authors.add(one(5) ? ChangeScene.VIC : ChangeScene.ANN);
            scene = !one(4) ? scene.touching(change, PATHS.get(random.nextInt(PATHS.size()))) : scene;
            scene = one(6) ? scene.clash(change, 1 + random.nextInt(changes)) : scene;
            scene = one(8) ? scene.clash(change, 255) : scene;
            scene = one(5) ? scene.breaking(change, 1 + random.nextInt(changes)) : scene;
        }
        scene = one(2) ? scene.hiding(1 + random.nextInt(changes), "app/hidden") : scene;
        scene = scene.by(authors.toArray(PersonName[]::new));
        scene = one(3) ? scene.withQa() : scene;
        List<AppName> apps = switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of(ChangeScene.APP, ChangeScene.WEB);
            case 2, 3 -> List.of(ChangeScene.APP);
            default -> throw new AssertionError();
        };
        scene = scene.running(one(2), apps.toArray(AppName[]::new));
        return settled(ChangeWorld.of(scene, new Budget(1_000, 1_000, 1_000, 1_000, 1_000)), one(2));
    }

    /// Where the changes were looked at, all of them come to the queue at about the same time.
    static ChangeWorld settled(ChangeWorld world, boolean looked) {
        ChangeWorld all = world;
        for (ChangeNumber number : looked ? world.changes().keySet() : Set.<ChangeNumber>of()) {
            for (PersonName by : List.of(ChangeScene.BOB, ChangeScene.CAT)) {
                ChangeCommand review = new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), "");
                all = ChangePeople.says(all, number, by, review).orElseThrow();
            }
        }
        return all;
    }

    private Policy policy() {
        QueueRules queue = new QueueRules(
                one(3) ? Queueing.SERIAL : Queueing.SPECULATIVE,
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                one(2) ? MODULES : Map.of());
        String[] checks = switch (random.nextInt(4)) {
            case 0 -> new String[] {};
            case 1 -> new String[] {"unit", "smoke"};
            case 2, 3 -> new String[] {"unit"};
            default -> throw new AssertionError();
        };
        Policy policy = ChangeScene.policy(queue, random.nextInt(3), checks);
        return one(3) ? ChangeScene.withTest(policy, 1 + random.nextInt(2), one(2)) : policy;
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    /// The author gives a change another title: merge commits name it.
    static Optional<ChangeWorld> retitled(ChangeWorld world, ChangeNumber number, String title) {
        return ChangePeople.says(
                world,
                number,
                ChangeScene.BOB,
                new ChangeCommand.Reword(Optional.of(title), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
