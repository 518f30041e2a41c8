package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Forecast;
import arelops.core.canary.LatencyCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is said of a canary before it starts, from what stable did in the last windows (CAN-4).
final class CanaryForecast {
    /// Fewer requests in all tell too little of what is usual.
    private static final long ENOUGH = 100;

    private final CanaryRules rules;
    private final Duration window;

    CanaryForecast(CanaryRules rules, Duration window) {
        this.rules = rules;
        this.window = window;
    }

    String sentence(List<Seen.ArmsWindow> recent) {
        return forecast(recent)
                .map(this::told)
                .orElse("how long a pass takes cannot be said: the last windows show too few requests");
    }

    /// Empty where stable had too little to do.
    Optional<Forecast> forecast(List<Seen.ArmsWindow> recent) {
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
        return Optional.of(Forecast.of(rules.judge(), plan(), typical, (double) requests / complete.size()));
    }

    private Forecast.Plan plan() {
        List<Forecast.Plan.Step> steps = new ArrayList<>();
        int windows = (int) Math.max(1, rules.canary().each().toMillis() / window.toMillis());
        for (int step = 0; step < rules.canary().steps().size(); step++) {
            steps.add(new Forecast.Plan.Step(rules.share(step) / 100.0, windows));
        }
        return new Forecast.Plan(steps, rules.horizon());
    }

    private String told(Forecast forecast) {
        String pass = forecast.pass().isPresent()
                ? "a pass takes about " + forecast.pass().getAsInt() + " windows"
                : "it hardly passes within its horizon of " + rules.horizon() + " windows";
        List<String> finds = new ArrayList<>();
        forecast.errors().ifPresent(share -> finds.add(percent(share) + " errors"));
        forecast.slower().ifPresent(factor -> finds.add("requests " + times(factor) + " as slow"));
        forecast.tail().ifPresent(factor -> finds.add("a slowest twentieth " + times(factor) + " as slow"));
        return "with " + Math.round(forecast.requests()) + " requests a window " + pass
                + (finds.isEmpty()
                        ? ", and finds nothing small"
                        : ", and until then it finds " + String.join(", ", finds));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", share * 100);
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, "%.1f times", factor);
    }
}
