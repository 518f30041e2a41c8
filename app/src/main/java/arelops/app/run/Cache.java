package arelops.app.run;

import java.util.Locale;

/// Which home folder (with `.m2`, `.npm` and the like) a job gets. What a change writes to its cache is never read by
/// a trunk build.
public enum Cache {
    TRUNK,
    CHANGE;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
