package arelops.core.queue;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a commit may change the checks of.
public sealed interface Touched {
    /// Every check: no modules are declared, or a path belongs to none of them.
    record Everything() implements Touched {}

    /// The checks of these modules alone: those with a changed path, and all that need one of them.
    record Modules(SortedSet<String> names) implements Touched {
        public Modules {
            names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
        }
    }

    Touched EVERYTHING = new Everything();
}
