package arelops.core.release;

import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Heard;
import arelops.core.alarm.InjectedFault;
import arelops.core.evidence.Fact;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Proving;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whether the alarms of an environment fire, as a gate of the line: TRF-3.
class AlarmGateRulesTest {
    private static final Alarm ERRORS = Alarm.threshold("errors");
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private static boolean tries(Action action) {
        return action instanceof Action.Run run && run.job() instanceof Job.Alarms;
    }

    private static EnvironmentPolicy tried(EnvironmentPolicy rules) {
        return tried(rules, AlarmPolicy.USUAL);
    }

    private static EnvironmentPolicy tried(EnvironmentPolicy rules, AlarmPolicy policy) {
        return rules.withProving(rules.proving()
                .with(new Proving.RecordedTraffic(Optional.empty(), Optional.empty(), Optional.of(policy))));
    }

    private static AlarmRun run(Optional<InjectedFault> fault, Heard heard, String... doubts) {
        return new AlarmRun(
                fault,
                fault.isPresent() ? Set.of(ERRORS) : Set.of(),
                new AlarmRun.Time(Small.START, WITHIN),
                new TreeMap<>(Map.of(ERRORS, heard)),
                Optional.empty(),
                List.of(doubts));
    }

    private static JobSeen says(Heard atFault, Optional<String> unrest, String... doubts) {
        return new JobSeen.Passed(new AlarmReport(
                "production-1",
                WITHIN,
                List.of(
                        run(Optional.empty(), new Heard.Nothing()),
                        run(Optional.of(InjectedFault.parse("errors=20%")), atFault, doubts)),
                2,
                unrest));
    }

    private static final JobSeen PROVED =
            says(new Heard.Fired(Small.START.plusSeconds(90), "errors at 20 %"), Optional.empty());
    private static final JobSeen SILENT =
            says(new Heard.Nothing("errors were at most 4 %, the limit is 5%"), Optional.empty());

    private static Tale atTrial() {
        return running(with(PASSIVE, AlarmGateRulesTest::tried)).until(PASSIVE, AlarmGateRulesTest::tries);
    }

    /// The job that is asked for now ends so.
    private static Tale ends(Tale tale, JobSeen outcome) {
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), outcome);
        return tale;
    }

    @Test
    @DisplayName("TRF-3: the alarms are tried after acceptance and before anything of the soak is judged")
    void before_the_soak() {
        Tale tale = atTrial();
        tale.watched(PASSIVE, Small.Watched.CROSSING);

        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        assertThat(((Job.Alarms) run.job()).release().release()).isEqualTo(tale.release(1));
        assertThat(tale.state(PASSIVE).attempt().orElseThrow().of("accept-after"))
                .hasSize(1);

        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), World.RUNNING);
        assertThat(tale.waits(PASSIVE).because())
                .isEqualTo("the alarms of PASSIVE are tried: recorded traffic with and without injected faults");
    }

    @Test
    @DisplayName("TRF-3: alarms that fire as expected are recorded with the table and the digest of the rules, and the"
            + " release goes on")
    void proved() {
        Tale tale = ends(atTrial(), PROVED);

        Action.Append append = (Action.Append) tale.act(PASSIVE).action();
        assertThat(append.documents()).containsKey("alarms.json");
        assertThat(append.fact()).isInstanceOfSatisfying(Fact.AlarmsTried.class, fact -> {
            assertThat(fact.outcome()).isEqualTo(Fact.Outcome.PASSED);
            assertThat(fact.rules().brief()).hasSize(12);
        });
        assertThat(tale.act(PASSIVE).because())
                .isEqualTo("the alarms of PASSIVE are proved by production-1: errors fired at errors=20% as expected"
                        + " within 3m, and nothing without a fault");

        tale.look(PASSIVE).rest();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("TRF-3: what is proved stands for the next release, and is tried anew when a rule changes")
    void once_for_each_change_of_the_rules() {
        Tale tale = ends(atTrial(), PROVED).look(PASSIVE).rest().commit().rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);

        AlarmPolicy other = new AlarmPolicy(List.of("errors=50%"), Optional.empty(), new TreeMap<>(), "production");
        tale.policy(with(PASSIVE, rules -> tried(rules, other))).commit();
        ends(tale.until(PASSIVE, AlarmGateRulesTest::tries), PROVED)
                .look(PASSIVE)
                .rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(3);
    }

    @Test
    @DisplayName("TRF-3: a silent alarm is held against no release: it settles, and PRODUCTION waits with the alarm and"
            + " the mend until a release proves them")
    void silent() {
        Tale tale = ends(atTrial(), SILENT);
        assertThat(tale.act(PASSIVE).because())
                .isEqualTo("the alarms of PASSIVE do not do what is expected, by production-1: the threshold errors was"
                        + " silent at errors=20%: errors were at most 4 %, the limit is 5%; to mend it: lower"
                        + " watch.errors.max, or name a larger fault in alarms.faults");
        tale.look(PASSIVE).rest();

        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.state(PASSIVE).standing().bars()).isEmpty();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.gates(PRODUCTION)).containsExactly("alarms");
        String commit = tale.release(1).commit().brief();
        assertThat(tale.waits(PRODUCTION).because())
                .isEqualTo("PRODUCTION waits with " + commit + ": "
                        + tale.state(PASSIVE).guard().alarms().orElseThrow().because());
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(
                        new Decision.Until.Person("mend the rules: the next release in PASSIVE tries them; or arelops"
                                + " promote " + commit + " --to production --skip alarms -m REASON"));

        ends(tale.commit().until(PASSIVE, AlarmGateRulesTest::tries), PROVED)
                .look(PASSIVE)
                .rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("GATE-7: PRODUCTION goes on without proved alarms if two people say so, with a reason")
    void skipped_before_production() {
        Tale tale = ends(atTrial(), SILENT).look(PASSIVE).rest();

        tale.ask(Small.ANN, new Command.Promote(tale.release(1).commit(), PRODUCTION, List.of("alarms")));
        assertThat(tale.gates(PRODUCTION)).containsExactly("alarms");
        tale.ask(Small.BOB, new Command.Promote(tale.release(1).commit(), PRODUCTION, List.of("alarms")));
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("TRF-3: rules that were never tried let nothing into PRODUCTION, but for a first release")
    void never_tried() {
        Tale tale = running(Small.policy()).until(PRODUCTION, Tale.records(Fact.Intent.class));
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);

        tale.policy(with(PASSIVE, AlarmGateRulesTest::tried));
        assertThat(tale.gates(PRODUCTION)).containsExactly("alarms");
        assertThat(tale.waits(PRODUCTION).because())
                .endsWith("the alarms of PASSIVE are not proved by the rules in force");

        Tale fresh = Tale.fresh(with(PASSIVE, AlarmGateRulesTest::tried)).rest();
        assertThat(fresh.runs(PRODUCTION)).isZero();
    }

    @Test
    @DisplayName("GATE-2: where it cannot be told whether alarms fire, or they do not become quiet again, the attempt"
            + " failed and nothing is held against the release")
    void unknown() {
        for (JobSeen nothing : List.of(
                says(new Heard.Unknown("nobody answers"), Optional.empty()),
                says(new Heard.Nothing(), Optional.empty(), "the sender was late"),
                says(new Heard.Fired(Small.START.plusSeconds(90), "x"), Optional.of("the alert Slow fires")),
                new JobSeen.Broken("there is no recording of production", Small.START))) {
            Tale tale = ends(atTrial(), nothing);

            assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Failed.class);
        }
    }

    @Test
    @DisplayName("GATE-7: the trial may be skipped by name for a release; PRODUCTION still waits for proved alarms")
    void skipped() {
        Tale tale = atTrial();
        tale.ask(new Command.Promote(tale.release(1).commit(), PASSIVE, List.of("alarms")));

        tale.rest();
        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.gates(PRODUCTION)).containsExactly("alarms");
    }
}
