package arelops.core.alarm;

import java.util.Comparator;

/// What is to tell people of a fault: a threshold of `watch`, or an alert of a monitoring system.
public record Alarm(Source source, String name) implements Comparable<Alarm> {
    private static final Comparator<Alarm> ORDER =
            Comparator.comparing(Alarm::source).thenComparing(Alarm::name);

    /// Who raises it.
    public enum Source {
        /// Two windows of the router running beyond a limit of `watch`.
        THRESHOLD,
        /// A rule of a monitoring system.
        ALERT
    }

    /// The threshold of a measure.
    public static Alarm threshold(String measure) {
        return new Alarm(Source.THRESHOLD, measure);
    }

    /// The alert of this name.
    public static Alarm alert(String name) {
        return new Alarm(Source.ALERT, name);
    }

    /// Thresholds first, then by name.
    @Override
    public int compareTo(Alarm other) {
        return ORDER.compare(this, other);
    }

    /// As a sentence names it.
    @Override
    public String toString() {
        return switch (source) {
            case THRESHOLD -> "the threshold " + name;
            case ALERT -> "the alert " + name;
        };
    }
}
