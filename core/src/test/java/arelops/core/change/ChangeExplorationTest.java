package arelops.core.change;

import arelops.core.change.ChangeWorld.Budget;
import arelops.core.id.ChangeNumber;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The laws of changes over every state that small worlds can reach.
class ChangeExplorationTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int LIMIT = LONG ? 2_000_000 : Integer.getInteger("arelops.limit", 100_000);
    private static final QueueRules SPECULATIVE = new QueueRules(Queueing.SPECULATIVE, 2, 2, Map.of());

    private static ChangeWorld approved(ChangeScene scene, Budget budget) {
        ChangeWorld world = ChangeWorld.of(scene, budget);
        for (ChangeNumber number : world.changes().keySet()) {
            world = ChangePeople.says(world, number, ChangePeople.all().getFirst()).orElseThrow();
        }
        return world;
    }

    private static void explored(String name, ChangeWorld root) {
        long start = System.nanoTime();
        ChangeExplorer.Result result = new ChangeExplorer(root, LIMIT).explore();
        System.out.printf(
                "%-40s %,9d states %,11d transitions %,7d ends %s %5.1f s%n",
                name,
                result.states(),
                result.transitions(),
                result.rests(),
                result.complete() ? "complete" : "cut off",
                (System.nanoTime() - start) / 1e9);
    }

    private static Policy serial(String... checks) {
        return ChangeScene.policy(QueueRules.STANDARD, 1, checks);
    }

    @Test
    @DisplayName("GATE-4: bad answers, two changes")
    void answers() {
        explored("answers", approved(ChangeScene.of(2, serial("t")), new Budget(4, 0, 0, 0, 0)));
    }

    @Test
    @DisplayName("GATE-4: speculative")
    void speculative() {
        explored("speculative", approved(ChangeScene.of(2, ChangeScene.policy(SPECULATIVE, 1, "t")), new Budget(2, 0, 0, 0, 1)));
    }

    @Test
    void speculativeConflict() {
        explored("conflict", approved(ChangeScene.of(3, ChangeScene.policy(SPECULATIVE, 1, "t")).clash(1, 3).clash(2, 255), new Budget(1, 0, 0, 0, 1)));
    }

    @Test
    void speculativePeople() {
        explored("speculative people", approved(ChangeScene.of(2, ChangeScene.policy(SPECULATIVE, 1, "t")), new Budget(1, 0, 1, 0, 0)));
    }

    @Test
    void urgent() {
        explored("urgent", approved(ChangeScene.of(3, ChangeScene.policy(new QueueRules(Queueing.SPECULATIVE, 1, 2, Map.of()), 1, "t")), new Budget(0, 0, 1, 0, 0)));
    }

    @Test
    @DisplayName("CHG-2: people")
    void people() {
        explored("people", ChangeWorld.of(ChangeScene.of(1, serial("t")), new Budget(1, 0, 2, 1, 0)));
    }

    @Test
    void landingByModule() {
        Policy policy = ChangeScene.policy(new QueueRules(Queueing.SPECULATIVE, 2, 2, WideChanges.MODULES), 1, "t");
        ChangeScene scene = ChangeScene.of(3, policy).touching(1, "app/x").touching(2, "doc/x").touching(3, "lib/x");
        explored("modules", approved(scene, new Budget(1, 0, 0, 0, 0)));
    }

    @Test
    @DisplayName("TST-1: TEST")
    void test() {
        Policy policy = ChangeScene.withTest(serial("t"), 1, true);
        explored("test", approved(ChangeScene.of(1, policy), new Budget(1, 0, 1, 0, 0)));
    }

    @Test
    void testPush() {
        Policy policy = ChangeScene.withTest(serial("t"), 1, true);
        explored("test push", approved(ChangeScene.of(1, policy).running(true, ChangeScene.APP, ChangeScene.WEB), new Budget(0, 0, 0, 1, 0)));
    }

    @Test
    void testTwo() {
        Policy policy = ChangeScene.withTest(serial(), 1, true);
        explored("test two", approved(ChangeScene.of(2, policy), new Budget(0, 0, 1, 0, 0)));
    }

    @Test
    void testAsked() {
        Policy policy = ChangeScene.withTest(ChangeScene.policy(SPECULATIVE, 1), 2, false);
        explored("test asked", approved(ChangeScene.of(2, policy), new Budget(0, 0, 1, 0, 1)));
    }

    @Test
    void stranger() {
        Policy policy = ChangeScene.withTest(serial("t"), 1, false);
        explored("stranger", approved(ChangeScene.of(1, policy).by(ChangeScene.VIC), new Budget(0, 0, 0, 1, 0)));
    }

    @Test
    void demoted() {
        Policy policy = ChangeScene.withTest(serial("t"), 1, true);
        explored("demoted", approved(ChangeScene.of(1, policy), new Budget(0, 0, 0, 0, 1)));
    }

    @Test
    void faults() {
        explored("faults", approved(ChangeScene.of(2, ChangeScene.policy(SPECULATIVE, 1, "t")), new Budget(0, 2, 0, 0, 0)));
    }

    @Test
    void testFaults() {
        Policy policy = ChangeScene.withTest(serial(), 1, false);
        explored("test faults", approved(ChangeScene.of(1, policy).withQa(), new Budget(0, 1, 0, 1, 0)));
    }

    @Test
    void rules() {
        explored("rules", approved(ChangeScene.of(2, serial("t"), ChangeScene.policy(SPECULATIVE, 1, "t", "u"), ChangeScene.policy(SPECULATIVE, 1)), new Budget(1, 0, 0, 0, 1)));
    }
}
