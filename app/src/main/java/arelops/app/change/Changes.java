package arelops.app.change;

import arelops.core.change.ChangeState;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All changes of a repository as one look saw them.
///
/// @param damaged those whose history cannot be read, and why: nothing of them is done, the others go on
public record Changes(SortedMap<ChangeNumber, Known> all, Map<ChangeNumber, String> damaged) {
    public static final Changes NONE = new Changes(new TreeMap<>(), Map.of());

    /// A change whose history ended at `tip` when it was read.
    public record Known(CommitId tip, ChangeState state) {}

    public Changes {
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        damaged = Map.copyOf(damaged);
    }

    public Optional<Known> of(ChangeNumber number) {
        return Optional.ofNullable(all.get(number));
    }

    /// Those that may still land, in the order in which they were opened.
    public Stream<Known> open() {
        return all.values().stream().filter(known -> known.state().isOpen());
    }

    /// Those, and those whose TEST environment is not gone yet.
    public Stream<Known> live() {
        return all.values().stream()
                .filter(known ->
                        known.state().isOpen() || known.state().test().up().isPresent());
    }

    public Changes with(Known known) {
        SortedMap<ChangeNumber, Known> other = new TreeMap<>(all);
        other.put(known.state().number(), known);
        return new Changes(other, damaged);
    }
}
