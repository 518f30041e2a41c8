package arelops.core.policy;

import java.math.BigDecimal;

/// A share in percent, written `5%` or `0.5%`.
public record Percent(BigDecimal value) implements Comparable<Percent> {
    public Percent {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a share is not negative: " + value);
        }
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    public static Percent of(int value) {
        return new Percent(BigDecimal.valueOf(value));
    }

    /// The share as a fraction of one.
    public double fraction() {
        return value.doubleValue() / 100;
    }

    @Override
    public int compareTo(Percent other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString() + "%";
    }
}
