package arelops.app.people;

/// What came of a change of the accounts.
public sealed interface Changed {
    /// It is in git; these are the accounts now.
    record Done(People people) implements Changed {}

    /// A rule says no, and nothing was changed.
    record Refused(String because, String mend) implements Changed {}
}
