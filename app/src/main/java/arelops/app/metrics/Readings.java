package arelops.app.metrics;

import arelops.core.canary.LatencyScale;
import arelops.core.canary.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a source says of a stretch: every window of both arms, or why there are none.
public sealed interface Readings {
    /// Every window of both arms.
    ///
    /// @param latency the scale of the latencies; empty where they were not asked for
    /// @param baseline one for each window
    /// @param canary one for each window
    /// @param notes what a person should know of the readings, in sentences
    record Taken(Optional<LatencyScale> latency, List<ArmReading> baseline, List<ArmReading> canary, List<String> notes)
            implements Readings {
        public Taken {
            baseline = List.copyOf(baseline);
            canary = List.copyOf(canary);
            notes = List.copyOf(notes);
            if (baseline.size() != canary.size()) {
                throw new IllegalArgumentException(
                        "the arms have " + baseline.size() + " and " + canary.size() + " windows");
            }
        }

        /// As the judge takes them.
        public List<Window> windows() {
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < baseline.size(); i++) {
                windows.add(new Window(baseline.get(i).window(), canary.get(i).window()));
            }
            return windows;
        }
    }

    /// The source did not answer, or not so that it can be relied on. Asking again later may help.
    record Failed(String because) implements Readings {}
}
