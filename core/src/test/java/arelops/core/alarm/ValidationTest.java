package arelops.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.core.policy.Percent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The table of alarms and faults: all that an alarm can do in a run.
class ValidationTest {
    private static final Instant BEGAN = Instant.parse("2026-11-28T00:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final Alarm ERRORS = Alarm.threshold("errors");
    private static final Alarm PAGE = Alarm.alert("HighErrorRate");
    private static final InjectedFault FAULT = new InjectedFault.Errors(Percent.of(20), 500);

    private static AlarmRun run(Optional<InjectedFault> fault, Set<Alarm> expected, Map<Alarm, Heard> heard) {
        return new AlarmRun(
                fault, expected, new AlarmRun.Time(BEGAN, WITHIN), new TreeMap<>(heard), Optional.empty(), List.of());
    }

    private static AlarmRun clean(Heard heard) {
        return run(Optional.empty(), Set.of(), Map.of(ERRORS, heard));
    }

    private static AlarmRun faulted(Heard heard) {
        return run(Optional.of(FAULT), Set.of(ERRORS), Map.of(ERRORS, heard));
    }

    private static Heard after(int seconds) {
        return new Heard.Fired(BEGAN.plusSeconds(seconds), "errors at 20 %");
    }

    private static List<Mark> marks(Validation validation) {
        return validation.rows().getFirst().cells().stream()
                .map(AlarmRun.Cell::mark)
                .toList();
    }

    @Test
    @DisplayName("TRF-3: a clean run without an alarm and a fault with the expected one, in time, pass")
    void as_expected() {
        Validation validation = Validation.of(List.of(clean(new Heard.Nothing()), faulted(after(180))));

        assertThat(marks(validation)).containsExactly(Mark.QUIET, Mark.FIRED);
        assertThat(validation.rows().getFirst().cells().getLast().after()).contains(WITHIN);
        assertThat(validation.verdict()).isEqualTo(new Validation.Verdict.Passed());
    }

    @Test
    @DisplayName("TRF-3: an alarm that is silent, late or false fails, each with its sentence")
    void silent_late_and_false() {
        Validation silent = Validation.of(List.of(clean(new Heard.Nothing()), faulted(new Heard.Nothing())));
        Validation late = Validation.of(List.of(clean(new Heard.Nothing()), faulted(after(181))));
        Validation falsely = Validation.of(List.of(clean(after(60)), faulted(after(60))));
        Validation before = Validation.of(List.of(clean(new Heard.Nothing()), faulted(after(-1))));

        assertThat(marks(silent)).containsExactly(Mark.QUIET, Mark.SILENT);
        assertThat(silent.verdict())
                .isEqualTo(new Validation.Verdict.Failed(List.of("the threshold errors was silent at errors=20%")));
        assertThat(marks(late)).containsExactly(Mark.QUIET, Mark.LATE);
        assertThat(late.verdict())
                .isEqualTo(new Validation.Verdict.Failed(
                        List.of("the threshold errors fired late at errors=20%: after 181.0 s, and not within 3m")));
        assertThat(marks(falsely)).containsExactly(Mark.FALSE, Mark.FIRED);
        assertThat(falsely.verdict())
                .isEqualTo(new Validation.Verdict.Failed(
                        List.of("the threshold errors fired without a fault, where it must not: errors at 20 %")));
        assertThat(marks(before)).containsExactly(Mark.QUIET, Mark.FALSE);
    }

    @Test
    @DisplayName("TRF-3: an alarm that fires at another fault than its own is false there")
    void at_another_fault() {
        InjectedFault slow = new InjectedFault.Latency(Percent.of(20), Duration.ofMillis(500));
        AlarmRun other = run(
                Optional.of(slow),
                Set.of(Alarm.threshold("p99")),
                Map.of(ERRORS, after(60), Alarm.threshold("p99"), after(60)));
        Validation validation = Validation.of(List.of(clean(new Heard.Nothing()), faulted(after(60)), other));

        assertThat(marks(validation)).containsExactly(Mark.QUIET, Mark.FIRED, Mark.FALSE);
        assertThat(validation.rows().getLast().cells().getLast().mark()).isEqualTo(Mark.FIRED);
    }

    @Test
    @DisplayName("TRF-3: what nobody knows is never good, whoever does not know it")
    void unknown() {
        AlarmRun unheard = new AlarmRun(
                Optional.of(FAULT),
                Set.of(ERRORS, PAGE),
                new AlarmRun.Time(BEGAN, WITHIN),
                new TreeMap<>(Map.of(ERRORS, after(60))),
                Optional.of("Alertmanager does not answer"),
                List.of());
        AlarmRun late = new AlarmRun(
                Optional.of(FAULT),
                Set.of(ERRORS),
                new AlarmRun.Time(BEGAN, WITHIN),
                new TreeMap<>(Map.of(ERRORS, after(60))),
                Optional.empty(),
                List.of("the sender was late"));

        Validation source = Validation.of(List.of(clean(new Heard.Nothing()), unheard));
        Validation sender = Validation.of(List.of(clean(new Heard.Nothing()), late));

        assertThat(source.rows().getLast().cells().getLast().mark()).isEqualTo(Mark.UNKNOWN);
        assertThat(source.verdict()).isInstanceOf(Validation.Verdict.Invalid.class);
        assertThat(marks(sender)).containsExactly(Mark.QUIET, Mark.UNKNOWN);
        assertThat(sender.verdict())
                .isEqualTo(new Validation.Verdict.Invalid(List.of("errors=20%: the sender was late")));
        assertThat(Validation.of(List.of(clean(new Heard.Unknown("no window")), faulted(after(1))))
                        .verdict())
                .isInstanceOf(Validation.Verdict.Invalid.class);
    }

    @Test
    @DisplayName("TRF-3: what speaks against an alarm stands, whatever else is not known")
    void bad_news_stand() {
        Validation validation =
                Validation.of(List.of(clean(new Heard.Unknown("no window")), faulted(new Heard.Nothing())));

        assertThat(validation.verdict()).isInstanceOf(Validation.Verdict.Failed.class);
    }

    @Test
    @DisplayName("TRF-3: an alert that is silenced tells nobody, so it counts as silent where it is expected")
    void hushed() {
        Validation validation =
                Validation.of(List.of(clean(new Heard.Nothing()), faulted(new Heard.Hushed("silence 7"))));

        assertThat(marks(validation)).containsExactly(Mark.QUIET, Mark.SILENT);
        assertThat(validation.verdict())
                .isEqualTo(new Validation.Verdict.Failed(
                        List.of("the threshold errors was silent at errors=20%: it is hushed by silence 7")));
    }

    @Test
    @DisplayName("TRF-3: without a clean run, or without an expected alarm, nothing is proved")
    void nothing_proved() {
        assertThat(Validation.of(List.of(faulted(after(1)))).verdict()).isInstanceOf(Validation.Verdict.Invalid.class);
        assertThat(Validation.of(List.of(clean(new Heard.Nothing()))).verdict())
                .isInstanceOf(Validation.Verdict.Invalid.class);
        assertThat(Validation.of(List.of()).verdict()).isInstanceOf(Validation.Verdict.Invalid.class);
        assertThatThrownBy(() -> run(Optional.empty(), Set.of(ERRORS), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Everything that two alarms can do in two runs: passed is what is as expected in all four cells, and nothing
    /// else.
    @Test
    @DisplayName("TRF-3: passed is only what is as expected in every cell, in all combinations")
    void all_combinations() {
        List<Heard> all = List.of(
                new Heard.Nothing(), after(1), after(999), after(-1), new Heard.Hushed("x"), new Heard.Unknown("x"));
        List<Integer> passed = new ArrayList<>();
        int number = 0;
        for (Heard first : all) {
            for (Heard second : all) {
                for (Heard third : all) {
                    for (Heard fourth : all) {
                        Validation validation = Validation.of(List.of(
                                run(Optional.empty(), Set.of(), Map.of(ERRORS, first, PAGE, second)),
                                run(Optional.of(FAULT), Set.of(ERRORS), Map.of(ERRORS, third, PAGE, fourth))));
                        boolean bad = validation.rows().stream()
                                .flatMap(row -> row.cells().stream())
                                .anyMatch(cell -> cell.mark().isBad());
                        assertThat(validation.verdict() instanceof Validation.Verdict.Failed)
                                .isEqualTo(bad);
                        if (validation.verdict() instanceof Validation.Verdict.Passed) {
                            passed.add(number);
                        }
                        number++;
                    }
                }
            }
        }
        // nothing, nothing, fired in time, nothing
        assertThat(passed).containsExactly(6);
    }
}
