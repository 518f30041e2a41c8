package arelops.core.queue;

import arelops.core.policy.SourceModule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The conflict analyser: from changed paths to the modules whose checks they may change.
///
/// Two changes that touch no module in common are independent: a module's checks read its own files and those of
/// the modules that it needs, and a change of any of these touches it.
public final class ModuleGraph {
    private final Map<String, SourceModule> declared;
    private final Map<String, List<PathPattern>> patterns = new HashMap<>();
    private final Map<String, Set<String>> needs = new HashMap<>();
    private final Map<String, Set<String>> neededBy = new HashMap<>();

    public ModuleGraph(Map<String, SourceModule> modules) {
        declared = Map.copyOf(modules);
        modules.forEach((name, module) -> {
            patterns.put(name, module.paths().stream().map(PathPattern::new).toList());
            needs.put(name, module.needs());
            for (String other : module.needs()) {
                neededBy.computeIfAbsent(other, key -> new HashSet<>()).add(name);
            }
        });
    }

    /// What a commit with these changed paths touches. Of a renamed file both paths are needed.
    public Touched touchedBy(Collection<String> paths) {
        Set<String> changed = new HashSet<>();
        for (String path : paths) {
            List<String> owners = ownersOf(path);
            if (owners.isEmpty()) {
                return Touched.EVERYTHING;
            }
            changed.addAll(owners);
        }
        return patterns.isEmpty() ? Touched.EVERYTHING : new Touched.Modules(closure(changed, neededBy));
    }

    /// The modules that a path belongs to.
    public List<String> ownersOf(String path) {
        List<String> owners = new ArrayList<>();
        patterns.forEach((name, all) -> {
            if (all.stream().anyMatch(pattern -> pattern.matches(path))) {
                owners.add(name);
            }
        });
        owners.sort(null);
        return owners;
    }

    /// Whether the file at this path must be the same in what lands and what was tested.
    public boolean mustBeEqual(Step.Proof proof, String path) {
        List<String> owners = ownersOf(path);
        Set<String> needed = Set.copyOf(proof.modules().orElseGet(TreeSet::new));
        return proof.modules().isEmpty() || owners.isEmpty() || owners.stream().anyMatch(needed::contains);
    }

    /// What must be equal where something lands on another commit than the one that it was tested on.
    public Step.Proof proof(Touched touched) {
        return new Step.Proof(
                switch (touched) {
                    case Touched.Everything() -> Optional.empty();
                    case Touched.Modules(SortedSet<String> names) -> Optional.of(closure(names, needs));
                },
                declared);
    }

    private static SortedSet<String> closure(Collection<String> from, Map<String, Set<String>> edges) {
        SortedSet<String> reached = new TreeSet<>(from);
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String next : edges.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }
}
