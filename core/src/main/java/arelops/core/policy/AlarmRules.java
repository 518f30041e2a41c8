package arelops.core.policy;

import arelops.core.id.Digest;
import java.util.List;
import java.util.Map;

/// The rules on which it depends whether the alarms of an environment fire: while they are the same, what was proved
/// once stands.
public final class AlarmRules {
    /// Of the environment: what is tried, and whose requests thin the faults out.
    private static final List<String> KEYS = List.of("alarms", "mirror", "probe", "instances");

    private AlarmRules() {}

    /// The digest of them.
    public static Digest digest(Policy policy, EnvironmentPolicy environment) {
        String at = "environments." + environment.name().text() + ".";
        StringBuilder canonical = new StringBuilder();
        policy.text().entrySet().stream()
                .filter(one -> one.getKey().equals("window")
                        || one.getKey().startsWith("watch.")
                        || KEYS.stream().anyMatch(key -> isBelow(one, at + key)))
                .forEach(one -> canonical
                        .append(one.getKey())
                        .append('=')
                        .append(one.getValue().replace("\n", "\\n"))
                        .append('\n'));
        return Digest.of(canonical.toString());
    }

    private static boolean isBelow(Map.Entry<String, String> line, String key) {
        return line.getKey().equals(key) || line.getKey().startsWith(key + ".");
    }
}
