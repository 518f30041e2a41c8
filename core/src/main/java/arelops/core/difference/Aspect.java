package arelops.core.difference;

/// In what way a place differs. Each is counted by itself, so that a field whose value changes all the
/// time is still found when it goes missing or becomes something else.
public enum Aspect {
    /// Another value of the same kind.
    VALUE("another value"),
    /// Another one of those that are new each time: ids, tokens, times.
    MOVING("another id or time"),
    /// A value of another type or form.
    KIND("another kind of value"),
    /// Stable has it, the release does not.
    MISSING("missing"),
    /// The release has it, stable does not.
    NEW("new");

    private final String words;

    Aspect(String words) {
        this.words = words;
    }

    /// In words, for people.
    public String words() {
        return words;
    }
}
