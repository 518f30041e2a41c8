package arelops.app.git;

import java.nio.file.Path;
import java.time.Duration;

/// How a remote may be reached: the longest that one call takes, the credentials, and the home folder with `.ssh`.
public record GitAccess(Duration deadline, CredentialSource credentials, Path home) {
    public GitAccess {
        if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a deadline is positive: " + deadline);
        }
    }
}
