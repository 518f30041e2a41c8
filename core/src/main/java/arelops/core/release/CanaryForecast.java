package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Forecast;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.MetricRule;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is said of a canary before it starts, from what stable did in the last windows (CAN-4).
public final class CanaryForecast {
    /// Fewer requests in all tell too little of what is usual.
    private static final long ENOUGH = 100;
    /// As many windows tell how many requests there are now.
    private static final int LATELY = 10;

    private final CanaryRules rules;
    private final Duration window;

    CanaryForecast(CanaryRules rules, Duration window) {
        this.rules = rules;
        this.window = window;
    }

    /// That of an environment by these rules; empty where they ask for no canary.
    public static Optional<CanaryForecast> of(Policy policy, EnvironmentName environment) {
        return policy.environment(environment)
                .flatMap(EnvironmentPolicy::canary)
                .map(canary -> new CanaryForecast(new CanaryRules(policy, canary), policy.window()));
    }

    String sentence(List<Seen.ArmsWindow> recent) {
        return forecast(recent)
                        .map(this::told)
                        .orElse("how long a pass takes cannot be said: the last windows show too few requests")
                + metrics();
    }

    /// How far a metric wanders is not known before.
    private String metrics() {
        List<String> names =
                rules.judge().policy().metrics().stream().map(MetricRule::name).toList();
        return names.isEmpty() ? "" : "; " + String.join(", ", names) + " may take longer";
    }

    /// Empty where stable had too little to do.
    public Optional<Forecast> forecast(List<Seen.ArmsWindow> recent) {
        List<Seen.ArmsWindow> complete = CanaryReading.told(recent).stream()
                .filter(Seen.ArmsWindow::complete)
                .toList();
        List<ArmWindow> stable = complete.stream()
                .flatMap(one -> one.window().baseline().stream())
                .toList();
        long requests = stable.stream().mapToLong(ArmWindow::requests).sum();
        if (requests < ENOUGH) {
            return Optional.empty();
        }
        LatencyCounts latency =
                stable.stream().map(ArmWindow::latency).reduce(LatencyCounts.none(), LatencyCounts::plus);
        ArmWindow typical = ArmWindow.of(
                requests, stable.stream().mapToLong(ArmWindow::errors).sum(), latency);
        return Optional.of(Forecast.of(rules.judgeOfRouter(), plan(), typical, lately(stable)));
    }

    /// The requests of a window in the middle of the last ones: how many there are now, also where users
    /// came or went not long ago.
    private static double lately(List<ArmWindow> stable) {
        List<ArmWindow> last = stable.subList(Math.max(0, stable.size() - LATELY), stable.size());
        return last.stream().mapToLong(ArmWindow::requests).sorted().toArray()[last.size() / 2];
    }

    private Forecast.Plan plan() {
        int samples = rules.canary().isSmall() ? 0 : rules.canary().samples();
        List<Forecast.Plan.Step> steps = new ArrayList<>();
        for (int step = 0; step < rules.canary().steps().size(); step++) {
            steps.add(new Forecast.Plan.Step(rules.share(step) / 100.0, windows(), samples));
        }
        return new Forecast.Plan(steps, rules.horizon());
    }

    private int windows() {
        return (int) Math.max(1, rules.canary().each().toMillis() / window.toMillis());
    }

    private String told(Forecast forecast) {
        String pass = forecast.pass().isPresent()
                ? "a pass takes about " + forecast.pass().getAsInt() + " windows"
                : "it hardly passes within its horizon of " + rules.horizon() + " windows";
        return "with " + Math.round(forecast.requests()) + " requests a window " + pass
                + asked(forecast)
                + (forecast.finds().nothing()
                        ? ", and finds nothing small"
                        : ", and until then it finds " + found(forecast.finds()));
    }

    /// How many would do, where today's do not.
    private String asked(Forecast forecast) {
        int steps = windows() * rules.canary().steps().size();
        if (forecast.asks().isEmpty()) {
            return String.format(Locale.ROOT, " (no number of users would let it pass in the %,d of its steps)", steps);
        }
        double asks = forecast.asks().getAsDouble();
        return asks * plan().steps().getFirst().share() > forecast.requests()
                ? String.format(
                        Locale.ROOT, " (with %,.0f of all users it would pass in the %,d of its steps)", asks, steps)
                : "";
    }

    private static String found(Forecast.Finds finds) {
        List<String> found = new ArrayList<>();
        finds.errors().ifPresent(share -> found.add(percent(share) + " errors"));
        finds.slower().ifPresent(factor -> found.add("requests " + times(factor) + " as slow"));
        finds.tail().ifPresent(factor -> found.add("a slowest twentieth " + times(factor) + " as slow"));
        return String.join(", ", found);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", share * 100);
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, "%.1f times", factor);
    }
}
