package arelops.core.policy;

import java.util.Optional;

/// A measure of the embedded router that is watched while a release soaks or runs as a canary, and its limits.
///
/// `max` and `min` hold by themselves; `worse` (more) and `fewer` compare with what ran before.
public record Watch(
        String name, Optional<Amount> max, Optional<Amount> min, Optional<Percent> worse, Optional<Percent> fewer) {}
