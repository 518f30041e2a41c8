package arelops.core.queue;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.policy.SourceModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The small worlds that are walked completely.
final class SmallQueues {
    /// `app` and `web` need `lib`; `doc` stands alone.
    static final Map<String, SourceModule> MODULES = modules();

    private SmallQueues() {}

    private static Map<String, SourceModule> modules() {
        Map<String, SourceModule> modules = new LinkedHashMap<>();
        modules.put("lib", new SourceModule(List.of("lib"), Set.of()));
        modules.put("app", new SourceModule(List.of("app"), Set.of("lib")));
        modules.put("web", new SourceModule(List.of("web"), Set.of("lib")));
        modules.put("doc", new SourceModule(List.of("doc"), Set.of()));
        return modules;
    }

    static QueueRules rules(Queueing queueing, int atOnce, boolean modules) {
        return new QueueRules(queueing, atOnce, 2, modules ? MODULES : Map.of());
    }

    /// Changes 1, 2, ... with one changed path each.
    static Map<Integer, Touched> touched(QueueRules rules, String... paths) {
        ModuleGraph graph = new ModuleGraph(rules.modules());
        Map<Integer, Touched> touched = new TreeMap<>();
        for (int at = 0; at < paths.length; at++) {
            touched.put(at + 1, graph.touchedBy(List.of(paths[at].split(","))));
        }
        return touched;
    }

    static List<QueueWorld.Arrival> ordinary(int changes) {
        List<QueueWorld.Arrival> coming = new ArrayList<>();
        for (int number = 1; number <= changes; number++) {
            coming.add(new QueueWorld.Arrival(number, Lane.ORDINARY));
        }
        return coming;
    }

    /// Every truth of so many changes: each is bad or not, each dependent pair clashes, or one needs the other, or
    /// neither.
    static List<Truth> truths(Map<Integer, Touched> touched) {
        List<Truth.Pair> pairs = new ArrayList<>();
        Truth none = new Truth(touched, Set.of(), Set.of(), Set.of());
        for (int one : touched.keySet()) {
            for (int other : touched.keySet()) {
                if (one < other && none.dependent(one, other)) {
                    pairs.add(new Truth.Pair(one, other));
                }
            }
        }
        List<Truth> truths = new ArrayList<>();
        int changes = touched.size();
        int relations = (int) Math.pow(3, pairs.size());
        for (int bad = 0; bad < 1 << changes; bad++) {
            for (int relation = 0; relation < relations; relation++) {
                truths.add(truth(touched, bad, relation, pairs));
            }
        }
        return truths;
    }

    private static Truth truth(Map<Integer, Touched> touched, int bad, int relation, List<Truth.Pair> pairs) {
        Set<Integer> broken = new HashSet<>();
        for (int number : touched.keySet()) {
            if ((bad >> (number - 1) & 1) == 1) {
                broken.add(number);
            }
        }
        Set<Truth.Pair> clashes = new HashSet<>();
        Set<Truth.Pair> needs = new HashSet<>();
        int rest = relation;
        for (Truth.Pair pair : pairs) {
            if (rest % 3 == 1) {
                clashes.add(pair);
            } else if (rest % 3 == 2) {
                needs.add(pair.turned());
            }
            rest /= 3;
        }
        return new Truth(touched, broken, clashes, needs);
    }
}
