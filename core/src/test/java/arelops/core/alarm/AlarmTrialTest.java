package arelops.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which replay comes next when alarms are tried, and what counts: TRF-3.
class AlarmTrialTest {
    private static final Instant BEGAN = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final Alarm ERRORS = Alarm.threshold("errors");
    private static final List<Watch> WATCHES = List.of(new Watch(
            "errors",
            Optional.of(new Amount.Share(Percent.of(1))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));

    private final AlarmTrial trial = AlarmTrial.of(
            new AlarmPolicy(List.of("errors=20%"), Optional.empty(), new TreeMap<>(), "production"), WATCHES);
    private final List<AlarmRun> done = new ArrayList<>();

    private AlarmTrial.Step step() {
        return ((AlarmTrial.Next.Take) trial.next(done)).step();
    }

    private void took(Heard heard, String... doubts) {
        AlarmTrial.Step step = step();
        done.add(new AlarmRun(
                step.fault(),
                step.expected(),
                new AlarmRun.Time(BEGAN, WITHIN),
                new TreeMap<>(Map.of(ERRORS, heard)),
                Optional.empty(),
                List.of(doubts)));
    }

    private AlarmVerdict verdict() {
        List<AlarmRun> runs = ((AlarmTrial.Next.Over) trial.next(done)).runs();
        return new AlarmReport("r", WITHIN, runs, done.size(), Optional.empty()).verdict();
    }

    private static Heard fired() {
        return new Heard.Fired(BEGAN.plusSeconds(100), "errors at 20 %");
    }

    @Test
    @DisplayName("TRF-3: first without a fault, then with each of them, once where all is as expected")
    void each_once() {
        assertThat(step().fault()).isEmpty();
        took(new Heard.Nothing());
        assertThat(step().fault()).hasToString("Optional[errors=20%]");
        assertThat(step().expected()).containsExactly(ERRORS);
        took(fired());

        assertThat(verdict()).isInstanceOf(AlarmVerdict.Proved.class);
    }

    @Test
    @DisplayName("TRF-3: what speaks against an alarm counts if it does so twice")
    void twice() {
        took(fired());
        assertThat(step().fault()).isEmpty();
        took(new Heard.Nothing());
        took(new Heard.Nothing("errors were at most 0.5 %"));
        assertThat(step().fault()).isPresent();
        took(new Heard.Nothing("errors were at most 0.7 %"));

        assertThat(verdict())
                .isInstanceOf(AlarmVerdict.Wrong.class)
                .extracting(AlarmVerdict::because)
                .isEqualTo("the threshold errors was silent at errors=20%: errors were at most 0.7 %;"
                        + " to mend it: lower watch.errors.max, or name a larger fault in alarms.faults");
    }

    @Test
    @DisplayName("GATE-2: a replay that says nothing is repeated, three times at most, and then nothing is known")
    void late() {
        took(new Heard.Nothing(), "the sender was late");
        took(new Heard.Nothing(), "the sender was late");
        took(new Heard.Unknown("one window"));

        assertThat(verdict()).isInstanceOf(AlarmVerdict.Unknown.class);
        assertThat(done).hasSize(3);
    }

    @Test
    @DisplayName("TRF-3: the mends name the alarm and what to change")
    void mends() {
        AlarmPolicy expecting = new AlarmPolicy(
                List.of("errors=20%"),
                Optional.empty(),
                new TreeMap<>(Map.of("errors", List.of("HighErrorRate"))),
                "production");
        AlarmTrial.Step step = AlarmTrial.of(expecting, List.of()).steps().getLast();
        assertThat(step.expected()).containsExactly(Alarm.alert("HighErrorRate"));
        TreeMap<Alarm, Heard> heard = new TreeMap<>(Map.of(
                Alarm.alert("HighErrorRate"),
                new Heard.Fired(BEGAN.plusSeconds(300), "since"),
                Alarm.alert("Other"),
                fired()));
        Validation validation = Validation.of(List.of(new AlarmRun(
                step.fault(), step.expected(), new AlarmRun.Time(BEGAN, WITHIN), heard, Optional.empty(), List.of())));

        assertThat(Mends.of(validation))
                .isEqualTo("make the rule of HighErrorRate quicker, or alarms.within longer; mend the rule of Other, or"
                        + " name it in alarms.expect where it is right to fire");
    }
}
