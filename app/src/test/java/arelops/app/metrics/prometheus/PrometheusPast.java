package arelops.app.metrics.prometheus;

import java.time.Duration;
import java.time.Instant;

/// Samples of times past, as a Prometheus would have scraped them every 15 seconds.
public final class PrometheusPast {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Instant start;
    private final StringBuilder text = new StringBuilder();

    /// @param start when the first window starts
    public PrometheusPast(Instant start) {
        this.start = start;
    }

    /// Values one after the other, the first at the start; `-` where the scrape is missing.
    ///
    /// @param series name and labels
    public PrometheusPast series(String series, String... values) {
        Instant at = start;
        for (String value : String.join(" ", values).split(" +", -1)) {
            if (!value.equals("-")) {
                text.append(series)
                        .append(' ')
                        .append(value)
                        .append(' ')
                        .append(at.getEpochSecond())
                        .append('\n');
            }
            at = at.plus(INTERVAL);
        }
        return this;
    }

    public String text() {
        return text.toString();
    }
}
