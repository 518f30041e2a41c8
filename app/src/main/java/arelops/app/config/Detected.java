package arelops.app.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the files of a commit tell about building and testing when the config does not say: commands, and `from`, the
/// file that told; `dockerfile` is whether there is one. `trunk` is the branch that is followed, where that is known.
public record Detected(
        Optional<String> build,
        Optional<String> run,
        Map<String, String> checks,
        String from,
        boolean dockerfile,
        Optional<String> trunk) {
    public static final Detected NOTHING = new Detected(Optional.empty(), Optional.empty(), Map.of(), "", false);

    /// What the files alone tell.
    public Detected(
            Optional<String> build, Optional<String> run, Map<String, String> checks, String from, boolean dockerfile) {
        this(build, run, checks, from, dockerfile, Optional.empty());
    }

    public Detected {
        checks = Collections.unmodifiableMap(new TreeMap<>(checks));
    }

    /// The same in a repository whose followed branch is this one.
    public Detected following(String branch) {
        return new Detected(build, run, checks, from, dockerfile, Optional.of(branch));
    }
}
