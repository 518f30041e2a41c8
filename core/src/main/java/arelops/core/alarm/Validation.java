package arelops.core.alarm;

import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Whether the alarms fire when they must, and only then: the table of all alarms and runs, and what it comes to.
public record Validation(List<AlarmRun> runs, List<Row> rows, Verdict verdict) {
    /// Copies.
    public Validation {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
    }

    /// An alarm in all runs, in their order.
    public record Row(Alarm alarm, List<AlarmRun.Cell> cells) {
        /// Copies.
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// What the table comes to.
    public sealed interface Verdict {
        /// All as expected.
        record Passed() implements Verdict {}

        /// An alarm was silent, late or false; that stands, whatever else is not known.
        ///
        /// @param sentences one for each
        record Failed(List<String> sentences) implements Verdict {
            /// Copies.
            public Failed {
                sentences = List.copyOf(sentences);
            }
        }

        /// Nothing speaks against the alarms, and not all is known: that is not good.
        record Invalid(List<String> because) implements Verdict {
            /// Copies.
            public Invalid {
                because = List.copyOf(because);
            }
        }
    }

    /// The table of these runs.
    public static Validation of(List<AlarmRun> runs) {
        TreeSet<Alarm> alarms = new TreeSet<>();
        runs.forEach(run -> {
            alarms.addAll(run.expected());
            alarms.addAll(run.heard().keySet());
        });
        List<Row> rows = alarms.stream()
                .map(alarm ->
                        new Row(alarm, runs.stream().map(run -> run.cell(alarm)).toList()))
                .toList();
        return new Validation(runs, rows, verdict(runs, rows));
    }

    private static Verdict verdict(List<AlarmRun> runs, List<Row> rows) {
        List<String> bad = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        for (Row row : rows) {
            for (int i = 0; i < runs.size(); i++) {
                AlarmRun.Cell cell = row.cells().get(i);
                if (cell.mark().isBad()) {
                    bad.add(sentence(runs.get(i), row.alarm(), cell));
                } else if (cell.mark() == Mark.UNKNOWN && runs.get(i).doubts().isEmpty()) {
                    unknown.add(runs.get(i).name() + ": " + row.alarm() + ": " + cell.because());
                }
            }
        }
        for (AlarmRun run : runs) {
            run.doubts().forEach(doubt -> unknown.add(run.name() + ": " + doubt));
            run.unheard().ifPresent(because -> unknown.add(run.name() + ": " + because));
        }
        if (!bad.isEmpty()) {
            return new Verdict.Failed(bad);
        }
        if (runs.stream().noneMatch(run -> run.fault().isEmpty())) {
            unknown.add("nothing was sent without a fault, so that false alarms would not be seen");
        }
        if (runs.stream().allMatch(run -> run.expected().isEmpty())) {
            unknown.add("no alarm was expected of any fault");
        }
        return unknown.isEmpty() ? new Verdict.Passed() : new Verdict.Invalid(List.copyOf(unknown));
    }

    private static String sentence(AlarmRun run, Alarm alarm, AlarmRun.Cell cell) {
        String within = DurationText.write(run.time().within());
        String when = run.fault().isEmpty() ? "without a fault" : "at " + run.name();
        return switch (cell.mark()) {
            case SILENT -> alarm + " was silent " + when + (cell.because().isEmpty() ? "" : ": " + cell.because());
            case LATE ->
                alarm + " fired late " + when + ": after "
                        + seconds(cell.after().orElseThrow()) + ", and not within " + within;
            case FALSE -> alarm + " fired " + when + ", where it must not: " + cell.because();
            case FIRED, QUIET, UNKNOWN -> throw new IllegalArgumentException("nothing speaks against " + alarm);
        };
    }

    private static String seconds(Duration time) {
        return Math.round((double) time.toMillis() / 100) / 10.0 + " s";
    }
}
