package arelops.app.answer;

import arelops.core.canary.Judgement;
import arelops.core.canary.Measured;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the newest look at a running canary says: its share of the traffic, and every measure in numbers.
///
/// @param share of the traffic that it has
/// @param windows how many were judged
/// @param sentence what the judge says of it
/// @param measures each with what is known of it
public record CanaryLook(Share share, int windows, String sentence, List<Measure> measures) {
    public CanaryLook {
        measures = List.copyOf(measures);
    }

    /// How far a canary is.
    ///
    /// @param percent of the traffic
    /// @param step which step that is, from 1
    /// @param of how many steps there are
    public record Share(double percent, int step, int of) {}

    /// One measure of both arms.
    ///
    /// @param series its values window by window, where they are known
    public record Measure(String name, Numbers numbers, Claim claim, Optional<Series> series) {
        /// As the judge measured it.
        public static Measure of(Measured measured, Optional<Series> series) {
            Measured.Numbers numbers = measured.numbers();
            String name = numbers.what();
            return new Measure(
                    name.equals(measured.name()) ? name : measured.name() + " " + name,
                    new Numbers(
                            numbers.unit(), numbers.baseline(), numbers.value(), numbers.estimate(), numbers.limit()),
                    new Claim(
                            State.of(measured.evidence().standing()),
                            measured.evidence().certainty()),
                    series);
        }
    }

    /// What was measured. `NaN` where nothing was.
    ///
    /// @param unit `share`, a unit of time, `per request` or empty
    /// @param baseline of the release that serves
    /// @param canary of the release that is tried
    /// @param estimate how many times as much the canary has
    /// @param limit of the estimate, beyond which it is worse than tolerated
    public record Numbers(String unit, double baseline, double canary, double estimate, double limit) {}

    /// What the evidence says of a measure.
    ///
    /// @param certainty of that, from 0 to 1
    public record Claim(State state, double certainty) {}

    /// How a measure stands. Missing data is a state of its own and never good.
    public enum State {
        NOT_WORSE(Standing.GOOD, "not worse"),
        WORSE(Standing.BAD, "worse"),
        UNSURE(Standing.MOVES, "not sure yet"),
        NO_DATA(Standing.UNKNOWN, "no data");

        private final Standing standing;
        private final String word;

        State(Standing standing, String word) {
            this.standing = standing;
            this.word = word;
        }

        static State of(Measured.Standing judged) {
            return switch (judged) {
                case NOT_WORSE -> NOT_WORSE;
                case WORSE -> WORSE;
                case UNSURE -> UNSURE;
                case NO_DATA -> NO_DATA;
            };
        }

        public Standing standing() {
            return standing;
        }

        public String word() {
            return word;
        }
    }

    /// A measure window by window, oldest first, as many of both arms; `NaN` for a window that tells nothing.
    public record Series(List<Double> baseline, List<Double> canary) {
        public Series {
            baseline = List.copyOf(baseline);
            canary = List.copyOf(canary);
            if (baseline.size() != canary.size()) {
                throw new IllegalArgumentException(
                        "windows of the baseline " + baseline.size() + ", of the canary " + canary.size());
            }
        }
    }

    /// Made of what the judge says.
    ///
    /// @param series by the names of measures; a name that is missing has no picture
    public static CanaryLook of(Share share, Judgement judgement, Map<String, Series> series) {
        return new CanaryLook(
                share,
                judgement.windows(),
                judgement.sentence(),
                judgement.measures().stream()
                        .map(one -> Measure.of(one, Optional.ofNullable(series.get(one.name()))))
                        .toList());
    }
}
