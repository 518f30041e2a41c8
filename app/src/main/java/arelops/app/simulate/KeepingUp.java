package arelops.app.simulate;

import arelops.core.id.EnvironmentName;
import arelops.core.policy.DurationText;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Mode;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Tells by simulating it whether a line can keep up with its trunk.
public final class KeepingUp {
    /// As many changes as a busy team merges, for as long as hours of a week need to show.
    private static final int PER_DAY = 40;

    private static final int DAYS = 14;

    /// A change that takes longer than this is news to who wrote it.
    private static final Duration LONG = Duration.ofDays(7);

    /// Soaks below this cannot add up to days.
    private static final Duration SHORT = Duration.ofHours(12);

    private KeepingUp() {}

    /// What keeps an environment from keeping up.
    ///
    /// @param key of the config
    public record Warning(String key, String sentence, String mend) {}

    /// What is wrong with the first environment that does not keep up; empty where all do.
    ///
    /// An environment that only observes takes nothing by intention, nor does one after it.
    public static List<Warning> warnings(Policy policy, Instant now) {
        EnvironmentName first = policy.line().getFirst().name();
        if (policy.line().stream().allMatch(KeepingUp::isWithoutDelay)) {
            return List.of();
        }
        Figures figures = Simulation.of(new Scenario(
                policy,
                policy.apps().getFirst().name(),
                new Scenario.Load(PER_DAY, Percent.of(0), first),
                Scenario.Pace.USUAL,
                new Scenario.Period(now.truncatedTo(ChronoUnit.SECONDS), DAYS),
                1));
        for (EnvironmentPolicy rules : policy.line()) {
            if (rules.mode() == Mode.OBSERVE) {
                return List.of();
            }
            List<Warning> found = warnings(rules.name(), figures.of(rules.name()));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /// Without hours, freezes, approvals and a long soak nothing can take days.
    private static boolean isWithoutDelay(EnvironmentPolicy rules) {
        return rules.hours().isEmpty()
                && rules.freezes().isEmpty()
                && rules.approvals().count() == 0
                && rules.soak().length().compareTo(SHORT) < 0;
    }

    private static List<Warning> warnings(EnvironmentName name, Figures.OfEnvironment figures) {
        String key = "environments." + name;
        String load = "with " + PER_DAY + " changes a day, in " + DAYS + " days,";
        if (figures.settles().isEmpty()) {
            return List.of(new Warning(
                    key,
                    "does not keep up: " + load + " nothing would settle there; at last: " + figures.waits() + ".",
                    "Open longer, soak shorter, or ask fewer people; arelops simulate tells more."));
        }
        Duration most = figures.settles().get().p95();
        return most.compareTo(LONG) > 0
                ? List.of(new Warning(
                        key,
                        "does not keep up: " + load + " a change would take up to "
                                + DurationText.write(Duration.ofHours(most.toHours())) + " until it is settled there.",
                        "Open longer or more often, or soak shorter; arelops simulate tells more."))
                : List.of();
    }
}
