package arelops.core.policy;

import java.util.List;

/// Whether the program itself asks an environment when nobody else does, and for which paths beside the health path.
public record Probe(boolean on, List<String> paths) {
    public static final Probe STANDARD = new Probe(true, List.of());
    public static final Probe OFF = new Probe(false, List.of());

    public Probe {
        paths = List.copyOf(paths);
    }
}
