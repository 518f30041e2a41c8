package arelops.app.metrics.prometheus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A metric and which of its series.
public record Selector(String metric, Matchers matchers) {
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern WRITTEN = Pattern.compile("(" + METRIC + ")\\s*(\\{.*})?", Pattern.DOTALL);

    public Selector {
        if (!METRIC.matcher(metric).matches()) {
            throw new IllegalArgumentException("is no name of a metric: " + metric);
        }
    }

    public static Selector parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("is no metric with matchers in braces: " + text);
        }
        return new Selector(
                written.group(1), written.group(2) == null ? Matchers.NONE : new Matchers(written.group(2)));
    }

    Selector of(Matchers arm) {
        return new Selector(metric, arm.and(matchers));
    }

    Selector named(String other) {
        return new Selector(other, matchers);
    }

    @Override
    public String toString() {
        return metric + "{" + matchers + "}";
    }
}
