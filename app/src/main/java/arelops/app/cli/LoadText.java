package arelops.app.cli;

import arelops.core.load.Beside;
import arelops.core.load.FiredAlerts;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.load.Measured;
import arelops.core.load.Rung;
import arelops.core.load.Saturation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A load test on a terminal, step by step, and as JSON.
final class LoadText {
    private static final double NANOS_IN_MILLI = 1e6;
    private static final double HUNDRED = 100;
    private static final int MIB = 20;

    private final View view;

    LoadText(View view) {
        this.view = view;
    }

    String line(Rung rung) {
        Measured measured = rung.measured();
        String mark = measured.invalid().isPresent() ? view.paint(View.Tone.BAD, "?") : "·";
        String who = rung.who() == Rung.Who.RELEASE ? "" : "stable ";
        return String.format(
                Locale.ROOT,
                "%s %-17s %,9.0f/s of %,9.0f/s  p50 %s  p90 %s  p99 %s  p99.9 %s  %.2f %% errors  %s%s",
                mark,
                who + rung.name(),
                measured.reached(),
                measured.wanted(),
                millis(measured.quantiles().p50()),
                millis(measured.quantiles().p90()),
                millis(measured.quantiles().p99()),
                millis(measured.quantiles().p999()),
                measured.failedShare() * HUNDRED,
                beside(measured.beside()),
                measured.invalid().map(why -> "  not valid: " + why).orElse(""));
    }

    private String beside(Beside beside) {
        return use(beside.saturation())
                + alerts(beside.alerts())
                + beside.thresholds()
                        .filter(names -> !names.isEmpty())
                        .map(names -> "  " + view.paint(View.Tone.BAD, "✕") + " watch " + String.join(", ", names))
                        .orElse("");
    }

    private static String use(Saturation saturation) {
        return switch (saturation) {
            case Saturation.Known known ->
                String.format(
                        Locale.ROOT,
                        "cpu %.2f cores  memory %,d MiB  machine %.2f of %d cores",
                        (double) known.cpu() / HUNDRED,
                        known.memory() >> MIB,
                        (double) known.machine() / HUNDRED,
                        known.cores());
            case Saturation.Unknown _ -> "cpu and memory not known";
        };
    }

    private String alerts(FiredAlerts alerts) {
        return switch (alerts) {
            case FiredAlerts.NotAsked _ -> "";
            case FiredAlerts.Unknown(String because) -> "  alerts not known: " + because;
            case FiredAlerts.Told(List<String> names) ->
                names.isEmpty()
                        ? "  no alert"
                        : "  " + view.paint(View.Tone.BAD, "✕") + " alert " + String.join(", ", names);
        };
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", (double) time.toNanos() / NANOS_IN_MILLI);
    }

    String verdict(LoadReport report) {
        String because = report.verdict().because();
        return switch (report.verdict()) {
            case LoadVerdict.Borne _ -> view.paint(View.Tone.GOOD, "✓") + " " + because;
            case LoadVerdict.Worse _ -> view.paint(View.Tone.BAD, "✕") + " " + because;
            case LoadVerdict.Unknown _ -> view.paint(View.Tone.BAD, "?") + " INVALID: " + because;
        };
    }

    ObjectNode json(LoadReport report) {
        try {
            return JsonNodeFactory.instance.objectNode().put("v", 1).setAll((ObjectNode)
                    new JsonMapper().readTree(report.json().canonical()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }
}
