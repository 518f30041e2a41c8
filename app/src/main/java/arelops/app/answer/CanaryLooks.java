package arelops.app.answer;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyScale;
import arelops.core.canary.Window;
import arelops.core.release.CanaryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A running canary of the line, as screens show it.
public final class CanaryLooks {
    /// As many windows as a small picture has room for.
    private static final int SHOWN = 60;

    private CanaryLooks() {}

    public static CanaryLook of(CanaryView view) {
        List<Window> windows = view.windows().stream()
                .skip(Math.max(0, view.windows().size() - SHOWN))
                .map(one -> one.complete() ? one.window() : new Window(Optional.empty(), Optional.empty()))
                .toList();
        return CanaryLook.of(
                new CanaryLook.Share(
                        view.share(),
                        view.run().step() + 1,
                        view.rules().steps().size()),
                view.judgement().judgement(),
                Map.of(
                        "errors",
                        series(windows, arm -> (double) arm.errors() / arm.requests()),
                        "latency",
                        series(windows, CanaryLooks::p99)));
    }

    private static CanaryLook.Series series(List<Window> windows, ToDoubleFunction<ArmWindow> value) {
        return new CanaryLook.Series(values(windows, Window::baseline, value), values(windows, Window::canary, value));
    }

    private static List<Double> values(
            List<Window> windows, Function<Window, Optional<ArmWindow>> arm, ToDoubleFunction<ArmWindow> value) {
        return windows.stream()
                .map(window -> arm.apply(window)
                        .filter(one -> one.requests() > 0)
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .toList();
    }

    /// The upper bound, in milliseconds, of the bucket below which 99 of 100 requests lie.
    private static double p99(ArmWindow arm) {
        long rank = (long) Math.ceil(0.99 * arm.latency().total());
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : arm.latency().buckets().entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return Math.pow(LatencyScale.milliseconds().growth(), bucket.getKey() + 1);
            }
        }
        return Double.NaN;
    }
}
