package arelops.core.change;

import static arelops.core.change.ChangeScene.policy;
import static arelops.core.change.ChangeScene.withTest;
import static arelops.core.change.ChangeTale.ONE;
import static arelops.core.change.ChangeTale.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What people are told of TEST while trunk goes on, while it is built, and where there is none.
class TestStandingTest {
    private static final int BY_HAND = 255;

    private static Policy tried(int max) {
        return withTest(policy(QueueRules.STANDARD, 1), max, false);
    }

    private static TestBrief brief(ChangeTale tale, ChangeNumber number) {
        return TestBrief.of(tale.world().snapshot(), number).orElseThrow();
    }

    private static CommitId runs(ChangeTale tale) {
        return tale.state(ONE).test().up().orElseThrow().tested();
    }

    @Test
    @DisplayName("TST-1: TEST stays as it is while trunk goes on, and says on how old a trunk it is")
    void it_says_how_old_its_trunk_is() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).goes();
        String built = brief(tale, ONE).sentence();
        CommitId tested = runs(tale);

        tale.byHand().goes();
        String older = brief(tale, ONE).sentence();
        tale.byHand().byHand().byHand().goes();

        assertThat(built).isEqualTo("TEST runs " + tested.brief() + " on trunk as it is");
        assertThat(older).isEqualTo("TEST runs " + tested.brief() + " on trunk 1 commit ago");
        assertThat(brief(tale, ONE))
                .isEqualTo(new TestBrief(
                        "TEST runs " + tested.brief() + " on trunk 4 commits ago", OptionalInt.of(4), false));
        assertThat(runs(tale)).isEqualTo(tested);
    }

    @Test
    @DisplayName("TST-1: TEST that was asked for anew is on trunk as it is")
    void asked_for_anew_it_is_on_trunk_as_it_is() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).goes().byHand().goes();

        tale.wantsTest(ONE).looks();
        String meanwhile = brief(tale, ONE).sentence();
        tale.goes();

        assertThat(meanwhile).contains("on trunk 1 commit ago", "a newer one is on its way");
        assertThat(brief(tale, ONE).sentence()).endsWith("on trunk as it is");
        assertThat(brief(tale, ONE).behind()).hasValue(0);
    }

    @Test
    @DisplayName("TST-1: when the change begins to conflict TEST says that what it runs cannot land, and comes anew"
            + " with the commits that mend it")
    void it_is_marked_when_the_change_begins_to_conflict() {
        ChangeTale tale =
                ChangeTale.of(ChangeScene.of(1, tried(1)).clash(1, BY_HAND)).goes();
        CommitId tested = runs(tale);

        tale.byHand().goes();
        TestBrief marked = brief(tale, ONE);
        boolean stays = runs(tale).equals(tested);
        tale.pushes(ONE).goes();

        assertThat(marked.conflicts()).isTrue();
        assertThat(marked.sentence())
                .startsWith("TEST runs " + tested.brief() + " on trunk 1 commit ago")
                .contains("conflict with trunk", "cannot land");
        assertThat(stays).isTrue();
        assertThat(runs(tale)).isNotEqualTo(tested);
        assertThat(brief(tale, ONE))
                .isEqualTo(new TestBrief(
                        "TEST runs " + runs(tale).brief() + " on trunk as it is", OptionalInt.of(0), false));
    }

    @Test
    @DisplayName("TST-1: who asks for TEST anew while the change conflicts keeps the one that is there, marked")
    void asking_does_not_help_a_conflict() {
        ChangeTale tale = ChangeTale.of(ChangeScene.of(1, tried(1)).clash(1, BY_HAND))
                .goes()
                .byHand();
        CommitId tested = runs(tale);

        tale.wantsTest(ONE).goes();

        assertThat(runs(tale)).isEqualTo(tested);
        assertThat(brief(tale, ONE).conflicts()).isTrue();
    }

    @Test
    @DisplayName("TST-1: TEST of an earlier push says so until that of the newer one is there")
    void an_earlier_pushs_says_so() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).goes();
        CommitId tested = runs(tale);

        tale.pushes(ONE).looks();

        assertThat(brief(tale, ONE).sentence())
                .isEqualTo("TEST runs " + tested.brief() + " of earlier commits; a newer one is on its way");
        assertThat(brief(tale, ONE).behind()).isEmpty();
    }

    @Test
    @DisplayName("TST-1: while TEST is built it says so, and of which merge result")
    void it_says_that_it_is_built() {
        ChangeTale tale = ChangeTale.of(1, tried(1));
        String early = brief(tale, ONE).sentence();

        tale.looks();
        String tested =
                tale.state(ONE).work().trials().getFirst().trial().tested().brief();
        String built = brief(tale, ONE).sentence();
        tale.fails("testbuild").looks();

        assertThat(early).contains("comes with the merge result");
        assertThat(built).isEqualTo("TEST is being built, of the merge result " + tested);
        assertThat(brief(tale, ONE).sentence()).contains("does not build: exit code 1");
    }

    @Test
    @DisplayName("TST-1: where TEST waits or is gone it says what for, and what brings it back")
    void it_says_why_there_is_none() {
        ChangeTale crowded = ChangeTale.of(2, tried(1)).goes();
        ChangeTale aged =
                ChangeTale.of(1, tried(1)).goes().later(ChangeScene.AGE).goes();
        ChangeTale conflicting = ChangeTale.of(ChangeScene.of(1, tried(1)).clash(1, BY_HAND))
                .byHand()
                .goes();
        ChangeTale strangers = ChangeTale.of(1, tried(1)).demoted().goes();

        assertThat(brief(crowded, TWO).sentence()).contains("as many TEST environments as may be");
        assertThat(brief(aged, ONE).sentence()).contains("was taken down", "arelops test 1");
        assertThat(brief(conflicting, ONE).sentence()).contains("conflicts with trunk");
        assertThat(brief(strangers, ONE).sentence()).contains("when somebody lets its commands run");
    }

    @Test
    @DisplayName("TST-1: a change that cannot be run says so, and rules without TEST say nothing")
    void without_an_app_or_a_rule_there_is_none() {
        ChangeTale still =
                ChangeTale.of(ChangeScene.of(1, tried(1)).running(false)).goes();
        ChangeTale without = ChangeTale.of(1, policy(QueueRules.STANDARD, 1)).goes();

        assertThat(brief(still, ONE).sentence()).contains("does not say how to run an app");
        assertThat(TestBrief.of(without.world().snapshot(), ONE)).isEmpty();
    }

    @Test
    @DisplayName("TST-1: TEST on top of a change that landed so is on trunk as that left it")
    void on_top_of_what_landed_it_is_on_trunk() {
        ChangeTale tale = ChangeTale.of(2, tried(2)).goes().byHand();

        tale.approved(ONE).goes().wantsTest(TWO).goes();

        assertThat(brief(tale, TWO).sentence()).endsWith("on trunk as it is");
    }

    @Test
    @DisplayName("TST-1: what is taken down says so to its end")
    void what_is_taken_down_says_so() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).goes();

        tale.says(ONE, ChangeScene.ANN, new ChangeCommand.Close()).look();

        assertThat(brief(tale, ONE)).isEqualTo(new TestBrief("TEST is taken down", OptionalInt.of(0), false));
        assertThat(TestBrief.of(tale.goes().world().snapshot(), ONE)).isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("TST-1: an app that does not come up in TEST is named with the reason")
    void what_does_not_come_up_is_named() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).goes();

        tale.dies(tale.world().slot(ONE, ChangeScene.APP)).looks();

        assertThat(brief(tale, ONE).sentence()).contains("; app does not come up: ");
        assertThat(tale.gate(ONE, "test").map(Gate::state)).contains(Gate.State.FAILED);
    }
}
