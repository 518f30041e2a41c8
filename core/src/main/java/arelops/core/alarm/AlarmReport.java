package arelops.core.alarm;

import arelops.core.evidence.Json;
import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tried alarms as evidence.
///
/// @param recording what was sent
/// @param within so soon an alarm had to fire
/// @param runs what counts of each step
/// @param tries how many replays there were in all
/// @param unrest why an alarm still fired at the end, if one did
public record AlarmReport(String recording, Duration within, List<AlarmRun> runs, int tries, Optional<String> unrest) {
    /// Copies.
    public AlarmReport {
        runs = List.copyOf(runs);
    }

    /// The table of alarms and faults.
    public Validation validation() {
        return Validation.of(runs);
    }

    /// What it comes to. An alarm that goes on firing would be held against the release that is watched next.
    public AlarmVerdict verdict() {
        if (unrest.isPresent()) {
            return new AlarmVerdict.Unknown("it did not become quiet again after the last fault: " + unrest.get());
        }
        Validation validation = validation();
        return switch (validation.verdict()) {
            case Validation.Verdict.Passed() ->
                new AlarmVerdict.Proved(words(validation) + " as expected within " + DurationText.write(within)
                        + ", and nothing without a fault");
            case Validation.Verdict.Failed(List<String> sentences) ->
                new AlarmVerdict.Wrong(String.join("; ", sentences) + "; to mend it: " + Mends.of(validation));
            case Validation.Verdict.Invalid(List<String> because) ->
                new AlarmVerdict.Unknown("it cannot be told: " + String.join("; ", because));
        };
    }

    private static String words(Validation validation) {
        return validation.runs().stream()
                .filter(run -> !run.expected().isEmpty())
                .map(run ->
                        run.expected().stream().sorted().map(AlarmReport::name).collect(Collectors.joining(", "))
                                + " fired at " + run.name())
                .collect(Collectors.joining(", "));
    }

    /// An alarm's name in tables.
    public static String name(Alarm alarm) {
        return switch (alarm.source()) {
            case THRESHOLD -> alarm.name();
            case ALERT -> "alert " + alarm.name();
        };
    }

    /// One file beside the ledger's entry.
    public Json json() {
        AlarmVerdict verdict = verdict();
        Map<String, Json> out = new TreeMap<>();
        out.put("recording", new Json.Text(recording));
        out.put("withinMillis", new Json.Whole(within.toMillis()));
        out.put("replays", new Json.Whole(tries));
        out.put("runs", runs(runs));
        out.put("alarms", alarms(validation()));
        out.put("because", new Json.Text(verdict.because()));
        out.put(
                "verdict",
                new Json.Text(
                        switch (verdict) {
                            case AlarmVerdict.Proved _ -> "proved";
                            case AlarmVerdict.Wrong _ -> "wrong";
                            case AlarmVerdict.Unknown _ -> "unknown";
                        }));
        return members(out);
    }

    /// Runs as they are in evidence.
    public static Json runs(List<AlarmRun> runs) {
        return new Json.Items(runs.stream().map(AlarmReport::run).toList());
    }

    private static Json run(AlarmRun run) {
        return members(Map.of(
                "name", new Json.Text(run.name()),
                "began", new Json.Text(run.time().began().toString()),
                "expected",
                        new Json.Items(run.expected().stream()
                                .sorted()
                                .map(alarm -> (Json) new Json.Text(name(alarm)))
                                .toList()),
                "doubts",
                        new Json.Items(run.doubts().stream()
                                .map(doubt -> (Json) new Json.Text(doubt))
                                .toList())));
    }

    /// The table as it is in evidence: a cell for each run.
    public static Json alarms(Validation validation) {
        return new Json.Items(validation.rows().stream()
                .map(row -> members(Map.of(
                        "name", new Json.Text(name(row.alarm())),
                        "cells",
                                new Json.Items(row.cells().stream()
                                        .map(AlarmReport::cell)
                                        .toList()))))
                .toList());
    }

    private static Json cell(AlarmRun.Cell cell) {
        Map<String, Json> out = new TreeMap<>();
        out.put("mark", new Json.Text(cell.mark().name().toLowerCase(Locale.ROOT)));
        out.put("because", new Json.Text(cell.because()));
        cell.after().ifPresent(time -> out.put("afterMillis", new Json.Whole(time.toMillis())));
        return members(out);
    }

    private static Json members(Map<String, Json> members) {
        return new Json.Members(new TreeMap<>(members));
    }
}
