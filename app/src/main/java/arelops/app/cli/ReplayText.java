package arelops.app.cli;

import arelops.app.traffic.replay.Latencies;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Timing;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.replay.issued.Issued;
import arelops.app.traffic.replay.worker.WorkerResult;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a replay came to, on a terminal and as JSON.
final class ReplayText {
    private static final double MILLI = 1e6;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private final View view;

    ReplayText(View view) {
        this.view = view;
    }

    List<String> lines(WorkerResult.Task task, ReplayReport report) {
        List<String> lines = new ArrayList<>();
        switch (report.verdict()) {
            case Verdict.Valid _ ->
                lines.add(view.paint(View.Tone.GOOD, "✓") + " " + task.recording() + " was sent to " + task.target()
                        + multiplied(task) + " by its schedule");
            case Verdict.Invalid(List<String> reasons) -> {
                lines.add(view.paint(View.Tone.BAD, "✕") + " INVALID: nothing can be said of the app: "
                        + String.join("; ", reasons));
            }
        }
        if (report.slowed()) {
            lines.add(view.paint(View.Tone.YOU, "!") + slowed(report));
        }
        Table table = new Table(view);
        row(
                table,
                "rate",
                String.format(
                        Locale.ROOT,
                        "%,.0f/s of %,.0f/s wanted, stretch %.4f",
                        report.reachedRate(),
                        report.wantedRate(),
                        report.span().stretch()));
        row(table, "sent", sent(report));
        row(table, "answered", answered(report));
        issued(report.answers().issued()).ifPresent(text -> row(table, "issued", text));
        row(table, "latency", times(report.timing().intended()) + " from when it should have been sent");
        row(table, "", times(report.timing().actual()) + " from when it was");
        row(table, "late", times(report.timing().lateness()) + " the sender itself");
        if (report.timing().causal().count() > 0) {
            row(
                    table,
                    "waited",
                    TrafficCommands.count(report.timing().causal().count(), "request")
                            + " for earlier answers of their session, p99 "
                            + millis(report.timing().causal().at(99)));
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static String slowed(ReplayReport report) {
        return String.format(
                Locale.ROOT,
                " the full rate was NOT put on the app: it answered too slowly, sessions waited for it, and the"
                        + " schedule took %.2f times as long: %,.0f/s reached of %,.0f/s",
                report.span().behind(),
                report.reachedRate(),
                report.wantedRate());
    }

    private void row(Table table, String name, String text) {
        table.row(new Table.Cell(View.Tone.QUIET, name), Table.Cell.of(text));
    }

    private static String multiplied(WorkerResult.Task task) {
        if (task.users() > 1) {
            return " with " + task.users() + "x the users";
        }
        return task.speed() == 1 ? "" : " at " + trimmed(task.speed()) + "x the speed";
    }

    private static String trimmed(double factor) {
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }

    private static String sent(ReplayReport report) {
        String fenced = report.sending().fenced().entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%,d fenced (%s)", one.getValue(), words(one.getKey())))
                .collect(Collectors.joining(", "));
        return TrafficCommands.count(report.sending().sent(), "request") + (fenced.isEmpty() ? "" : ", " + fenced);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String answered(ReplayReport report) {
        String statuses = report.answers().statuses().entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%dxx %,d", one.getKey(), one.getValue()))
                .collect(Collectors.joining(" · "));
        String failures = report.answers().failures().entrySet().stream()
                .map(one -> words(one.getKey()) + String.format(Locale.ROOT, " %,d", one.getValue()))
                .collect(Collectors.joining(" · "));
        String all = String.format(Locale.ROOT, "%,d", report.answers().answered())
                + (statuses.isEmpty() ? "" : " (" + statuses + ")");
        return failures.isEmpty() ? all : all + ", without an answer: " + failures;
    }

    private static Optional<String> issued(Issued issued) {
        if (issued.substituted() + issued.missed() == 0) {
            return Optional.empty();
        }
        String text = TrafficCommands.count(issued.substituted(), "value") + " of earlier answers sent back";
        if (issued.missed() > 0) {
            text += String.format(Locale.ROOT, ", %,d not found there and so sent as recorded", issued.missed());
        }
        if (issued.cut() > 0) {
            text += ", of " + TrafficCommands.count(issued.cut(), "answer") + " only the first 64 KiB looked at";
        }
        return Optional.of(text);
    }

    private static String times(Latencies latencies) {
        StringBuilder times = new StringBuilder();
        for (double percentile : PERCENTILES) {
            times.append(times.isEmpty() ? "p" : " · p")
                    .append(trimmed(percentile))
                    .append(' ')
                    .append(millis(latencies.at(percentile)));
        }
        return times.toString();
    }

    private static String millis(long nanos) {
        double millis = (double) nanos / MILLI;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%,.0f ms", millis);
    }

    static ObjectNode json(WorkerResult.Task task, ReplayReport report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("recording", task.recording())
                .put("run", task.run())
                .put("target", task.target());
        if (task.users() > 1) {
            json.put("users", task.users());
        } else {
            json.put("speed", task.speed());
        }
        switch (report.verdict()) {
            case Verdict.Valid _ -> json.put("valid", true);
            case Verdict.Invalid(List<String> reasons) ->
                reasons.forEach(json.put("valid", false).putArray("because")::add);
        }
        json.putObject("rate")
                .put("wanted", report.wantedRate())
                .put("reached", report.reachedRate())
                .put("stretch", report.span().stretch())
                .put("behind", report.span().behind())
                .put("slowed", report.slowed());
        ObjectNode sending = json.putObject("requests")
                .put("scheduled", report.sending().scheduled())
                .put("sent", report.sending().sent())
                .put("answered", report.answers().answered());
        ObjectNode fenced = sending.putObject("fenced");
        report.sending().fenced().forEach((because, count) -> fenced.put(words(because), count));
        ObjectNode statuses = sending.putObject("statuses");
        report.answers().statuses().forEach((status, count) -> statuses.put(status + "xx", count));
        ObjectNode failures = sending.putObject("failures");
        report.answers().failures().forEach((failure, count) -> failures.put(words(failure), count));
        json.set("issued", json(report.answers().issued()));
        ObjectNode millis = json.putObject("milliseconds");
        Timing timing = report.timing();
        millis.set("intended", times(timing.intended(), JsonNodeFactory.instance.objectNode()));
        millis.set("actual", times(timing.actual(), JsonNodeFactory.instance.objectNode()));
        millis.set("lateness", times(timing.lateness(), JsonNodeFactory.instance.objectNode()));
        return json;
    }

    static ObjectNode json(Issued issued) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("substituted", issued.substituted())
                .put("missed", issued.missed())
                .put("cut", issued.cut());
    }

    private static ObjectNode times(Latencies latencies, ObjectNode out) {
        for (double percentile : PERCENTILES) {
            out.put("p" + trimmed(percentile), (double) latencies.at(percentile) / MILLI);
        }
        return out.put("max", (double) latencies.max() / MILLI);
    }
}
