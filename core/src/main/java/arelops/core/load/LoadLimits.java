package arelops.core.load;

import arelops.core.policy.Amount;
import arelops.core.policy.DurationText;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Beyond what a step is not borne.
///
/// @param errors the greatest share of requests that fail
/// @param p99 what 99 of 100 requests must be answered in, from when they should have been sent
/// @param reached the smallest share of the wanted rate that must be reached
/// @param alerts whether a step at which an alert begins to fire is not borne
/// @param use what the app may take of its machine
public record LoadLimits(Percent errors, Optional<Duration> p99, Percent reached, boolean alerts, LoadPolicy.Use use) {
    private static final Percent ERRORS = Percent.of(1);

    /// Sessions wait for their answers, so a slow app is asked less often than it should.
    private static final Percent REACHED = Percent.of(95);

    /// So much later than planned the last request may be sent in any case, where no limit of p99 says it: an answer
    /// that may take so long may hold it up by as much.
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final double HUNDRED = 100;

    /// As the load's own rules say, else as the same measures are watched.
    public static LoadLimits of(LoadPolicy.Stop stop, Map<String, Watch> watches) {
        return new LoadLimits(
                stop.errors()
                        .or(() -> max(watches, "errors")
                                .flatMap(max -> max instanceof Amount.Share(Percent share)
                                        ? Optional.of(share)
                                        : Optional.empty()))
                        .orElse(ERRORS),
                stop.p99()
                        .or(() -> max(watches, "p99")
                                .flatMap(max -> max instanceof Amount.Time(Duration time)
                                        ? Optional.of(time)
                                        : Optional.empty())),
                REACHED,
                stop.alerts(),
                stop.use());
    }

    /// By which an alert counts too, and the app may take what there is.
    public LoadLimits(Percent errors, Optional<Duration> p99, Percent reached) {
        this(errors, p99, reached, true, LoadPolicy.Use.ANY);
    }

    private static Optional<Amount> max(Map<String, Watch> watches, String name) {
        return Optional.ofNullable(watches.get(name)).flatMap(Watch::max);
    }

    /// What speaks against a step; empty where it was borne.
    Optional<String> crossed(Measured step) {
        if (step.failedShare() * HUNDRED > errors.value().doubleValue()) {
            return Optional.of(step.errorWords() + " fail; the limit is " + errors);
        }
        Optional<Duration> limit = p99.filter(most -> step.quantiles().p99().compareTo(most) > 0);
        if (limit.isPresent()) {
            return Optional.of("p99 is " + step.quantiles().p99().toMillis() + " ms; the limit is "
                    + DurationText.write(limit.get()));
        }
        boolean behind = step.overrun().compareTo(p99.orElse(BEHIND)) > 0;
        if (behind && step.reached() * HUNDRED < step.wanted() * reached.value().doubleValue()) {
            return Optional.of("%.0f of %.0f requests/s were reached; at least %s must be"
                    .formatted(step.reached(), step.wanted(), reached));
        }
        return (alerts ? fired(step.beside().alerts()) : Optional.<String>empty())
                .or(() -> full(step.beside().saturation()));
    }

    private Optional<String> full(Saturation saturation) {
        return switch (saturation) {
            case Saturation.Unknown _ -> Optional.empty();
            case Saturation.Known known ->
                use.cpu()
                        .filter(known::isAbove)
                        .map(most -> "it uses " + known.cpuWords() + "; the limit is " + most)
                        .or(() -> use.memory()
                                .filter(known::isAbove)
                                .map(most -> "it has " + known.memoryWords() + " in memory; the limit is " + most));
        };
    }

    private static Optional<String> fired(FiredAlerts alerts) {
        return switch (alerts) {
            case FiredAlerts.NotAsked _, FiredAlerts.Unknown _ -> Optional.empty();
            case FiredAlerts.Told(List<String> names) ->
                names.isEmpty() ? Optional.empty() : Optional.of("the alert " + String.join(", ", names) + " fires");
        };
    }

    /// Why a step says nothing; empty where it does. What crosses a limit does so whatever else is not
    /// known.
    Optional<String> doubt(Measured step) {
        if (step.invalid().isPresent()) {
            return step.invalid();
        }
        return crossed(step).isPresent() ? Optional.empty() : unheard(step).or(() -> unseen(step));
    }

    private Optional<String> unheard(Measured step) {
        return alerts && step.beside().alerts() instanceof FiredAlerts.Unknown(String because)
                ? Optional.of(because)
                : Optional.empty();
    }

    private Optional<String> unseen(Measured step) {
        return use.isLimited() && step.beside().saturation() instanceof Saturation.Unknown(String because)
                ? Optional.of(because)
                : Optional.empty();
    }

    /// What it is that makes a step say nothing.
    String doubtful(Measured step) {
        if (step.invalid().isPresent()) {
            return "the sender could not keep to the schedule";
        }
        return unheard(step).isPresent()
                ? "nobody knows which alerts fired"
                : "nobody knows what the app took of its machine";
    }
}
