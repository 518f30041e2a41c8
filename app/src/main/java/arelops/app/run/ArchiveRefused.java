package arelops.app.run;

import java.io.IOException;

/// An archive that we did not write, or that was damaged since: malformed, or leading out of its folder.
final class ArchiveRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ArchiveRefused(String message) {
        super(message);
    }
}
