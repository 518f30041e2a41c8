package arelops.core.traffic;

/// The requests of one user at one time: replay keeps their order. A pseudonym that the recorder makes;
/// it is stored
/// as it is, so it must not be an original session cookie or address.
public record SessionId(String value) {
    /// Checks that there is one.
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a session needs an id");
        }
    }

    /// The id itself.
    @Override
    public String toString() {
        return value;
    }
}
