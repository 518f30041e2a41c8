package arelops.core.change;

import arelops.core.id.AppName;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The apps of other repositories, as they were when a TEST environment was raised: what it is told of them, and
/// whom it missed (TST-2).
///
/// @param reached the address in BETA of each that served there
/// @param missing those that are on their way on this machine, and did not serve in BETA
public record OtherApps(SortedMap<AppName, String> reached, SortedSet<AppName> missing) {
    public static final OtherApps NONE = new OtherApps(new TreeMap<>(), new TreeSet<>());

    public OtherApps {
        reached = Collections.unmodifiableSortedMap(new TreeMap<>(reached));
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    /// All but these: those of the repository itself are told of in another way.
    public OtherApps without(Collection<AppName> own) {
        TreeMap<AppName, String> others = new TreeMap<>(reached);
        others.keySet().removeAll(own);
        TreeSet<AppName> absent = new TreeSet<>(missing);
        absent.removeAll(own);
        return new OtherApps(others, absent);
    }

    /// What a person is told: `reaches tax in BETA; stock is not in BETA`; nothing where there are none.
    public String sentence() {
        String there = reached.isEmpty() ? "" : "reaches " + names(reached.keySet()) + " in BETA";
        String absent =
                missing.isEmpty() ? "" : names(missing) + (missing.size() == 1 ? " is" : " are") + " not in BETA";
        return there + (there.isEmpty() || absent.isEmpty() ? "" : "; ") + absent;
    }

    private static String names(Collection<AppName> apps) {
        return apps.stream().map(AppName::text).collect(Collectors.joining(", "));
    }
}
