package arelops.core.policy;

import java.util.Optional;

/// A measure that is watched while a release soaks or runs as a canary, and its limits.
///
/// `max` and `min` hold by themselves; `worse` (more) and `fewer` compare with what ran before.
public record Watch(
        String name,
        Source source,
        Optional<Amount> max,
        Optional<Amount> min,
        Optional<Percent> worse,
        Optional<Percent> fewer) {
    /// Where the measure comes from.
    public enum Source {
        /// The embedded router.
        ROUTER,
        /// A query to a metric store.
        QUERY
    }
}
