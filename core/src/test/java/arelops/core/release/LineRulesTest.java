package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Standing;
import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.Approvals;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.Mode;
import arelops.core.policy.Newer;
import arelops.core.policy.Policy;
import arelops.core.policy.Probe;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.TrafficSources;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-1 to LINE-7, one by one.
class LineRulesTest {
    @Test
    @DisplayName("LINE-5: when other rules of measuring are in force, the target is told, and the soak goes on")
    void other_rules_of_measuring_are_told() {
        Tale tale = Tale.running().until(BETA, Tale.records(Fact.Settled.class)).watched(BETA, Small.Watched.NOTHING);
        Probe probe = Probe.STANDARD;
        TrafficSources traffic = tale.world.rules(Small.slot(BETA)).traffic();
        assertThat(traffic).isEqualTo(TrafficSources.of(probe));
        assertThat(measured(tale, new Seen.Measuring(Small.WINDOW, traffic)).because())
                .contains("soaks in BETA");

        for (Seen.Measuring other : List.of(
                new Seen.Measuring(Duration.ofSeconds(1), traffic),
                new Seen.Measuring(Small.WINDOW, TrafficSources.OFF),
                new Seen.Measuring(Small.WINDOW, TrafficSources.mirrorOf(EnvironmentName.PRODUCTION, probe)))) {
            assertThat(((Decision.Act) measured(tale, other)).action())
                    .isEqualTo(new Action.Measure(
                            Small.slot(BETA), tale.state(BETA).tokens().last()));
        }
    }

    private static Decision measured(Tale tale, Seen.Measuring measured) {
        LineSnapshot snapshot = tale.world.snapshot(Small.APP);
        LineSnapshot.World world = snapshot.world();
        Seen seen = snapshot.seen(BETA);
        Seen.Target.Running there = (Seen.Target.Running) seen.target();
        Map<EnvironmentName, Seen> slots = new HashMap<>(world.slots());
        slots.put(
                BETA,
                new Seen(
                        seen.tag(),
                        new Seen.Target.Running(
                                there.deployments(), there.traffic(), there.baseline(), Optional.of(measured)),
                        seen.windows(),
                        seen.pairs(),
                        seen.missing()));
        return Line.decide(
                new LineSnapshot(
                        Small.APP,
                        snapshot.rules(),
                        snapshot.ledger(),
                        new LineSnapshot.World(world.trunk(), slots, world.jobs(), world.authors(), world.looser()),
                        snapshot.controller()),
                BETA,
                tale.world.around().now());
    }

    private static EnvironmentPolicy replacing(EnvironmentPolicy rules) {
        return rules.withAdmission(
                        new Admission(Approvals.NONE, Optional.empty(), Finish.INSIDE, List.of(), Newer.REPLACE))
                .withProving(
                        new Proving(new Soak(Small.WINDOW.multipliedBy(4), 1, 1), Optional.empty(), rules.accept()));
    }

    private static EnvironmentPolicy patient(EnvironmentPolicy rules) {
        return rules.withRecovery(new Recovery(DriftPolicy.RESTORE, 2, Duration.ofSeconds(30), Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("LINE-1: a release goes through every environment in order")
    void a_release_goes_through_every_environment_in_order() {
        Tale tale = running();

        tale.until(PASSIVE, records(Fact.Intent.class));

        assertThat(tale.runs(BETA)).isEqualTo(1);
        assertThat(tale.state(BETA).standing().isProved(tale.release(1))).isTrue();
        assertThat(tale.runs(PRODUCTION)).isZero();
        tale.rest();
        assertThat(List.of(tale.runs(BETA), tale.runs(PASSIVE), tale.runs(PRODUCTION)))
                .containsExactly(1, 1, 1);
    }

    @Test
    @DisplayName("LINE-1: the newest settled release is taken, overtaken ones are skipped")
    void the_newest_settled_release_is_taken() {
        Tale tale = running(with(PASSIVE, rules -> rules.withMode(Mode.PROPOSE)))
                .rest()
                .commit()
                .rest();

        assertThat(tale.runs(BETA)).isEqualTo(2);
        assertThat(tale.waits(PASSIVE).because())
                .contains(tale.release(2).commit().brief());
        assertThat(tale.gates(PASSIVE)).containsExactly("mode");

        tale.ask(new Command.Promote(Small.commit(1), PASSIVE, List.of())).rest();
        assertThat(tale.runs(PASSIVE))
                .as("asked for by name, also when newer ones wait")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-1: what does not descend from what runs is no candidate")
    void an_older_release_is_no_candidate() {
        Tale tale = running().rest();

        assertThat(tale.refusedOrIdle(new Command.Promote(Small.commit(0), BETA, List.of()), BETA))
                .isTrue();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-1: from what is not on trunk only a person's request leads away")
    void a_jump_from_what_is_not_on_trunk_needs_a_request() {
        Tale tale = Tale.fresh(Small.policy());
        tale.record(new Fact.Adopted(Small.slot(BETA), Small.commit(200), Optional.empty(), 0))
                .tag(BETA, Optional.of(Small.commit(200)));

        assertThat(tale.waits(BETA).until())
                .isEqualTo(new Decision.Until.Person(
                        "arelops promote " + Small.commit(0).brief() + " --to beta"));

        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of())).rest();
        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("LINE-2: a newer candidate waits until the environment is done")
    void a_newer_candidate_waits() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER)).commit();

        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Run.class);
        tale.rest();
        assertThat(tale.state(BETA).standing().isProved(tale.release(1))).isTrue();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("LINE-2: what people approved goes in although a newer release waits for their approval by now")
    void slow_people_keep_nothing_out() {
        Tale tale = Tale.fresh(with(
                        PRODUCTION,
                        rules -> rules.withAdmission(
                                new Admission(Approvals.of(1), Optional.empty(), Finish.ANY, List.of(), Newer.WAIT))))
                .rest();
        tale.ask(new Command.Approve(Small.commit(0), Optional.of(PRODUCTION))).rest();
        tale.commit().rest().commit().rest();
        assertThat(tale.runs(PASSIVE)).isEqualTo(2);
        assertThat(tale.waits(PRODUCTION).because())
                .contains(tale.release(2).commit().brief());

        tale.ask(new Command.Approve(Small.commit(1), Optional.of(PRODUCTION)));

        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Intent(Small.slot(PRODUCTION), Fact.Purpose.PROMOTE, Optional.of(tale.release(1))));
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.gates(PRODUCTION)).containsExactly("approval");
        tale.ask(new Command.Approve(Small.commit(2), Optional.of(PRODUCTION))).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("LINE-2: with `replace` a newer candidate takes the place before and after the switch")
    void a_newer_candidate_replaces() {
        Policy policy = with(BETA, LineRulesTest::replacing);
        Tale before = running(policy).until(BETA, is(Action.Deploy.class)).commit();
        Tale after = running(policy).until(BETA, runs(Job.Phase.AFTER)).commit();

        assertThat(before.fact(BETA))
                .isEqualTo(new Fact.Withdrawn(Small.slot(BETA), before.release(1), Fact.Withdrawn.Cause.NEWER));
        assertThat(after.fact(BETA))
                .isEqualTo(new Fact.Withdrawn(Small.slot(BETA), after.release(1), Fact.Withdrawn.Cause.NEWER));
        after.look(BETA);
        assertThat(after.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.PROMOTE, Optional.of(after.release(2))));
    }

    @Test
    @DisplayName("LINE-2: half through its soak a release is replaced no more")
    void half_through_its_soak_nothing_replaces() {
        Tale tale = running(with(BETA, LineRulesTest::replacing)).until(BETA, runs(Job.Phase.AFTER));
        tale.test(BETA, World.PASSED).watched(BETA, Small.Watched.HALF).commit();

        assertThat(tale.waits(BETA).because()).contains("2 of 4 windows");
        tale.watched(BETA, Small.Watched.SOME);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Withdrawn.class);
    }

    @Test
    @DisplayName("LINE-2, L3: a chain of replacements has half a soak's time altogether")
    void no_stream_of_commits_keeps_an_environment_from_settling() {
        Tale tale = running(with(BETA, LineRulesTest::replacing));
        int replaced = 0;
        for (int i = 0; i < 10; i++) {
            tale.until(BETA, runs(Job.Phase.AFTER))
                    .later(Duration.ofSeconds(25))
                    .commit();
            if (tale.act(BETA).action() instanceof Action.Run) {
                break;
            }
            replaced++;
            tale.look(BETA);
        }

        assertThat(replaced).isEqualTo(4);
        tale.rest();
        assertThat(tale.state(BETA).standing().settled()).contains(tale.release(5));
        assertThat(tale.state(BETA).guard().crowded()).isEmpty();
    }

    @Test
    @DisplayName("LINE-2: a newer candidate that may not enter replaces nothing")
    void a_newer_candidate_that_waits_for_a_person_replaces_nothing() {
        Tale tale = running(with(BETA, rules -> replacing(rules).withMode(Mode.PROPOSE))
                .withApps(Small.policy().apps()));
        tale.ask(new Command.Promote(Small.commit(1), BETA, List.of()))
                .until(BETA, runs(Job.Phase.BEFORE))
                .commit();

        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Run.class);
        tale.ask(new Command.Hold(BETA, false));
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Run.class);
    }

    @Test
    @DisplayName("LINE-3: the first release has nothing to compare with, and is closed when it is rejected")
    void a_first_release_that_is_rejected_closes_the_address() {
        Tale tale = Tale.fresh(Small.policy());
        assertThat(tale.act(BETA).gates())
                .anySatisfy(gate -> assertThat(gate.sentence()).startsWith("nothing to compare with"));
        tale.until(BETA, runs(Job.Phase.AFTER));
        assertThat(tale.runs(BETA)).isZero();

        tale.newest(BETA, Place.DOWN);
        assertThat(tale.act(BETA).because()).contains("no stable release");
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Rejected(Small.slot(BETA), tale.release(0), List.of(Small.commit(0))));
        tale.look(BETA);
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.CLEAR, Optional.empty()));
        tale.look(BETA);
        assertThat(((Action.Switch) tale.act(BETA).action()).deployment()).isEqualTo(OptionalLong.empty());
        assertThat(((Action.Switch) tale.act(BETA).action()).because()).contains("nothing serves here");
        tale.look(BETA);
        assertThat(((Action.Move) tale.act(BETA).action()).tag().to()).isEmpty();
        tale.rest();
        assertThat(tale.runs(BETA)).isEqualTo(-1);
        assertThat(tale.place(BETA).deployments()).isEmpty();
    }

    @Test
    @DisplayName("TAG-3: only the first environment admits, with the move")
    void only_the_first_environment_admits() {
        Tale tale = running();
        tale.until(BETA, is(Action.Move.class));
        assertThat(((Action.Move) tale.act(BETA).action()).admits()).contains(tale.release(1));
        tale.until(PASSIVE, is(Action.Move.class));
        assertThat(((Action.Move) tale.act(PASSIVE).action()).admits()).isEmpty();
    }

    @Test
    @DisplayName("LINE-5: a soak without data, or with too few samples, ends as failed after four times its length")
    void a_soak_without_data_fails() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER)).test(BETA, World.PASSED);
        assertThat(tale.waits(BETA).because()).contains("0 of 1 windows, 0 requests");

        tale.watched(BETA, Small.Watched.WITHOUT_DATA);

        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Failed(Small.slot(BETA), tale.release(1)));
        assertThat(tale.act(BETA).because()).contains("no data");
    }

    @Test
    @DisplayName("LINE-6: a failed release is retried after a back-off, then held, and `resume` tries again")
    void a_failed_release_is_retried_then_held() {
        Tale tale = running(with(BETA, LineRulesTest::patient));
        for (int failures = 1; failures <= 2; failures++) {
            tale.until(BETA, records(Fact.Intent.class)).look(BETA).look(BETA).newest(BETA, Place.BROKEN);
            assertThat(tale.fact(BETA)).isEqualTo(new Fact.Failed(Small.slot(BETA), tale.release(1)));
            tale.look(BETA);
            assertThat(tale.state(BETA).standing().failures().values())
                    .singleElement()
                    .extracting(Standing.Failures::count)
                    .isEqualTo(failures);
            if (failures == 1) {
                tale.look(BETA);
                assertThat(tale.waits(BETA).until())
                        .isEqualTo(
                                new Decision.Until.At(tale.world.around().now().plusSeconds(30)));
                assertThat(tale.gates(BETA)).containsExactly("back-off");
                tale.later(Duration.ofSeconds(29));
                assertThat(tale.gates(BETA)).containsExactly("back-off");
                tale.later(Duration.ofSeconds(1));
            }
        }

        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Held(Small.slot(BETA)));
        assertThat(tale.act(BETA).because()).contains("failed 2 times in a row");
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.gates(BETA)).contains("hold");
        assertThat(tale.waits(BETA).because()).contains("BETA is held: ").contains("2 times in a row");
        tale.ask(new Command.Resume(BETA)).rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-6, TAG-2: an attempt that fails after the tag moved moves it back, and bars nothing")
    void an_attempt_that_fails_while_it_serves_gives_way() {
        Tale tale = running()
                .until(PRODUCTION, runs(Job.Phase.AFTER))
                .test(PRODUCTION, new JobSeen.Broken("no runner", Small.START));
        assertThat(tale.fact(PRODUCTION)).isEqualTo(new Fact.Failed(Small.slot(PRODUCTION), tale.release(1)));
        tale.look(PRODUCTION);

        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Intent(Small.slot(PRODUCTION), Fact.Purpose.RETURN, Optional.of(tale.release(0))));
        assertThat(tale.state(PRODUCTION).standing().bars()).isEmpty();
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).as("retried").isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-6: a first release that fails keeps serving and is tried again")
    void a_first_release_that_fails_keeps_serving() {
        Tale tale = Tale.fresh(Small.policy()).until(BETA, runs(Job.Phase.AFTER));
        tale.test(BETA, new JobSeen.Broken("no runner", Small.START)).look(BETA);

        assertThat(tale.state(BETA).guard().owed()).isEmpty();
        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.PROMOTE, Optional.of(tale.release(0))));
    }

    @Test
    @DisplayName("L2: a settled release that is down is told of, with what may be done about it")
    void a_settled_release_that_is_down_is_told_of() {
        Tale tale = Tale.fresh(Small.policy()).rest();

        tale.newest(PRODUCTION, Place.DOWN);
        assertThat(tale.waits(PRODUCTION).because()).contains("which is down: it does not answer");
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(
                        new Decision.Until.Person("mend what it needs (see arelops logs production), or push a fix"));

        tale.newest(PRODUCTION, Place.STARTING);
        assertThat(tale.waits(PRODUCTION).because()).contains("starts again");
        tale.newest(PRODUCTION, Place.UP).commit().rest();
        tale.newest(PRODUCTION, new Seen.Health.Down("It exited with code 3. Last output:\nboom", 2));
        assertThat(tale.waits(PRODUCTION).because()).contains("which is down: it exited with code 3; it is started");
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person(
                        "mend what it needs (see arelops logs production), or arelops rollback production"));
    }

    @Test
    @DisplayName("TAG-7, CHG-4: the first environment says what is wrong with trunk")
    void the_first_environment_tells_of_trunk() {
        Tale tale = Tale.fresh(Small.policy()).rest().broken(true);

        assertThat(tale.waits(BETA).because()).contains("nothing comes from trunk");
        assertThat(tale.gates(BETA)).containsExactly("policy");
        assertThat(tale.waits(PRODUCTION).because()).contains("nothing newer comes from PASSIVE");
    }

    @Test
    @DisplayName("LINE-6: what a person withdrew waits until named, or until a newer candidate comes")
    void a_withdrawn_release_waits() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .ask(new Command.Withdraw(BETA))
                .rest();

        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.state(BETA).standing().bars()).isEmpty();
        assertThat(tale.waits(BETA).because()).contains("was withdrawn");
        Tale named = Tale.running()
                .until(BETA, runs(Job.Phase.BEFORE))
                .ask(new Command.Withdraw(BETA))
                .rest();
        named.ask(new Command.Promote(Small.commit(1), BETA, List.of())).rest();
        assertThat(named.runs(PRODUCTION)).isEqualTo(1);
        tale.commit().rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("LINE-6: a first release that is withdrawn is closed, and may come again")
    void a_first_release_may_be_withdrawn_and_come_again() {
        Tale tale = Tale.fresh(Small.policy())
                .until(BETA, runs(Job.Phase.AFTER))
                .ask(new Command.Withdraw(BETA))
                .rest();
        assertThat(tale.runs(BETA)).isEqualTo(-1);

        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of())).rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
    }

    @Test
    @DisplayName("LINE-7, ADO-2: an environment that observes explains, and touches nothing")
    void observing_touches_nothing() {
        Tale tale =
                running(with(PASSIVE, rules -> rules.withMode(Mode.OBSERVE))).rest();

        Decision.Wait wait = tale.waits(PASSIVE);
        assertThat(wait.because()).contains("only observes", "it would: PASSIVE takes");
        assertThat(wait.until())
                .as("nobody is asked for what somebody chose")
                .isEqualTo(new Decision.Until.Event("`mode: run` for passive"));
        assertThat(wait.gates()).isNotEmpty();
        assertThat(tale.place(PASSIVE)).isEqualTo(Place.EMPTY);
    }

    @Test
    @DisplayName(
            "LINE-7: an environment that observes asks nobody to promote into it, and its hold still names who ends it")
    void observing_asks_nobody() {
        Tale tale = running(with(
                        PASSIVE,
                        rules -> rules.withMode(Mode.OBSERVE)
                                .withAdmission(new Admission(
                                        Approvals.of(2), Optional.empty(), Finish.ANY, List.of(), Newer.WAIT))))
                .rest();
        Decision.Wait waits = tale.waits(PASSIVE);
        tale.ask(new Command.Hold(PASSIVE, false));

        assertThat(waits.until()).isEqualTo(new Decision.Until.Event("`mode: run` for passive"));
        assertThat(waits.because()).startsWith("PASSIVE only observes; it would wait: ");
        assertThat(tale.waits(PASSIVE).until()).isInstanceOf(Decision.Until.Person.class);
    }

    @Test
    @DisplayName("LINE-7: proposing waits for a person to promote, but rejects and goes back on its own")
    void proposing_waits_only_to_promote() {
        Tale tale = running(with(BETA, rules -> rules.withMode(Mode.PROPOSE)));
        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of())).rest();
        assertThat(tale.waits(BETA).until())
                .isEqualTo(new Decision.Until.Person(
                        "arelops promote " + Small.commit(1).brief() + " --to beta"));

        tale.ask(new Command.Promote(Small.commit(1), BETA, List.of())).until(BETA, runs(Job.Phase.AFTER));
        assertThat(tale.state(BETA).standing().requests().promote()).isEmpty();
        tale.newest(BETA, Place.DOWN).look(BETA).rest();

        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.state(BETA).standing().bar(tale.release(1))).isPresent();
    }

    @Test
    @DisplayName("L2: what does not answer is waited for, with the reason")
    void what_does_not_answer_is_waited_for() {
        World world = running().world;
        LineSnapshot snapshot = world.snapshot(Small.APP);
        LineSnapshot blind = new LineSnapshot(
                Small.APP,
                snapshot.rules(),
                snapshot.ledger(),
                new LineSnapshot.World(
                        snapshot.world().trunk(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of()),
                "a");

        Decision decision = Line.decide(blind, BETA, Small.START);

        assertThat(decision).isInstanceOf(Decision.Wait.class);
        assertThat(decision.because()).isEqualTo("BETA cannot be judged: nobody looked at it yet");
        assertThat(decision.gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.id()).isEqualTo("git"));
    }

    @Test
    @DisplayName("LINE-1: the candidate is named whatever its gates say; none where the target cannot be asked")
    void the_candidate_whatever_its_gates() {
        Tale tale = running().frozen(true);
        LineSnapshot snapshot = tale.world.snapshot(Small.APP);
        assertThat(Line.candidate(snapshot, BETA, Small.START)).contains(tale.release(1));
        assertThat(Line.candidate(snapshot, PASSIVE, Small.START)).isEmpty();
        assertThat(Line.candidate(snapshot, new EnvironmentName("mars"), Small.START))
                .isEmpty();
        LineSnapshot blind = new LineSnapshot(
                Small.APP,
                snapshot.rules(),
                snapshot.ledger(),
                new LineSnapshot.World(
                        snapshot.world().trunk(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of()),
                "a");
        assertThat(Line.candidate(blind, BETA, Small.START)).isEmpty();
    }

    @Test
    @DisplayName("LINE-5: a release that was sent the traffic and died before the tag moved is judged, not moved to")
    void sent_and_down_is_judged() {
        Tale tale = running().until(BETA, is(Action.Switch.class)).look(BETA);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Move.class);
        assertThat(tale.act(BETA).because())
                .isEqualTo("BETA runs " + Small.commit(1).brief());
        tale.newest(BETA, Place.DOWN);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        tale.newest(BETA, Place.BROKEN);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
    }
}
