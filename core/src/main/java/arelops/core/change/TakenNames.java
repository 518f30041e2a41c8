package arelops.core.change;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names below one folder of refs, to see whether a new one is too like an old one, or has no room.
final class TakenNames {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final Set<String> exact = new HashSet<>();

    /// @param refs full names
    TakenNames(String folder, Collection<String> refs) {
        refs.stream()
                .filter(ref -> ref.startsWith(folder))
                .map(ref -> ref.substring(folder.length()))
                .forEach(this::take);
    }

    void take(String name) {
        exact.add(name);
        names.putIfAbsent(RefNames.folded(name), name);
        RefNames.above(RefNames.folded(name)).forEach(above -> folders.putIfAbsent(above, name));
    }

    boolean has(String name) {
        return exact.contains(name);
    }

    /// Why a new name cannot be beside those that are there; empty where it can.
    Optional<String> fault(String name) {
        String folded = RefNames.folded(name);
        Optional<String> same = Optional.ofNullable(names.get(folded)).filter(other -> !other.equals(name));
        if (same.isPresent()) {
            return Optional.of("it differs from '" + same.get() + "' only in case, so many disks take them for one");
        }
        Optional<String> below = Optional.ofNullable(folders.get(folded));
        if (below.isPresent()) {
            return Optional.of("there is '" + below.get() + "', and git keeps no name beside one below it");
        }
        return RefNames.above(folded).stream()
                .filter(names::containsKey)
                .map(names::get)
                .findFirst()
                .map(above -> "there is '" + above + "', and git keeps no name below another");
    }
}
