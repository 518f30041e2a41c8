package arelops.bench.queue;

import arelops.core.policy.SourceModule;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Touched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The changes of one run, and how they really are: the same for every policy.
final class Workload {
    /// Each library is needed by two services. A change touches two modules; so many libraries make two changes
    /// meet in 5 % of the cases.
    private static final int LIBRARIES = 61;

    private static final double PREDICTED = 0.97;

    static final Map<String, SourceModule> MODULES = modules();

    private final Scenario scenario;
    private final long seed;
    private final List<Change> changes = new ArrayList<>();
    private int refused;

    Workload(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        Random random = new Random(seed);
        ModuleGraph graph = new ModuleGraph(MODULES);
        List<String> names = List.copyOf(MODULES.keySet());
        double time = exponential(random);
        while (time < scenario.hours() * 60) {
            double takes = Math.clamp(
                    Scenario.MEDIAN * Math.exp(Scenario.SIGMA * random.nextGaussian()),
                    Scenario.SHORTEST,
                    Scenario.LONGEST);
            boolean fine = random.nextDouble() >= scenario.fails();
            boolean guess = (random.nextDouble() < PREDICTED) == fine;
            List<String> paths = List.of(
                    names.get(random.nextInt(names.size())) + "/a", names.get(random.nextInt(names.size())) + "/b");
            Touched touched = graph.touchedBy(paths);
            if (!scenario.entry().checked()) {
                changes.add(new Change(changes.size() + 1, time, time, takes, fine, guess, touched));
            } else if (fine) {
                changes.add(
                        new Change(changes.size() + 1, time - before(takes, random), time, takes, true, true, touched));
            } else {
                refused++;
            }
            time += exponential(random);
        }
    }

    private double exponential(Random random) {
        return -Math.log(1 - random.nextDouble()) * 60 / (scenario.rate() / queued());
    }

    /// Of those that are pushed, how many are queued.
    private double queued() {
        return scenario.entry().checked() ? 1 - scenario.fails() : 1;
    }

    /// How long before it is queued a change was pushed.
    private double before(double takes, Random random) {
        return scenario.entry() == Scenario.Entry.APPROVED
                ? takes - Math.log(1 - random.nextDouble()) * Scenario.Entry.APPROVAL
                : takes;
    }

    private static Map<String, SourceModule> modules() {
        Map<String, SourceModule> modules = new LinkedHashMap<>();
        for (int library = 0; library < LIBRARIES; library++) {
            String name = "lib" + library;
            modules.put(name, new SourceModule(List.of(name), Set.of()));
            for (String service : List.of("a" + library, "b" + library)) {
                modules.put(service, new SourceModule(List.of(service), Set.of(name)));
            }
        }
        return modules;
    }

    Scenario scenario() {
        return scenario;
    }

    /// How many were never queued, since their own check failed.
    int refused() {
        return refused;
    }

    List<Change> changes() {
        return changes;
    }

    Change change(int number) {
        return changes.get(number - 1);
    }

    /// Whether they touch a module in common.
    boolean meet(int one, int other) {
        return !(change(one).touched() instanceof Touched.Modules mine)
                || !(change(other).touched() instanceof Touched.Modules theirs)
                || mine.names().stream().anyMatch(name -> theirs.names().contains(name));
    }

    /// Whether two changes break one another where the second was made without the first.
    boolean clash(int one, int other) {
        return meet(one, other) && chance(seed, Math.min(one, other), Math.max(one, other), 0) < scenario.clashes();
    }

    /// Whether this run of this candidate fails for nothing.
    boolean flakes(int candidate, int attempt) {
        return chance(seed, candidate, attempt, 1) < scenario.flakes();
    }

    /// A number from 0 to 1 that these four determine.
    private static double chance(long seed, long one, long other, long kind) {
        long mixed = mix(mix(mix(mix(seed) + one) + other) + kind);
        return (mixed >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
