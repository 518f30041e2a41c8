package arelops.core.change;

import static arelops.core.change.ChangeScene.policy;
import static arelops.core.change.ChangeScene.withTest;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ChangeWorld.Budget;
import arelops.core.id.ChangeNumber;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The laws of changes ([ChangeLaws]) over every state that small worlds can reach, and from each state its end.
class ChangeExplorationTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int LIMIT = LONG ? 2_000_000 : 100_000;
    private static final QueueRules TWO_AT_ONCE = speculative(2, false);

    private static QueueRules speculative(int atOnce, boolean modules) {
        return new QueueRules(Queueing.SPECULATIVE, atOnce, 2, modules ? WideChanges.MODULES : Map.of());
    }

    private static Policy serial(String... checks) {
        return policy(QueueRules.STANDARD, 1, checks);
    }

    /// All have the one approval that they need.
    private static ChangeWorld approved(ChangeScene scene, Budget budget) {
        ChangeWorld world = ChangeWorld.of(scene, budget);
        for (ChangeNumber number : world.changes().keySet()) {
            world = ChangePeople.says(world, number, ChangePeople.all().getFirst())
                    .orElseThrow();
        }
        return world;
    }

    private static Budget budget(Budget usual, Budget larger) {
        return LONG ? larger : usual;
    }

    private static void explored(String name, ChangeWorld root) {
        long start = System.nanoTime();
        ChangeExplorer.Result result = new ChangeExplorer(root, LIMIT).explore();
        System.out.printf(
                "%-40s %,9d states %,11d transitions %,7d ends %s %5.1f s%n",
                name,
                result.states(),
                result.transitions(),
                result.ends(),
                result.complete() ? "complete" : "cut off",
                (System.nanoTime() - start) / 1e9);
        if (!LONG) {
            assertThat(result.complete()).isTrue();
            ChangeProofPage.says(name, root.budget(), result);
        }
    }

    @Test
    @DisplayName("GATE-4: what was tested lands, whatever two changes' checks answer")
    void answers() {
        explored(
                "answers",
                approved(ChangeScene.of(2, serial("t")), budget(new Budget(4, 0, 0, 0, 0), new Budget(6, 0, 0, 0, 0))));
    }

    @Test
    @DisplayName("GATE-4: a queue that speculates lands what was tested, also past a push to trunk")
    void speculation() {
        explored(
                "speculation",
                approved(
                        ChangeScene.of(2, policy(TWO_AT_ONCE, 1, "t")),
                        budget(new Budget(1, 0, 0, 0, 1), new Budget(2, 0, 0, 0, 2))));
    }

    @Test
    @DisplayName("GATE-4: a change that fails or conflicts on top of another is put out for its own fault alone")
    void conflicts() {
        ChangeScene scene = ChangeScene.of(3, policy(TWO_AT_ONCE, 1, "t"))
                .clash(1, 3)
                .breaking(1, 2)
                .clash(2, 255);
        explored("conflicts", approved(scene, budget(new Budget(0, 0, 0, 0, 1), new Budget(1, 0, 0, 0, 1))));
    }

    @Test
    @DisplayName("GATE-4: urgent changes and those that people hold up, in a queue with room for one")
    void urgent() {
        Policy policy = policy(speculative(1, false), 1, "t");
        explored(
                "people at the queue",
                approved(ChangeScene.of(2, policy), budget(new Budget(1, 0, 1, 0, 0), new Budget(0, 0, 2, 0, 0))));
    }

    @Test
    @DisplayName("GATE-4: modules land independently only where nothing differs that their checks read")
    void modules() {
        ChangeScene scene = ChangeScene.of(3, policy(speculative(2, true), 1, "t"))
                .touching(1, "app/x")
                .touching(2, "doc/x")
                .touching(3, "lib/x")
                .hiding(2, "app/hidden");
        explored("modules", approved(scene, budget(new Budget(1, 0, 0, 0, 0), new Budget(2, 0, 0, 0, 0))));
    }

    @Test
    @DisplayName(
            "CHG-2: approvals, requests, drafts and new heads in any order: it lands only with what the rules ask for")
    void people() {
        explored(
                "people",
                ChangeWorld.of(
                        ChangeScene.of(1, serial("t")), budget(new Budget(0, 0, 2, 1, 0), new Budget(1, 0, 3, 1, 0))));
    }

    @Test
    @DisplayName("TST-1: TEST serves, is tried and ends, whatever fails")
    void test() {
        explored(
                "TEST",
                approved(
                        ChangeScene.of(1, withTest(serial(), 1, true)),
                        budget(new Budget(1, 0, 1, 0, 0), new Budget(2, 0, 1, 0, 0))));
    }

    @Test
    @DisplayName("TST-1: another head while TEST starts, serves or ends; of its apps one is gone")
    void heads() {
        ChangeScene scene =
                ChangeScene.of(1, withTest(serial(), 1, true)).running(true, ChangeScene.APP, ChangeScene.WEB);
        explored("heads in TEST", approved(scene, budget(new Budget(1, 0, 0, 1, 0), new Budget(1, 0, 0, 2, 0))));
    }

    @Test
    @DisplayName("TST-1: never more TEST environments than may be, and each change has its turn")
    void room() {
        explored(
                "room in TEST",
                approved(
                        ChangeScene.of(2, withTest(serial(), 1, false)),
                        budget(new Budget(1, 0, 0, 0, 0), new Budget(0, 0, 1, 0, 0))));
    }

    @Test
    @DisplayName("TST-1: TEST is asked for anew while trunk moves under a queue that speculates")
    void asked() {
        explored(
                "TEST anew",
                approved(
                        ChangeScene.of(2, withTest(policy(TWO_AT_ONCE, 1), 2, false)),
                        budget(new Budget(0, 0, 0, 0, 1), new Budget(0, 0, 1, 0, 1))));
    }

    @Test
    @DisplayName("REL-5: a stranger's heads run nothing before somebody's word for them")
    void strangers() {
        ChangeScene scene = ChangeScene.of(1, withTest(serial("t"), 1, false)).by(ChangeScene.VIC);
        explored("strangers", approved(scene, budget(new Budget(0, 0, 0, 1, 0), new Budget(1, 0, 1, 1, 0))));
    }

    @Test
    @DisplayName("REL-5: nothing more runs for an author who lost the role")
    void demoted() {
        ChangeScene scene = ChangeScene.of(1, withTest(serial("t"), 1, true));
        explored("a lost role", approved(scene, budget(new Budget(0, 0, 0, 0, 1), new Budget(1, 0, 0, 0, 1))));
    }

    @Test
    @DisplayName("REL-1: killed looks and controllers that wake up late land nothing wrong")
    void faults() {
        explored(
                "faults",
                approved(
                        ChangeScene.of(2, policy(TWO_AT_ONCE, 1, "t")),
                        budget(new Budget(0, 2, 0, 0, 0), new Budget(1, 2, 0, 0, 0))));
    }

    @Test
    @DisplayName("REL-1: killed looks and controllers that wake up late leave nothing of TEST")
    void faultsInTest() {
        ChangeScene scene = ChangeScene.of(1, withTest(serial(), 1, false));
        explored("faults in TEST", approved(scene, budget(new Budget(0, 1, 0, 1, 0), new Budget(1, 1, 0, 1, 0))));
    }

    @Test
    @DisplayName("CHG-4: checks that come and go with the rules hold for what lands then")
    void rules() {
        ChangeScene scene = ChangeScene.of(2, serial("t"), policy(TWO_AT_ONCE, 1, "t", "u"), policy(TWO_AT_ONCE, 1));
        explored("other rules", approved(scene, budget(new Budget(0, 0, 0, 0, 1), new Budget(1, 0, 0, 0, 1))));
    }
}
