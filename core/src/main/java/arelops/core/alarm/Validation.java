package arelops.core.alarm;

import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Whether the alarms fire when they must, and only then: the table of all alarms and trials, and what it comes to.
public record Validation(List<Trial> trials, List<Row> rows, Verdict verdict) {
    /// Copies.
    public Validation {
        trials = List.copyOf(trials);
        rows = List.copyOf(rows);
    }

    /// An alarm in all trials, in their order.
    public record Row(Alarm alarm, List<Trial.Cell> cells) {
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

    /// The table of these trials.
    public static Validation of(List<Trial> trials) {
        TreeSet<Alarm> alarms = new TreeSet<>();
        trials.forEach(trial -> {
            alarms.addAll(trial.expected());
            alarms.addAll(trial.heard().keySet());
        });
        List<Row> rows = alarms.stream()
                .map(alarm -> new Row(
                        alarm, trials.stream().map(trial -> trial.cell(alarm)).toList()))
                .toList();
        return new Validation(trials, rows, verdict(trials, rows));
    }

    private static Verdict verdict(List<Trial> trials, List<Row> rows) {
        List<String> bad = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        for (Row row : rows) {
            for (int i = 0; i < trials.size(); i++) {
                Trial.Cell cell = row.cells().get(i);
                if (cell.mark().isBad()) {
                    bad.add(sentence(trials.get(i), row.alarm(), cell));
                } else if (cell.mark() == Mark.UNKNOWN && trials.get(i).doubts().isEmpty()) {
                    unknown.add(trials.get(i).name() + ": " + row.alarm() + ": " + cell.because());
                }
            }
        }
        for (Trial trial : trials) {
            trial.doubts().forEach(doubt -> unknown.add(trial.name() + ": " + doubt));
            trial.unheard().ifPresent(because -> unknown.add(trial.name() + ": " + because));
        }
        if (!bad.isEmpty()) {
            return new Verdict.Failed(bad);
        }
        if (trials.stream().noneMatch(trial -> trial.fault().isEmpty())) {
            unknown.add("nothing was sent without a fault, so that false alarms would not be seen");
        }
        if (trials.stream().allMatch(trial -> trial.expected().isEmpty())) {
            unknown.add("no alarm was expected of any fault");
        }
        return unknown.isEmpty() ? new Verdict.Passed() : new Verdict.Invalid(List.copyOf(unknown));
    }

    private static String sentence(Trial trial, Alarm alarm, Trial.Cell cell) {
        String within = DurationText.write(trial.time().within());
        String when = trial.fault().isEmpty() ? "without a fault" : "at " + trial.name();
        return switch (cell.mark()) {
            case SILENT ->
                alarm + " was silent " + when + (cell.because().isEmpty() ? "" : ": it is " + cell.because());
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
