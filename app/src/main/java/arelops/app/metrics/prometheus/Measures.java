package arelops.app.metrics.prometheus;

import java.util.Optional;

/// Which series count an arm's requests, errors and latencies.
///
/// @param latency the histogram, if latencies are asked for
public record Measures(Requests requests, Errors errors, Optional<Latency> latency) {
    /// A counter of all requests.
    public record Requests(Selector counter) {
        public static Requests parse(String text) {
            return new Requests(Selector.parse(text));
        }
    }

    /// How failed requests are told.
    public sealed interface Errors {
        /// Those of the requests' own series that have these labels. One that is not there has
        /// counted nothing.
        record Among(Matchers matchers) implements Errors {}

        /// A counter of its own. Where it is not there nobody knows.
        record Counter(Selector counter) implements Errors {}

        /// `code=~"5.."` is among the requests; `failures_total` and
        /// `failures_total{kind="fatal"}` are counters.
        static Errors parse(String text) {
            String stripped = text.strip();
            return stripped.startsWith("{") || (stripped.indexOf('=') > 0 && !stripped.contains("{"))
                    ? new Among(new Matchers(stripped))
                    : new Counter(Selector.parse(stripped));
        }
    }

    /// A histogram, classic or native.
    ///
    /// @param perMillisecond how many of its unit a millisecond is: 0.001 where it counts seconds
    public record Latency(Selector histogram, double perMillisecond) {
        public static Latency seconds(String text) {
            return new Latency(Selector.parse(text), 0.001);
        }

        public static Latency milliseconds(String text) {
            return new Latency(Selector.parse(text), 1);
        }
    }
}
