package arelops.core.release;

import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.difference.Aspect;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.Example;
import arelops.core.difference.Finding;
import arelops.core.evidence.Fact;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.DifferencePolicy.Found;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Proving;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a release answers differently than stable, as a gate of the line: GATE-2, GATE-7.
class DifferenceRulesTest {
    private static final JobSeen ALIKE = says(20, Duration.ZERO);
    private static final JobSeen DIFFERENT = says(20, Duration.ZERO, price());

    private static Finding price() {
        return new Finding(
                "GET /products/{}",
                "$.price",
                Aspect.VALUE,
                new Finding.Counts(20, 20, 0, 20),
                1e-6,
                List.of(new Example(3, "GET /products/17", "500", "501\u0007\uD800")));
    }

    private static JobSeen says(long compared, Duration late, Finding... findings) {
        return new JobSeen.Passed(new DifferenceEvidence(
                "production-1",
                new DifferenceEvidence.Requests(20, 20 - compared, 0, 4, late),
                new DifferenceReport(
                        new DifferenceReport.Compared(compared, 1, findings.length, 0, 0), List.of(findings))));
    }

    private static UnaryOperator<EnvironmentPolicy> compared(Found found) {
        return rules -> rules.withProving(rules.proving()
                .with(new Proving.RecordedTraffic(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new DifferencePolicy(found, List.of(), LoadPolicy.DEFAULT_RECORDING)),
                        Optional.empty())));
    }

    private static boolean compares(Action action) {
        return action instanceof Action.Run run && run.job() instanceof Job.Difference;
    }

    private static Tale atComparison(Found found) {
        return running(with(PASSIVE, compared(found))).until(PASSIVE, DifferenceRulesTest::compares);
    }

    /// The job that is asked for now ends so.
    private static Tale ends(Tale tale, JobSeen outcome) {
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), outcome);
        return tale;
    }

    private static Tale held() {
        return ends(atComparison(Found.HOLD), DIFFERENT).look(PASSIVE).rest();
    }

    @Test
    @DisplayName("answers are compared after acceptance and before anything of the soak is judged, with stable"
            + " beside the release")
    void before_the_soak() {
        Tale tale = atComparison(Found.HOLD);
        tale.watched(PASSIVE, Small.Watched.CROSSING);

        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        Job.Difference job = (Job.Difference) run.job();
        assertThat(job.release().release()).isEqualTo(tale.release(1));
        assertThat(job.stable().release()).isEqualTo(tale.release(0));
        assertThat(tale.state(PASSIVE).attempt().orElseThrow().of("accept-after"))
                .hasSize(1);

        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), World.RUNNING);
        assertThat(tale.waits(PASSIVE).because())
                .isEqualTo("the answers of %s in PASSIVE are compared with those of stable %s"
                        .formatted(
                                tale.release(1).commit().brief(),
                                tale.release(0).commit().brief()));
    }

    @Test
    @DisplayName("a release that answers as stable does goes on, with the numbers as evidence")
    void alike() {
        Tale tale = ends(atComparison(Found.REJECT), ALIKE);

        Action.Append append = (Action.Append) tale.act(PASSIVE).action();
        assertThat(append.documents().get("diff.json")).contains("\"verdict\":\"alike\"", "\"compared\":20");
        assertThat(append.fact())
                .isInstanceOfSatisfying(
                        Fact.Verified.class, fact -> assertThat(fact.outcome()).isEqualTo(Fact.Outcome.PASSED));
        assertThat(tale.act(PASSIVE).because())
                .isEqualTo("%s in PASSIVE, by production-1: nothing is answered differently than by stable; 20 requests"
                                .formatted(tale.release(1).commit().brief())
                        + " compared");

        tale.look(PASSIVE).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("GATE-7: what differs is held: the release settles, and PRODUCTION waits with the place until two"
            + " people let it by")
    void held_until_people_let_it_by() {
        Tale tale = ends(atComparison(Found.HOLD), DIFFERENT);
        Action.Append append = (Action.Append) tale.act(PASSIVE).action();
        assertThat(append.documents().get("diff.json"))
                .contains(
                        "\"verdict\":\"different\"", "\"differing\":20", "\"release\":\"501··\"", "\"kind\":\"value\"");
        String commit = tale.release(1).commit().brief();
        assertThat(tale.act(PASSIVE).because())
                .isEqualTo(
                        commit + " in PASSIVE, by production-1: 1 place is answered differently than by stable, of 20"
                                + " requests: GET /products/{} $.price (another value, 20 of 20)");
        tale.look(PASSIVE).rest();

        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.state(PASSIVE).standing().bars()).isEmpty();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.gates(PRODUCTION)).containsExactly("diff");
        assertThat(tale.waits(PRODUCTION).because())
                .isEqualTo("PRODUCTION waits with " + commit + ": "
                        + tale.state(PASSIVE)
                                .guard()
                                .differing()
                                .sequencedValues()
                                .getFirst()
                                .because());
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person(
                        "arelops promote " + commit + " --to production --skip diff -m REASON"));

        tale.ask(Small.ANN, new Command.Promote(tale.release(1).commit(), PRODUCTION, List.of("diff")));
        assertThat(tale.gates(PRODUCTION)).containsExactly("diff");
        tale.ask(Small.BOB, new Command.Promote(tale.release(1).commit(), PRODUCTION, List.of("diff")));
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("a release after one that is held brings what that one brought, and waits as well, though it"
            + " answers as the one before it")
    void held_for_those_after_it() {
        Tale tale = held().commit();
        ends(tale.until(PASSIVE, DifferenceRulesTest::compares), ALIKE)
                .look(PASSIVE)
                .rest();

        assertThat(tale.runs(PASSIVE)).isEqualTo(2);
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.gates(PRODUCTION)).containsExactly("diff");
        assertThat(tale.state(PASSIVE).guard().differing())
                .containsOnlyKeys(tale.release(1).number());
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person("arelops promote "
                        + tale.release(2).commit().brief() + " --to production --skip diff -m REASON"));

        for (var person : List.of(Small.ANN, Small.BOB)) {
            tale.ask(person, new Command.Promote(tale.release(2).commit(), PRODUCTION, List.of("diff")));
        }
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);

        ends(tale.commit().until(PASSIVE, DifferenceRulesTest::compares), ALIKE)
                .look(PASSIVE)
                .rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(3);
    }

    @Test
    @DisplayName("what is let by once is let by for the releases after it, though another one came to PRODUCTION")
    void let_by_for_those_after_it() {
        Tale tale = held();
        for (var person : List.of(Small.ANN, Small.BOB)) {
            tale.ask(person, new Command.Promote(tale.release(1).commit(), PRODUCTION, List.of("diff")));
        }
        tale.commit();
        ends(tale.until(PASSIVE, DifferenceRulesTest::compares), ALIKE)
                .look(PASSIVE)
                .rest();

        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("what differs is only shown where the rules say so")
    void shown() {
        Tale tale = ends(atComparison(Found.SHOW), DIFFERENT);
        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Verified.class);
        assertThat(tale.act(PASSIVE).because()).contains("1 place is answered differently", "$.price");

        tale.look(PASSIVE).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("what differs is rejected where the rules say so, with the places as evidence")
    void rejected() {
        Tale tale = ends(atComparison(Found.REJECT), DIFFERENT);

        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Rejected.class);
        assertThat(((Action.Append) tale.act(PASSIVE).action()).documents()).containsKey("diff.json");
        assertThat(tale.act(PASSIVE).because())
                .endsWith("by production-1: 1 place is answered differently than by stable, of 20 requests: GET"
                        + " /products/{} $.price (another value, 20 of 20)");

        tale.look(PASSIVE).rest();
        assertThat(tale.runs(PASSIVE)).isZero();
    }

    @Test
    @DisplayName(
            "GATE-2: a comparison that says nothing is never passed: the attempt failed, and nothing is held against"
                    + " the release")
    void unknown() {
        for (JobSeen nothing : List.of(
                says(6, Duration.ZERO),
                says(9, Duration.ZERO),
                says(20, Duration.ofMillis(1_001)),
                says(20, Duration.ofMillis(1_001), price()),
                new JobSeen.Broken("there is no recording of production", Small.START))) {
            Tale tale = ends(atComparison(Found.REJECT), nothing);

            assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Failed.class);
        }
    }

    @Test
    @DisplayName("a place that is found counts, also where most was not answered")
    void found_among_few() {
        Tale tale = ends(atComparison(Found.REJECT), says(8, Duration.ZERO, price()));

        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("GATE-2: where stable is not up there is nothing to compare with: the attempt failed, and it is made"
            + " again with stable beside it")
    void without_stable() {
        Tale tale = stable(atComparison(Found.HOLD), Place.DOWN);
        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(PASSIVE).because())
                .endsWith("answers cannot be compared: stable "
                        + tale.release(0).commit().brief() + " is not up in PASSIVE");

        Tale starting = stable(atComparison(Found.HOLD), Place.STARTING);
        assertThat(starting.waits(PASSIVE).because()).contains("starts again in PASSIVE, to be compared with");

        Tale shown = stable(atComparison(Found.SHOW), Place.DOWN);
        assertThat(shown.fact(PASSIVE))
                .isInstanceOfSatisfying(
                        Fact.Verified.class, fact -> assertThat(fact.outcome()).isEqualTo(Fact.Outcome.BROKEN));
    }

    private static Tale stable(Tale tale, Seen.Health health) {
        long deployment = tale.place(PASSIVE).deployments().values().stream()
                .filter(one -> one.release().equals(tale.release(0)))
                .mapToLong(Seen.Deployment::token)
                .findFirst()
                .orElseThrow();
        return tale.health(PASSIVE, deployment, health);
    }

    @Test
    @DisplayName("the first release has nothing before it, and before PRODUCTION serves nothing can be recorded")
    void first() {
        Tale tale = Tale.fresh(with(PASSIVE, compared(Found.HOLD))).rest();

        assertThat(tale.runs(PASSIVE)).isZero();
        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
    }

    @Test
    @DisplayName("GATE-7: comparing may be skipped by name for a release")
    void skipped() {
        Tale tale = atComparison(Found.REJECT);
        tale.ask(new Command.Promote(tale.release(1).commit(), PASSIVE, List.of("diff")));

        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.skipped(PASSIVE)).extracting(SkippedGate::gate).containsExactly("diff");
    }
}
