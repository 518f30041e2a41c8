package arelops.core.change;

/// What a push wants to do with one ref, by its full name as the git client sent it.
public record RefUpdate(String ref, Kind kind) {
    /// How a ref would change.
    public enum Kind {
        CREATE,
        /// To a descendant of what it names.
        UPDATE,
        /// To anything else.
        REWIND,
        DELETE
    }
}
