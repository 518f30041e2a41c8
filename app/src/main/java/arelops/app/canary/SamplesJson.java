package arelops.app.canary;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Window;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes what [Samples] reads.
public final class SamplesJson {
    private SamplesJson() {}

    public static ObjectNode write(Samples samples) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("windows", samples.windows().size())
                .put("windowSeconds", samples.windowSeconds());
        samples.situation()
                .latency()
                .ifPresent(scale -> out.putObject("histogram")
                        .put("kind", "log")
                        .put("growth", scale.growth())
                        .put("unit", scale.unit()));
        samples.situation().priorErrorRate().ifPresent(rate -> out.put("priorErrorRate", rate));
        if (samples.situation().priorLatency().total() > 0) {
            ObjectNode prior = out.putObject("priorLatency");
            samples.situation()
                    .priorLatency()
                    .buckets()
                    .forEach((bucket, count) -> prior.put(Integer.toString(bucket), count));
        }
        arm(out.putObject("baseline"), samples, Window::baseline);
        arm(out.putObject("canary"), samples, Window::canary);
        return out;
    }

    private static void arm(ObjectNode out, Samples samples, Function<Window, Optional<ArmWindow>> arm) {
        series(out.putArray("requests"), samples, arm, (window, to) -> to.add(window.requests()));
        series(out.putArray("errors"), samples, arm, (window, to) -> to.add(window.errors()));
        if (samples.situation().latency().isPresent()) {
            series(out.putArray("latency"), samples, arm, SamplesJson::latency);
        }
        SortedSet<String> names = new TreeSet<>();
        samples.windows()
                .forEach(window -> arm.apply(window)
                        .ifPresent(one -> names.addAll(one.metrics().keySet())));
        if (!names.isEmpty()) {
            ObjectNode metrics = out.putObject("metrics");
            names.forEach(name -> series(metrics.putArray(name), samples, arm, (window, to) -> {
                Optional.ofNullable(window.metrics().get(name)).ifPresentOrElse(to::add, to::addNull);
            }));
        }
    }

    private interface Value {
        void add(ArmWindow window, ArrayNode to);
    }

    private static void series(ArrayNode to, Samples samples, Function<Window, Optional<ArmWindow>> arm, Value value) {
        Consumer<ArmWindow> add = window -> value.add(window, to);
        samples.windows().forEach(window -> arm.apply(window).ifPresentOrElse(add, to::addNull));
    }

    private static void latency(ArmWindow window, ArrayNode to) {
        if (window.latency().total() == 0 && window.requests() > 0) {
            to.addNull();
            return;
        }
        ObjectNode buckets = to.addObject();
        window.latency().buckets().forEach((bucket, count) -> buckets.put(Integer.toString(bucket), count));
    }
}
