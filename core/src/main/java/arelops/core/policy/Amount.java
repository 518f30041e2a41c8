package arelops.core.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/// A limit of something measured, in the unit that it was written in.
public sealed interface Amount {
    record Share(Percent percent) implements Amount {
        @Override
        public String toString() {
            return percent.toString();
        }
    }

    record Time(Duration duration) implements Amount {
        @Override
        public String toString() {
            return DurationText.write(duration);
        }
    }

    record Count(BigDecimal value) implements Amount {
        public Count {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /// The severity of a finding.
    enum Severity implements Amount {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
