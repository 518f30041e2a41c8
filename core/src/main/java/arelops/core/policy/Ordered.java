package arelops.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Copies of maps that keep the order of the config, for screens.
final class Ordered {
    private Ordered() {}

    static <V> Map<String, V> copyOf(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
