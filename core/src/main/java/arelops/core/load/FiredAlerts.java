package arelops.core.load;

import java.util.List;

/// The alerts that began to fire in a step.
public sealed interface FiredAlerts {
    /// No alerts are watched there.
    record NotAsked() implements FiredAlerts {}

    /// Every source was heard.
    ///
    /// @param names of those that began; empty where none did
    record Told(List<String> names) implements FiredAlerts {
        /// Copies.
        public Told {
            names = List.copyOf(names);
        }
    }

    /// It cannot be told, which is not none.
    record Unknown(String because) implements FiredAlerts {}
}
