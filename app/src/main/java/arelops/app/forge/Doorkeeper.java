package arelops.app.forge;

import java.util.Optional;

/// Tells whose token it is (REL-4).
@FunctionalInterface
public interface Doorkeeper {
    /// The owner; empty for a token that is not known, was taken back, or is over.
    Optional<Guest> guest(String token);
}
