package arelops.core.release;

import java.util.List;

/// What an alert source answers about one environment.
public sealed interface AlertAnswer {
    /// Every alert that concerns the environment, also those that people are not told of.
    record Told(List<Alert> alerts) implements AlertAnswer {
        public Told {
            alerts = List.copyOf(alerts);
        }
    }

    /// It gave no answer that can be relied on, which is never good.
    record Unknown(String because) implements AlertAnswer {}
}
