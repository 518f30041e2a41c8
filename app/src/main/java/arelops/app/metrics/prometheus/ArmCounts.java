package arelops.app.metrics.prometheus;

import arelops.app.metrics.ArmReading;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What was read of an arm.
///
/// @param layouts how its histograms are cut
/// @param notes what a person should know
record ArmCounts(List<ArmReading> windows, SortedSet<String> layouts, SortedSet<String> notes) {
    ArmCounts {
        windows = List.copyOf(windows);
        layouts = Collections.unmodifiableSortedSet(new TreeSet<>(layouts));
        notes = Collections.unmodifiableSortedSet(new TreeSet<>(notes));
    }
}
