package arelops.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The laws of the queue over every state of small worlds: every truth, every order of arrivals and answers.
class QueueExplorationTest {
    private static final int LIMIT = 2_000_000;
    private static final QueueExplorer.Pace AT_REST = QueueExplorer.Pace.AT_REST;
    private static final QueueWorld.Budget NONE = new QueueWorld.Budget(0, 0, 0, 0, 0);
    private static final QueueWorld.Budget FLAKE = new QueueWorld.Budget(1, 0, 0, 0, 0);
    private static final QueueWorld.Budget HAND = new QueueWorld.Budget(0, 0, 1, 0, 0);
    private static final QueueWorld.Budget ALL = new QueueWorld.Budget(1, 1, 1, 1, 1);
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    /// Every fault at once, where there is time for it.
    private static final QueueWorld.Budget MOST = LONG ? ALL : FLAKE;

    private static int explored(
            String name, QueueRules rules, List<QueueWorld.Arrival> coming, QueueWorld.Budget budget, String... paths) {
        return explored(QueueExplorer.Pace.ANY_TIME, name, rules, coming, budget, paths);
    }

    private static int explored(
            QueueExplorer.Pace pace,
            String name,
            QueueRules rules,
            List<QueueWorld.Arrival> coming,
            QueueWorld.Budget budget,
            String... paths) {
        long start = System.nanoTime();
        int states = 0;
        QueueLaws laws = new QueueLaws(MergeQueue::plan);
        for (Truth truth : SmallQueues.truths(SmallQueues.touched(rules, paths))) {
            QueueExplorer explorer = new QueueExplorer(laws, pace, LIMIT);
            states += explorer.explore(QueueWorld.of(rules, truth, coming, budget));
        }
        System.out.printf("%-40s %,9d states %5.1f s%n", name, states, (System.nanoTime() - start) / 1e9);
        assertThat(states).isPositive();
        return states;
    }

    private static QueueRules speculative(int atOnce, boolean modules) {
        return SmallQueues.rules(Queueing.SPECULATIVE, atOnce, modules);
    }

    @Test
    @DisplayName("GATE-4: one after the other, what lands is what was tested, whatever happens in whatever order")
    void serial() {
        explored("serial, 3 changes, a flake", QueueRules.STANDARD, SmallQueues.ordinary(3), FLAKE, "a", "b", "c");
        explored("serial, 2 changes, every fault", QueueRules.STANDARD, SmallQueues.ordinary(2), ALL, "a", "b");
    }

    @Test
    @DisplayName("GATE-4: tested ahead, what lands is still what was tested")
    void speculative() {
        List<QueueWorld.Arrival> three = SmallQueues.ordinary(3);
        explored("3 changes, 2 at once", speculative(2, false), three, NONE, "a", "b", "c");
        explored("3 changes, 2 at once, a flake", speculative(2, false), three, FLAKE, "a", "b", "c");
        explored("2 changes, 2 at once, faults", speculative(2, false), SmallQueues.ordinary(2), MOST, "a", "b");
        for (int atOnce : LONG ? new int[] {1, 3, 4} : new int[] {1, 3}) {
            explored(
                    AT_REST,
                    "3 changes, " + atOnce + " at once",
                    speculative(atOnce, false),
                    three,
                    NONE,
                    "a",
                    "b",
                    "c");
        }
    }

    @Test
    @DisplayName("GATE-4: independent changes pass one another, and each module is as it was tested")
    void modules() {
        List<QueueWorld.Arrival> three = SmallQueues.ordinary(3);
        QueueRules rules = speculative(3, true);
        explored("app, web, doc", rules, three, FLAKE, "app/x", "web/x", "doc/x");
        explored("lib, app, web", rules, three, NONE, "lib/x", "app/x", "web/x");
        explored("app, lib, web, a flake", speculative(2, true), three, FLAKE, "app/x", "lib/x", "web/x");
        explored("app, everything, doc", rules, three, NONE, "app/x", "pom.xml", "doc/x");
        explored(
                AT_REST,
                "app, app and doc, doc, a push by hand",
                rules,
                three,
                LONG ? HAND : NONE,
                "app/x",
                "app/x,doc/x",
                "doc/x");
        explored("lib, app, faults", speculative(2, true), SmallQueues.ordinary(2), MOST, "lib/x", "app/x");
        explored(
                "serial, app, app, doc, a flake",
                SmallQueues.rules(Queueing.SERIAL, 2, true),
                three,
                FLAKE,
                "app/x",
                "app/y",
                "doc/x");
    }

    @Test
    void an_urgent_change_among_others() {
        List<QueueWorld.Arrival> coming = new ArrayList<>(SmallQueues.ordinary(2));
        coming.add(new QueueWorld.Arrival(3, Lane.URGENT));
        explored("urgent, serial", QueueRules.STANDARD, coming, FLAKE, "a", "b", "c");
        explored(AT_REST, "urgent, speculative", speculative(2, false), coming, LONG ? FLAKE : NONE, "a", "b", "c");
        explored("urgent, modules", speculative(2, true), coming, FLAKE, "app/x", "doc/x", "lib/x");
    }
}
