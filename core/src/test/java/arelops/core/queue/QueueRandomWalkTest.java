package arelops.core.queue;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The laws of the queue along random walks through wider worlds: up to nine changes, every kind of rules.
class QueueRandomWalkTest {
    private static final long SEED = Long.getLong("arelops.seed", 20260601);
    private static final int WALKS = Boolean.getBoolean("arelops.long") ? 50_000 : 1_000;
    private static final int LONGEST = 400;

    @Test
    @DisplayName("GATE-4: nothing lands wrongly, and nobody leaves for another's fault, in 1,000 seeds")
    void the_laws_hold_along_random_walks() {
        for (int walk = 0; walk < WALKS; walk++) {
            long seed = SEED + walk;
            try {
                walk(new QueueLaws(MergeQueue::plan), seed);
            } catch (QueueLaws.Broken broken) {
                throw new AssertionError("seed " + seed, broken);
            }
        }
    }

    /// How many landed.
    static int walk(QueueLaws laws, long seed) {
        Random random = new Random(seed);
        QueueWorld world = world(random);
        for (int step = 0; step < LONGEST; step++) {
            Plan plan = laws.plan(world);
            laws.check(world, plan);
            List<QueueWorld> events = QueueExplorer.events(world);
            if (!plan.steps().isEmpty() && (events.isEmpty() || random.nextInt(4) > 0)) {
                world = world.apply(plan.steps().getFirst());
            } else if (events.isEmpty()) {
                break;
            } else {
                world = events.get(random.nextInt(events.size()));
            }
            if (step % 16 == 0) {
                laws.ends(world);
            }
        }
        laws.ends(world);
        return world.trunk().size();
    }

    private static QueueWorld world(Random random) {
        int changes = 4 + random.nextInt(6);
        boolean modules = random.nextInt(3) > 0;
        QueueRules rules = new QueueRules(
                random.nextInt(4) == 0 ? Queueing.SERIAL : Queueing.SPECULATIVE,
                1 + random.nextInt(6),
                1 + random.nextInt(3),
                modules ? SmallQueues.MODULES : Map.of());
        ModuleGraph graph = new ModuleGraph(rules.modules());
        List<String> paths = List.of("lib/x", "app/x", "web/x", "doc/x", "app/x", "web/x", "doc/x", "pom.xml");
        Map<Integer, Touched> touched = new TreeMap<>();
        List<QueueWorld.Arrival> coming = new ArrayList<>();
        Set<Integer> bad = new HashSet<>();
        Set<Truth.Pair> clashes = new HashSet<>();
        Set<Truth.Pair> needs = new HashSet<>();
        for (int number = 1; number <= changes; number++) {
            touched.put(number, graph.touchedBy(List.of(paths.get(random.nextInt(paths.size())))));
            coming.add(new QueueWorld.Arrival(number, random.nextInt(6) == 0 ? Lane.URGENT : Lane.ORDINARY));
            if (random.nextInt(6) == 0) {
                bad.add(number);
            }
        }
        Truth none = new Truth(touched, bad, clashes, needs);
        for (int one = 1; one <= changes; one++) {
            if (random.nextInt(8) == 0) {
                clashes.add(new Truth.Pair(one, -1));
            }
            for (int other = 1; other < one; other++) {
                if (none.dependent(one, other)) {
                    switch (random.nextInt(12)) {
                        case 0 -> clashes.add(new Truth.Pair(one, other));
                        case 1 -> needs.add(new Truth.Pair(one, other));
                        default -> {}
                    }
                }
            }
        }
        QueueWorld.Budget budget = new QueueWorld.Budget(
                random.nextInt(3), random.nextInt(3), random.nextInt(2), random.nextInt(3), random.nextInt(3));
        return QueueWorld.of(rules, new Truth(touched, bad, clashes, needs), coming, budget);
    }
}
