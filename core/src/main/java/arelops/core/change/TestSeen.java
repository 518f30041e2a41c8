package arelops.core.change;

import arelops.core.id.AppName;
import arelops.core.release.Seen;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was seen of a change's TEST environment.
///
/// @param targets what the target knows of each app of it
/// @param apps those that the merge result says how to run
/// @param smoke whether the merge result has a smoke test
public record TestSeen(SortedMap<AppName, Seen.Target> targets, List<AppName> apps, boolean smoke) {
    public TestSeen {
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
        apps = List.copyOf(apps);
    }

    Optional<Seen.Target> target(AppName app) {
        return Optional.ofNullable(Map.copyOf(targets).get(app));
    }
}
