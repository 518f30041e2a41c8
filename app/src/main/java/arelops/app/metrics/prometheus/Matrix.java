package arelops.app.metrics.prometheus;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The samples that answer a query.
///
/// @param numbers series of plain numbers
/// @param histograms series of native histograms
/// @param schemas how finely their buckets are cut
record Matrix(List<Series> numbers, List<Series> histograms, SortedSet<String> schemas) {
    Matrix {
        numbers = List.copyOf(numbers);
        histograms = List.copyOf(histograms);
        schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
    }

    List<Series> all() {
        return Stream.concat(numbers.stream(), histograms.stream()).toList();
    }
}
