package arelops.app.up;

/// What a repository that ARelOps hosts begins with; it matters at the first start alone.
public enum FirstContent {
    /// What the repository of the folder has, if there is one with commits.
    IMPORTED,
    /// Nothing: it waits for the first push.
    NOTHING
}
