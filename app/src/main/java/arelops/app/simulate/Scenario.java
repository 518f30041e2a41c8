package arelops.app.simulate;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;

/// What is simulated: an app's line by these rules, under this load, with these durations.
///
/// @param seed of all that is drawn: the same scenario always ends the same
public record Scenario(Policy policy, AppName app, Load load, Pace pace, Period period, long seed) {
    /// What is merged, around the clock.
    ///
    /// @param perDay how many changes land a day, at random times
    /// @param faulty the share of them that carry an error
    /// @param finds the environment in which such an error shows
    public record Load(int perDay, Percent faulty, EnvironmentName finds) {
        public Load {
            if (perDay < 1 || faulty.fraction() > 1) {
                throw new IllegalArgumentException("no load: " + perDay + " a day, " + faulty + " faulty");
            }
        }
    }

    /// How long things take that the rules do not say.
    ///
    /// @param start until a deployment is healthy
    /// @param accept one run of the acceptance test, where there is one
    /// @param people until somebody approves, presses the button, or reverts what was found to be wrong
    public record Pace(Duration build, Duration start, Duration accept, Duration people) {
        public static final Pace USUAL =
                new Pace(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofHours(1));

        public Pace {
            if (build.isNegative() || start.isNegative() || accept.isNegative() || people.isNegative()) {
                throw new IllegalArgumentException("a duration is not negative");
            }
        }
    }

    /// The days in which changes are merged; the line then has time to end what it began.
    public record Period(Instant from, int days) {
        public Period {
            if (days < 1) {
                throw new IllegalArgumentException("a period has at least one day: " + days);
            }
        }

        Instant until() {
            return from.plus(Duration.ofDays(days));
        }
    }
}
