package arelops.core.release;

import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.gate.Gate;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PRO-1, PRO-4: what alerts come to while a canary runs.
class CanaryAlarmsTest {
    private static final LatencyCounts QUICK = LatencyCounts.of(new TreeMap<>(Map.of(47, 2000L)));
    private static final ArmWindow ARM = ArmWindow.of(2000, 20, QUICK);
    private static final Window ALIKE = Window.of(ARM, ARM);
    private static final AlertAnswer QUIET = new AlertAnswer.Told(List.of());
    private static final AlertAnswer STORM = firing(Map.of());
    private static final AlertAnswer ACCUSING =
            firing(Map.of("commit", Small.commit(1).hex()));
    private static final AlertAnswer OF_STABLE =
            firing(Map.of("commit", Small.commit(0).hex()));
    private static final AlertAnswer UNKNOWN = new AlertAnswer.Unknown("nothing answers there");

    private static AlertAnswer firing(Map<String, String> labels) {
        return new AlertAnswer.Told(List.of(Small.alert(labels)));
    }

    private static AlertAnswer both() {
        return new AlertAnswer.Told(List.of(
                Small.alert(Map.of("commit", Small.commit(1).hex())),
                Small.alert(Map.of("commit", Small.commit(0).hex()))));
    }

    private static Policy policy() {
        CanaryPolicy canary = new CanaryPolicy(
                List.of(Percent.of(10)),
                Small.WINDOW.multipliedBy(6),
                1000,
                Percent.of(95),
                CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.HOLD),
                true);
        return with(
                        PRODUCTION,
                        rules -> rules.withProving(new Proving(
                                rules.soak(),
                                java.util.Optional.of(canary),
                                rules.proving().accept())))
                .withObservation(Small.alerting().observation());
    }

    /// A canary that has its share, and what was answered in each window so far.
    private static final class Story {
        private final Tale tale;
        private final List<AlertsSeen.Stretch> heard = new ArrayList<>();

        Story(Tale tale) {
            this.tale = tale;
        }

        static Story sharing() {
            return new Story(running(policy())
                    .until(PRODUCTION, records(Fact.CanaryStarted.class))
                    .look(PRODUCTION)
                    .until(PRODUCTION, is(Action.Try.class))
                    .look(PRODUCTION)
                    .look(PRODUCTION));
        }

        /// Before it has its share: nothing has to go back.
        static Story begun() {
            return new Story(running(policy())
                    .until(PRODUCTION, records(Fact.CanaryStarted.class))
                    .look(PRODUCTION));
        }

        Story windows(int count, AlertAnswer answer) {
            return windows(count, ALIKE, answer);
        }

        Story windows(int count, Window window, AlertAnswer answer) {
            List<Seen.ArmsWindow> arms =
                    new ArrayList<>(tale.place(PRODUCTION).windows().arms());
            for (int i = 0; i < count; i++) {
                Instant start = tale.world.around().now();
                arms.add(new Seen.ArmsWindow(start, Small.WINDOW, true, false, window));
                tale.later(Small.WINDOW);
                heard.add(new AlertsSeen.Stretch(
                        start.plusMillis(1), tale.world.around().now().minusMillis(1), since(start, answer)));
            }
            tale.world = tale.world.with(
                    Small.slot(PRODUCTION), tale.place(PRODUCTION).withArms(arms));
            return this;
        }

        private static AlertAnswer since(Instant start, AlertAnswer answer) {
            return switch (answer) {
                case AlertAnswer.Unknown unknown -> unknown;
                case AlertAnswer.Told(List<Alert> alerts) ->
                    new AlertAnswer.Told(alerts.stream()
                            .map(one -> new Alert(one.name(), one.labels(), start, one.state()))
                            .toList());
            };
        }

        Decision decision() {
            return Line.decide(snapshot(), PRODUCTION, tale.world.around().now());
        }

        private LineSnapshot snapshot() {
            LineSnapshot all = tale.world.snapshot(Small.APP);
            Map<EnvironmentName, Seen> slots = new HashMap<>(all.world().slots());
            Seen seen = all.seen(PRODUCTION);
            slots.put(
                    PRODUCTION,
                    new Seen(
                            seen.tag(),
                            seen.target(),
                            new Seen.Measured(
                                    seen.windows(), seen.pairs(), seen.arms(), Map.of("alerts", new AlertsSeen(heard))),
                            seen.missing()));
            LineSnapshot.World world = all.world();
            return new LineSnapshot(
                    all.app(),
                    all.rules(),
                    all.ledger(),
                    new LineSnapshot.World(world.trunk(), slots, world.jobs(), world.authors(), world.looser()),
                    all.controller());
        }

        Decision.Act act() {
            return (Decision.Act) decision();
        }

        /// What the judge knows is recorded; no step is over.
        Decision.Wait waits() {
            if (decision() instanceof Decision.Act act
                    && act.action() instanceof Action.Append append
                    && append.fact() instanceof Fact.CanaryJudged judged) {
                assertThat(judged.stand()).isEqualTo(Stand.GOES_ON);
                tale.record(judged);
            }
            return (Decision.Wait) decision();
        }

        Stand stand() {
            return ((Fact.CanaryJudged) ((Action.Append) act().action()).fact()).stand();
        }
    }

    @Test
    @DisplayName("PRO-4: an alert that names the canary in two windows running sends all traffic back, and rejects it")
    void an_alert_that_names_the_canary_rejects_it() {
        assertThat(Story.sharing().windows(1, ACCUSING).decision())
                .as("one window")
                .isInstanceOf(Decision.Wait.class);
        Story shared = Story.sharing().windows(2, ACCUSING);
        assertThat(shared.act().action())
                .isInstanceOfSatisfying(
                        Action.Switch.class,
                        back -> assertThat(back.deployment())
                                .isEqualTo(shared.tale.place(PRODUCTION).traffic()));

        Decision.Act rejects = Story.begun().windows(2, ACCUSING).act();
        assertThat(rejects.because())
                .contains("its canary on 10 % of the traffic: alert HighErrors fires in two windows running; it names"
                        + " this release, and its baseline runs beside it");
        assertThat(rejects.action()).isInstanceOfSatisfying(Action.Append.class, append -> {
            assertThat(append.fact()).isInstanceOf(Fact.Rejected.class);
            assertThat(append.documents()).containsKey("alerts.json");
        });
        assertThat(rejects.gates().getFirst().state()).isEqualTo(Gate.State.FAILED);
    }

    @Test
    @DisplayName(
            "PRO-4: what the alert says counts in two windows that are known, whatever lies between or comes after")
    void two_known_windows_running() {
        for (Story story : List.of(
                Story.sharing().windows(1, ACCUSING).windows(1, UNKNOWN).windows(1, ACCUSING),
                Story.sharing().windows(2, ACCUSING).windows(1, QUIET))) {
            assertThat(story.act().action()).isInstanceOf(Action.Switch.class);
        }
        for (Story story : List.of(
                Story.sharing().windows(1, ACCUSING).windows(1, QUIET).windows(1, ACCUSING),
                Story.sharing().windows(1, ACCUSING).windows(1, STORM).windows(1, ACCUSING))) {
            assertThat(story.decision()).isInstanceOf(Decision.Wait.class);
        }
    }

    @Test
    @DisplayName("PRO-4: an alert that names the canary blames it only beside a baseline that was asked as well")
    void without_a_baseline_that_is_asked_nobody_is_blamed() {
        Window alone = Window.of(ArmWindow.of(0, 0, LatencyCounts.none()), ARM);

        assertThat(Story.sharing().windows(3, alone, ACCUSING).decision()).isInstanceOf(Decision.Wait.class);
    }

    @Test
    @DisplayName("PRO-4: an alert of another release as well, or of nobody, neither blames the canary nor lets it pass")
    void an_alert_of_the_environment_lets_nothing_pass() {
        Map<AlertAnswer, String> told = Map.of(
                STORM,
                "alert HighErrors fires and does not tell of which release",
                both(),
                "alert HighErrors fires, for another release as well",
                UNKNOWN,
                "nothing answers there");
        told.forEach((answer, words) -> {
            Story story = Story.sharing().windows(9, answer);

            Decision.Wait waits = story.waits();
            assertThat(waits.because()).contains("0 of 1000 requests, the last window counts for no step: " + words);
            assertThat(waits.gates().getFirst().state()).isEqualTo(Gate.State.UNKNOWN);
            assertThat(waits.gates().getFirst().sentence()).contains("The last window counts for no step: " + words);
            for (int i = 0; i < 4; i++) {
                story.windows(9, answer).waits();
            }
            story.windows(4, answer);
            assertThat(story.act().action()).as("it goes back").isInstanceOf(Action.Switch.class);
            assertThat(story.act().because()).contains("failed", words);
        });
    }

    @Test
    @DisplayName("LINE-5: a step counts windows in which nothing fires, and ends in none in which something does")
    void a_step_counts_quiet_windows() {
        Story story = Story.sharing().windows(3, QUIET).windows(2, STORM).windows(2, QUIET);
        assertThat(story.decision()).as("five of six").isInstanceOf(Decision.Wait.class);

        assertThat(Story.sharing().windows(6, QUIET).windows(1, STORM).decision())
                .as("six, and something fires now")
                .isInstanceOf(Decision.Wait.class);
        assertThat(story.windows(1, QUIET).stand()).isEqualTo(Stand.PASSED);
        assertThat(((Action.Append) story.act().action()).documents()).containsKey("alerts.json");
    }

    @Test
    @DisplayName("PRO-4: an alert of another release alone does not count")
    void an_alert_of_another_release_does_not_count() {
        assertThat(Story.sharing().windows(6, OF_STABLE).stand()).isEqualTo(Stand.PASSED);
    }
}
