package arelops.app.git;

import java.util.Optional;

/// Where the credentials of a git server come from: a file, the environment, a test.
@FunctionalInterface
public interface CredentialSource {
    /// The credentials for a host (with `:port` if the address names one) reached by this scheme (`https`).
    Optional<Credentials> find(String scheme, String host);

    /// No credentials at all.
    static CredentialSource none() {
        return (scheme, host) -> Optional.empty();
    }

    /// The same credentials for one host only, so that they are not sent elsewhere.
    static CredentialSource only(String forHost, Credentials credentials) {
        return (scheme, host) -> host.equals(forHost) ? Optional.of(credentials) : Optional.empty();
    }

    /// This source, or the other where this one knows nothing.
    default CredentialSource or(CredentialSource other) {
        return (scheme, host) -> find(scheme, host).or(() -> other.find(scheme, host));
    }
}
