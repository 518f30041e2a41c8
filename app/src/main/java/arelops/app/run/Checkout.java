package arelops.app.run;

import arelops.core.id.CommitId;
import java.io.IOException;
import java.nio.file.Path;

/// Writes the files of a commit into an existing empty folder; git's adapter is elsewhere.
@FunctionalInterface
public interface Checkout {
    void into(CommitId commit, Path folder) throws IOException;
}
