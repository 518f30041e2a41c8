package arelops.core.policy;

/// How much of an attempt must fit into the opening hours.
public enum Finish {
    /// The whole attempt, in its shortest duration.
    INSIDE,
    /// Only its start.
    ANY
}
