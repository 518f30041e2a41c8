package arelops.app.cli;

import arelops.app.answer.Span;
import arelops.app.traffic.replay.Verdict;
import arelops.app.traffic.validate.AlarmPlan;
import arelops.app.traffic.validate.Validator;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.InjectedFault;
import arelops.core.alarm.Mark;
import arelops.core.alarm.Validation;
import arelops.core.policy.DurationText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The table of alarms and faults, for people and for programs.
final class AlarmText {
    private final View view;
    private final AlarmPlan plan;
    private final Validator.Report report;

    AlarmText(View view, AlarmPlan plan, Validator.Report report) {
        this.view = view;
        this.plan = plan;
        this.report = report;
    }

    List<String> lines(String recording) {
        List<String> lines = new ArrayList<>();
        lines.add(head(recording));
        Table table = new Table(view);
        table.row(Stream.concat(
                        Stream.of(""),
                        report.runs().stream().map(one -> one.run().name()))
                .map(text -> new Table.Cell(View.Tone.QUIET, text))
                .toArray(Table.Cell[]::new));
        for (Validation.Row row : report.validation().rows()) {
            table.row(Stream.concat(
                            Stream.of(Table.Cell.of(name(row.alarm()))),
                            row.cells().stream().map(AlarmText::cell))
                    .toArray(Table.Cell[]::new));
        }
        lines.addAll(table.lines());
        verdict(lines);
        return lines;
    }

    private String head(String recording) {
        return switch (report.validation().verdict()) {
            case Validation.Verdict.Passed _ ->
                view.paint(View.Tone.GOOD, "✓") + " all alarms of " + plan.slot() + " fired as expected within "
                        + time() + ", and none without a fault, by " + recording;
            case Validation.Verdict.Failed _ ->
                view.paint(View.Tone.BAD, "✕") + " alarms of " + plan.slot() + " do not do what is expected within "
                        + time() + ", by " + recording;
            case Validation.Verdict.Invalid _ ->
                view.paint(View.Tone.BAD, "✕") + " INVALID: it cannot be told whether the alarms of " + plan.slot()
                        + " fire, by " + recording;
        };
    }

    private String time() {
        return DurationText.write(plan.patience().within());
    }

    private void verdict(List<String> lines) {
        Validation.Verdict verdict = report.validation().verdict();
        sentences(verdict).forEach(sentence -> lines.add("  " + sentence));
        List<String> doubts = report.runs().stream()
                .flatMap(one ->
                        one.run().doubts().stream().map(doubt -> one.run().name() + ": " + doubt))
                .toList();
        if (verdict instanceof Validation.Verdict.Failed) {
            doubts.forEach(doubt -> lines.add("  Not known of " + doubt));
        }
        if (verdict instanceof Validation.Verdict.Invalid && isSenderLate()) {
            lines.add("  Next  try again when this machine has less to do");
        }
        if (verdict instanceof Validation.Verdict.Failed && hasFalseAlert()) {
            lines.add("  Next  where an alert is right to fire, name it: --expect errors=ALERT");
        }
    }

    private boolean isSenderLate() {
        return report.runs().stream()
                .flatMap(one -> one.replay().stream())
                .anyMatch(replay -> replay.verdict() instanceof Verdict.Invalid);
    }

    private boolean hasFalseAlert() {
        return report.validation().rows().stream()
                .filter(row -> row.alarm().source() == Alarm.Source.ALERT)
                .flatMap(row -> row.cells().stream().skip(1))
                .anyMatch(cell -> cell.mark() == Mark.FALSE);
    }

    private static List<String> sentences(Validation.Verdict verdict) {
        return switch (verdict) {
            case Validation.Verdict.Passed _ -> List.of();
            case Validation.Verdict.Failed(List<String> sentences) -> sentences;
            case Validation.Verdict.Invalid(List<String> because) -> because;
        };
    }

    private static String name(Alarm alarm) {
        return switch (alarm.source()) {
            case THRESHOLD -> alarm.name();
            case ALERT -> "alert " + alarm.name();
        };
    }

    private static Table.Cell cell(AlarmRun.Cell cell) {
        String after = cell.after().map(time -> " " + seconds(time)).orElse("");
        View.Tone tone = switch (cell.mark()) {
            case FIRED -> View.Tone.GOOD;
            case QUIET -> View.Tone.PLAIN;
            case SILENT, LATE, FALSE -> View.Tone.BAD;
            case UNKNOWN -> View.Tone.YOU;
        };
        return new Table.Cell(tone, word(cell.mark()) + after);
    }

    private static String seconds(Duration time) {
        return time.toMinutes() < 2
                ? String.format(Locale.ROOT, "%.1f s", (double) time.toMillis() / 1e3)
                : Span.of(time);
    }

    private static String word(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    /// What it came to, in a line.
    String words() {
        List<String> sentences = sentences(report.validation().verdict());
        return sentences.isEmpty() ? "all alarms do what is expected of them" : String.join("; ", sentences);
    }

    ObjectNode json(String recording) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("recording", recording)
                .put("app", plan.slot().app().text())
                .put("environment", plan.slot().environment().text())
                .put("withinMillis", plan.patience().within().toMillis())
                .put(
                        "verdict",
                        switch (report.validation().verdict()) {
                            case Validation.Verdict.Passed _ -> "passed";
                            case Validation.Verdict.Failed _ -> "failed";
                            case Validation.Verdict.Invalid _ -> "invalid";
                        });
        ArrayNode because = json.putArray("because");
        sentences(report.validation().verdict()).forEach(because::add);
        ArrayNode runs = json.putArray("runs");
        report.runs().forEach(one -> json(runs.addObject(), one));
        ArrayNode alarms = json.putArray("alarms");
        for (Validation.Row row : report.validation().rows()) {
            ObjectNode alarm = alarms.addObject()
                    .put("source", row.alarm().source().name().toLowerCase(Locale.ROOT))
                    .put("name", row.alarm().name());
            ArrayNode cells = alarm.putArray("cells");
            row.cells().forEach(cell -> json(cells.addObject(), cell));
        }
        return json;
    }

    private static void json(ObjectNode out, Validator.Performed performed) {
        AlarmRun run = performed.run();
        out.put("name", run.name())
                .put("fault", run.fault().map(InjectedFault::toString).orElse(""))
                .put("began", run.time().began().toString())
                .put("requests", performed.requests())
                .put("harmed", performed.harmed());
        performed
                .replay()
                .ifPresent(replay -> out.put("sent", replay.sending().sent())
                        .put("answered", replay.answers().answered())
                        .put("sender", replay.verdict() instanceof Verdict.Valid ? "valid" : "invalid"));
        ArrayNode doubts = out.putArray("doubts");
        run.doubts().forEach(doubts::add);
        ArrayNode expected = out.putArray("expected");
        run.expected().stream().sorted().forEach(alarm -> expected.add(name(alarm)));
    }

    private static void json(ObjectNode out, AlarmRun.Cell cell) {
        out.put("mark", word(cell.mark())).put("because", cell.because());
        cell.after().ifPresent(time -> out.put("afterMillis", time.toMillis()));
    }
}
