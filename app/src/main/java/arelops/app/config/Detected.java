package arelops.app.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the files of a commit tell about building and testing when the config does not say: commands, and `from`, the
/// file that told; `dockerfile` is whether there is one.
public record Detected(
        Optional<String> build, Optional<String> run, Map<String, String> checks, String from, boolean dockerfile) {
    public static final Detected NOTHING = new Detected(Optional.empty(), Optional.empty(), Map.of(), "", false);

    public Detected {
        checks = Collections.unmodifiableMap(new TreeMap<>(checks));
    }
}
