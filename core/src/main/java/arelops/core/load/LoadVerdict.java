package arelops.core.load;

/// What a ladder says.
public sealed interface LoadVerdict {
    /// In a sentence with the numbers.
    String because();

    /// Nothing speaks against the release: it bears all that is asked, or as much as stable.
    record Borne(String because) implements LoadVerdict {}

    /// It does not bear what stable bears; or what is asked, where there is no stable.
    record Worse(String because) implements LoadVerdict {}

    /// Nothing can be said of the release.
    record Unknown(String because) implements LoadVerdict {}
}
