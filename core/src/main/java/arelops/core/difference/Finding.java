package arelops.core.difference;

import java.util.List;

/// A place that the release answers differently, more often than stable differs from itself.
///
/// @param route method and path, with `{}` where an id is
/// @param place `status`, `header NAME`, `body`, or a path such as `$.items[].price`
/// @param chance how probable so many differences are if the release is like stable, before the
/// correction for many places
public record Finding(String route, String place, Aspect aspect, Counts counts, double chance, List<Example> examples) {
    /// Copies.
    public Finding {
        examples = List.copyOf(examples);
    }

    /// How often.
    ///
    /// @param pairs requests of the route that were compared
    /// @param raw of them, those at which the release differs from stable
    /// @param noise those at which stable differs from itself
    /// @param alone those at which the release differs and stable does not differ from itself
    public record Counts(long pairs, long raw, long noise, long alone) {}
}
