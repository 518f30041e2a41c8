package arelops.core.release;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An alert as its source tells of it.
///
/// @param name its rule's, the label `alertname`
/// @param labels all of its labels
/// @param since when it began to fire, by the source's clock
public record Alert(String name, SortedMap<String, String> labels, Instant since, State state) {
    /// Labels that a sentence names, where they are there.
    private static final List<String> TOLD = List.of("severity", "instance", "job");

    /// Whether people are told of it.
    public sealed interface State {
        record Firing() implements State {}

        /// Somebody silenced it.
        ///
        /// @param by the source's id of the silence
        record Silenced(String by) implements State {}

        /// Another alert that fires keeps it quiet.
        ///
        /// @param by the source's id of the other alert
        record Inhibited(String by) implements State {}
    }

    public Alert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// As a sentence names it.
    String words() {
        String told = TOLD.stream()
                .filter(label -> labels.containsKey(label))
                .map(label -> label + " " + labels.get(label))
                .collect(Collectors.joining(", "));
        return "alert " + name + (told.isEmpty() ? "" : " (" + told + ")");
    }
}
