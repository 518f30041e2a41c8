package arelops.core.change;

import static arelops.core.change.Questions.ANN;
import static arelops.core.change.Questions.BOB;
import static arelops.core.change.Questions.CAT;
import static arelops.core.change.Questions.DAN;
import static arelops.core.change.Questions.REBASED;
import static arelops.core.change.Questions.START;
import static arelops.core.change.Questions.ofAnn;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.SignOff.Trade;
import arelops.core.gate.Gate;
import arelops.core.gate.Gate.State;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GATE-3: smoke tests are signed off by developer and QA, separately.
class SignOffsTest {
    private static final PersonName EVE = new PersonName("eve");

    private static Questions withQa() {
        return ofAnn().account(BOB, Role.QA).account(EVE, Role.VIEWER);
    }

    private static Gate developer(Questions change) {
        return SignOffs.gates(change.ask()).getFirst();
    }

    private static Gate qa(Questions change) {
        return SignOffs.gates(change.ask()).getLast();
    }

    @Test
    @DisplayName("GATE-3: developer and QA each sign the head; the developer may have written it")
    void both_sign() {
        Questions change = withQa();
        assertThat(SignOffs.gates(change.ask()))
                .extracting(Gate::id)
                .containsExactly("signoff developer", "signoff qa");
        assertThat(developer(change).state()).isEqualTo(State.WAITING);
        assertThat(developer(change).sentence()).isEqualTo("nobody with the role developer signed off its smoke test");
        assertThat(developer(change).unblocks()).contains("@ann: arelops signoff 420 --as dev");
        assertThat(qa(change).unblocks()).contains("@bob: arelops signoff 420 --as qa");
        assertThat(qa(change).reading()).isEqualTo(new Gate.Reading("0", "1"));
        assertThat(qa(change).since()).contains(START);

        change.signed(ANN, Trade.DEVELOPER).signed(BOB, Trade.QA);
        assertThat(developer(change).state()).isEqualTo(State.OPEN);
        assertThat(qa(change).sentence()).isEqualTo("@bob signed it off");
        assertThat(qa(change).reading()).isEqualTo(new Gate.Reading("1", "1"));
    }

    @Test
    @DisplayName("GATE-3: whose sign-off does not count is told why: the role, or having written it")
    void told_why() {
        ApprovalQuestion question = withQa().ask();
        assertThat(SignOffs.doesNotCount(question, ANN, Trade.DEVELOPER)).isEmpty();
        assertThat(SignOffs.doesNotCount(question, BOB, Trade.QA)).isEmpty();
        assertThat(SignOffs.doesNotCount(question, BOB, Trade.DEVELOPER).orElseThrow())
                .contains("with that role, or of who wrote it");
        assertThat(SignOffs.doesNotCount(question, ANN, Trade.QA).orElseThrow()).contains("the role qa");
        assertThat(SignOffs.doesNotCount(question, EVE, Trade.QA)).isPresent();
    }

    @Test
    @DisplayName("GATE-3: a sign-off holds for one exact head, and not for a rebase of it")
    void bound_to_the_head() {
        Questions change =
                withQa().signed(ANN, Trade.DEVELOPER).signed(BOB, Trade.QA).pushed(REBASED);
        assertThat(developer(change).lets()).isFalse();
        assertThat(qa(change).sentence())
                .isEqualTo("nobody with the role qa signed off its smoke test; that of @bob was for 0100000");
    }

    @Test
    @DisplayName("GATE-3: a sign-off that was taken back, or given by another role, does not count")
    void who_signs() {
        assertThat(qa(withQa().signed(BOB, Trade.QA).tookBackSignOffs()).lets()).isFalse();
        assertThat(qa(withQa().signed(DAN, Trade.QA)).lets())
                .as("an admin is not QA")
                .isFalse();
        assertThat(developer(withQa().signed(DAN, Trade.DEVELOPER)).lets())
                .as("nor a developer")
                .isFalse();
        assertThat(developer(withQa().wrote(DAN).signed(DAN, Trade.DEVELOPER)).lets())
                .as("unless the admin wrote it")
                .isTrue();
        assertThat(developer(withQa().wrote(EVE).signed(EVE, Trade.DEVELOPER)).lets())
                .as("a viewer does nothing")
                .isFalse();
        assertThat(qa(withQa().signed(BOB, Trade.QA)
                                .account(BOB, Role.DEVELOPER)
                                .account(EVE, Role.QA))
                        .lets())
                .as("no QA any more")
                .isFalse();
        assertThat(qa(withQa().signed(BOB, Trade.DEVELOPER)).lets()).isFalse();
    }

    @Test
    @DisplayName("GATE-3: QA's sign-off is not that of somebody who wrote the change, so nobody gives both")
    void separately() {
        Questions change = withQa().wrote(BOB).signed(BOB, Trade.DEVELOPER).signed(BOB, Trade.QA);
        assertThat(developer(change).lets()).isTrue();
        assertThat(qa(change).lets()).isFalse();
        assertThat(qa(change).sentence())
                .isEqualTo("whoever has the role qa wrote it, and somebody else must sign it off");
        assertThat(qa(change).unblocks()).contains("an admin: arelops people role NAME qa");
        assertThat(qa(withQa().pusher(BOB).signed(BOB, Trade.QA)).lets()).isFalse();
    }

    @Test
    @DisplayName(
            "GATE-3: a sign-off is asked of the roles that somebody holds, where there is a TEST, and not of a revert")
    void where_it_is_asked() {
        assertThat(qa(ofAnn()).state()).isEqualTo(State.NOT_APPLICABLE);
        assertThat(qa(ofAnn()).sentence()).isEqualTo("nobody has the role qa");
        assertThat(qa(withQa().bot(BOB)).state()).as("a bot holds none").isEqualTo(State.NOT_APPLICABLE);
        assertThat(developer(ofAnn().account(ANN, Role.REVIEWER)).state()).isEqualTo(State.NOT_APPLICABLE);
        assertThat(SignOffs.gates(withQa().withoutTest().ask())).isEmpty();
        assertThat(SignOffs.gates(withQa().inverse().ask())).allMatch(gate -> gate.state() == State.NOT_APPLICABLE);
    }

    @Test
    @DisplayName("GATE-3: in every small world no person gives both sign-offs, and QA's is never an author's")
    void every_small_world() {
        for (Role ann : Role.values()) {
            for (Role cat : Role.values()) {
                for (List<PersonName> wrote :
                        List.of(List.<PersonName>of(), List.of(ANN), List.of(CAT), List.of(ANN, CAT))) {
                    for (int signs = 0; signs < 16; signs++) {
                        Questions change = new Questions().account(ANN, ann).account(CAT, cat);
                        wrote.forEach(change::wrote);
                        sign(change, signs);
                        check(change, ann, cat, wrote, signs);
                    }
                }
            }
        }
    }

    private static void sign(Questions change, int signs) {
        for (int i = 0; i < 4; i++) {
            if (((signs >> i) & 1) == 1) {
                change.signed(i < 2 ? ANN : CAT, i % 2 == 0 ? Trade.DEVELOPER : Trade.QA);
            }
        }
    }

    private static void check(Questions change, Role ann, Role cat, List<PersonName> wrote, int signs) {
        boolean annQa = ann == Role.QA && !wrote.contains(ANN) && (signs & 2) != 0;
        boolean catQa = cat == Role.QA && !wrote.contains(CAT) && (signs & 8) != 0;
        boolean qaHeld = ann == Role.QA || cat == Role.QA;
        boolean annDev = (ann == Role.DEVELOPER || (wrote.contains(ANN) && ann != Role.VIEWER)) && (signs & 1) != 0;
        boolean catDev = (cat == Role.DEVELOPER || (wrote.contains(CAT) && cat != Role.VIEWER)) && (signs & 4) != 0;
        boolean devHeld = ann == Role.DEVELOPER || cat == Role.DEVELOPER;
        assertThat(qa(change).lets()).isEqualTo(!qaHeld || annQa || catQa);
        assertThat(developer(change).lets()).isEqualTo(!devHeld || annDev || catDev);
        assertThat((annQa && annDev) || (catQa && catDev)).isFalse();
    }
}
