package arelops.core.policy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The variables that a process gets, and the names of the secrets that it gets from the node's own file.
public record Settings(Map<String, String> variables, List<String> secrets) {
    public static final Settings NONE = new Settings(Map.of(), List.of());

    public Settings {
        variables = Ordered.copyOf(variables);
        secrets = List.copyOf(secrets);
    }

    /// These settings with those of `other` on top.
    public Settings with(Settings other) {
        SortedMap<String, String> merged = new TreeMap<>(variables);
        merged.putAll(other.variables);
        List<String> names = Stream.concat(secrets.stream(), other.secrets.stream())
                .distinct()
                .toList();
        return new Settings(merged, names);
    }
}
