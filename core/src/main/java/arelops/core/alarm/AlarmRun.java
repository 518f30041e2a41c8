package arelops.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One replay, with a fault or without one, and what was heard of the alarms meanwhile.
///
/// @param fault empty for the clean one
/// @param expected the alarms that must fire
/// @param heard of alarms; of those that are not named here nothing was heard
/// @param doubts why it can say nothing of any alarm; empty if it can
public record AlarmRun(
        Optional<InjectedFault> fault,
        Set<Alarm> expected,
        Time time,
        SortedMap<Alarm, Heard> heard,
        Optional<String> unheard,
        List<String> doubts) {
    /// When the fault began, and how soon what is expected must fire.
    public record Time(Instant began, Duration within) {}

    /// Copies; without a fault nothing is expected.
    public AlarmRun {
        expected = Set.copyOf(expected);
        heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
        doubts = List.copyOf(doubts);
        if (fault.isEmpty() && !expected.isEmpty()) {
            throw new IllegalArgumentException("without a fault no alarm is expected");
        }
    }

    /// Its name, for tables.
    public String name() {
        return fault.map(InjectedFault::toString).orElse("clean");
    }

    /// What an alarm did in it.
    Cell cell(Alarm alarm) {
        if (!doubts.isEmpty()) {
            return new Cell(Mark.UNKNOWN, Optional.empty(), doubts.getFirst());
        }
        return switch (heard.getOrDefault(alarm, unnamed(alarm))) {
            case Heard.Fired(Instant at, String what) -> fired(alarm, Duration.between(time.began(), at), what);
            case Heard.Nothing(String measured) ->
                new Cell(expected.contains(alarm) ? Mark.SILENT : Mark.QUIET, Optional.empty(), measured);
            case Heard.Hushed(String by) ->
                new Cell(
                        expected.contains(alarm) ? Mark.SILENT : Mark.UNKNOWN,
                        Optional.empty(),
                        "it is hushed by " + by);
            case Heard.Unknown(String because) -> new Cell(Mark.UNKNOWN, Optional.empty(), because);
        };
    }

    private Heard unnamed(Alarm alarm) {
        return switch (alarm.source()) {
            case THRESHOLD -> new Heard.Unknown("it was not measured");
            case ALERT -> unheard.<Heard>map(Heard.Unknown::new).orElseGet(Heard.Nothing::new);
        };
    }

    private Cell fired(Alarm alarm, Duration after, String what) {
        if (!expected.contains(alarm) || after.isNegative()) {
            return new Cell(Mark.FALSE, Optional.of(after), what);
        }
        Mark mark = after.compareTo(time.within()) <= 0 ? Mark.FIRED : Mark.LATE;
        return new Cell(mark, Optional.of(after), what);
    }

    /// One cell of the table.
    ///
    /// @param after from the begin of the fault until it fired, if it did
    /// @param because what it said, or why nothing is known
    public record Cell(Mark mark, Optional<Duration> after, String because) {}
}
