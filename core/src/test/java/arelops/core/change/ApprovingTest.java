package arelops.core.change;

import static arelops.core.change.Questions.ANN;
import static arelops.core.change.Questions.BOB;
import static arelops.core.change.Questions.CAT;
import static arelops.core.change.Questions.DAN;
import static arelops.core.change.Questions.OTHER;
import static arelops.core.change.Questions.REBASED;
import static arelops.core.change.Questions.START;
import static arelops.core.change.Questions.ofAnn;
import static arelops.core.change.Questions.written;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.Counted.Standing;
import arelops.core.gate.Gate;
import arelops.core.gate.Gate.State;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CHG-2, CHG-3, CHG-7: which approvals of a change count, one case after the other.
class ApprovingTest {
    private static final PersonName BOT = new PersonName("bot");

    @Test
    @DisplayName("CHG-2: a change needs two approvals of people who did not write it, and says who can give them")
    void two_approvals() {
        Questions change = ofAnn();

        Gate none = change.approval();
        assertThat(none.state()).isEqualTo(State.WAITING);
        assertThat(none.sentence()).isEqualTo("it needs 2 more approvals by people who did not write it");
        assertThat(none.reading()).isEqualTo(new Gate.Reading("0", "2"));
        assertThat(none.unblocks()).contains("@bob, @cat or @dan: arelops approve 420");
        assertThat(none.since()).contains(START);

        Gate one = change.approved(BOB).approval();
        assertThat(one.sentence()).startsWith("it needs 1 more approval by");
        assertThat(one.unblocks()).contains("@cat or @dan: arelops approve 420");
        assertThat(change.approved(BOB).approval().reading())
                .as("a person counts once")
                .isEqualTo(new Gate.Reading("1", "2"));

        Gate two = change.approved(CAT).approval();
        assertThat(two.state()).isEqualTo(State.OPEN);
        assertThat(two.sentence()).isEqualTo("approved by @bob and @cat");
        assertThat(two.since()).contains(START.plus(Duration.ofMinutes(3)));
        assertThat(change.last().sentence()).isEqualTo("@cat approved 0100000");
        assertThat(change.gates()).extracting(Gate::id).containsExactly("approval");
    }

    @Test
    @DisplayName("CHG-2: an author's approval does not count")
    void author() {
        Questions change = ofAnn().wrote(BOB).approved(CAT, BOB);
        assertThat(change.approval().reading().measured()).isEqualTo("1");
        assertThat(change.last().standing()).isEqualTo(Standing.AUTHOR);
        assertThat(change.last().sentence())
                .isEqualTo("the approval of @bob does not count: @bob wrote a commit of it");
        assertThat(change.approval().unblocks()).contains("@dan: arelops approve 420");
    }

    @Test
    @DisplayName("CHG-2: a committer's approval does not count")
    void committer() {
        Questions change =
                ofAnn().commit(written(Set.of(ANN), Set.of(BOB), Set.of())).approved(CAT, BOB);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().standing()).isEqualTo(Standing.COMMITTER);
    }

    @Test
    @DisplayName("CHG-2: a co-author's approval does not count")
    void co_author() {
        Questions change =
                ofAnn().commit(written(Set.of(ANN), Set.of(ANN), Set.of(BOB))).approved(CAT, BOB);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().standing()).isEqualTo(Standing.CO_AUTHOR);
    }

    @Test
    @DisplayName(
            "CHG-2: whoever opened the change or pushed to it does not approve it, whosever names its commits bear")
    void pusher() {
        Questions change = ofAnn().pusher(BOB).approved(CAT, BOB);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().standing()).isEqualTo(Standing.PUSHER);
        assertThat(ofAnn().small(ANN, BOB).pusher(BOB).approval().reading().needed())
                .as("and is not one of those who are left in a small team")
                .isEqualTo("0");
    }

    @Test
    @DisplayName("CHG-3: a bot's approval never counts, and what a bot pushes has no author by that")
    void bot() {
        Questions change = ofAnn().account(BOT, Role.ADMIN).bot(BOT).approved(CAT, BOT);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().standing()).isEqualTo(Standing.BOT);
        assertThat(change.approval().unblocks()).contains("@bob or @dan: arelops approve 420");
        assertThat(change.asksForChanges(BOT).gates()).hasSize(1);
        assertThat(ofAnn().bot(BOT)
                        .pusher(BOT)
                        .small(ANN, BOB, BOT)
                        .approval()
                        .reading()
                        .needed())
                .as("its push does not lower the number")
                .isEqualTo("2");
        assertThat(ofAnn().account(BOT, Role.DEVELOPER)
                        .bot(BOT)
                        .pusher(BOT)
                        .small(ANN, BOB, CAT)
                        .approval()
                        .reading())
                .isEqualTo(new Gate.Reading("0", "2"));
    }

    @Test
    @DisplayName("CHG-2: writers without an account are nobody who could approve, and stop nobody")
    void strangers() {
        Questions change = ofAnn().commit(new Hands.Written(
                        Questions.commit(8), Set.of(), Set.of(), Set.of(), List.of("Zoe <zoe@nowhere>", "")))
                .approved(BOB, CAT);
        assertThat(change.approval().lets()).isTrue();
        assertThat(ofAnn().approved(new PersonName("zoe")).last().standing()).isEqualTo(Standing.NO_ACCOUNT);
    }

    @Test
    @DisplayName("CHG-2: a second push voids the approvals")
    void second_push() {
        Questions change = ofAnn().approved(BOB, CAT).pushed(OTHER);
        assertThat(change.approval().reading().measured()).isEqualTo("0");
        assertThat(change.approval().since()).contains(START.plus(Duration.ofMinutes(3)));
        assertThat(change.last().sentence())
                .isEqualTo(
                        "the approval of @cat does not count: it was given for 0100000, and the patch is another now");
        assertThat(change.approved(BOB, CAT).approval().lets()).isTrue();
    }

    @Test
    @DisplayName("CHG-2: a clean rebase, whose patch is unchanged, keeps the approvals")
    void clean_rebase() {
        Questions change = ofAnn().approved(BOB, CAT).pushed(REBASED);
        assertThat(change.approval().lets()).isTrue();
        assertThat(change.approval().sentence())
                .isEqualTo("approved by @bob and @cat, for 0100000 with the same patch");
        assertThat(change.approval().since()).contains(START.plus(Duration.ofMinutes(3)));
        assertThat(change.wrote(BOB).approval().lets())
                .as("but not of somebody who wrote it by now")
                .isFalse();
    }

    @Test
    @DisplayName("CHG-2: an approval that was taken back does not count")
    void withdrawn() {
        Questions change = ofAnn().approved(BOB, CAT).withdrew(CAT);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().sentence()).isEqualTo("the approval of @cat does not count: @cat withdrew it");
        assertThat(change.approved(CAT).approval().lets()).isTrue();
    }

    @Test
    @DisplayName("CHG-3, REL-4: who lost the role, or the account, does not count any more")
    void lost_the_role() {
        Questions change = ofAnn().approved(BOB, CAT).account(CAT, Role.QA);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().sentence())
                .isEqualTo("the approval of @cat does not count: the role of @cat may not approve");
        assertThat(change.withoutAccount(CAT).last().standing()).isEqualTo(Standing.NO_ACCOUNT);
    }

    @Test
    @DisplayName("CHG-3: only the people and groups named count towards the number")
    void from() {
        Questions change = ofAnn().needs(1, "leads").group("leads", BOB).approved(CAT);
        assertThat(change.approval().lets()).isFalse();
        assertThat(change.last().standing()).isEqualTo(Standing.NOT_NAMED);
        assertThat(change.approval().unblocks()).contains("@bob: arelops approve 420");
        assertThat(change.approved(BOB).approval().lets()).isTrue();
    }

    @Test
    @DisplayName("CHG-2, GATE-6: where too few people can approve, the gate says so and names the mend")
    void too_few() {
        Questions change = ofAnn().account(CAT, Role.VIEWER).account(DAN, Role.DEVELOPER);
        assertThat(change.approval().sentence()).endsWith("; only @bob has an account that may give one");
        assertThat(change.approval().unblocks())
                .contains("@bob: arelops approve 420; an admin: arelops people role NAME reviewer");
        change.approved(BOB);
        assertThat(change.approval().sentence()).endsWith("; nobody has an account that may give one");
        assertThat(ofAnn().withoutAccount(DAN).approval().sentence())
                .as("just enough")
                .endsWith("by people who did not write it");
        assertThat(change.approval().unblocks()).contains("an admin: arelops people role NAME reviewer");
        for (int i = 0; i < 7; i++) {
            change.account(new PersonName("rev-" + i), Role.REVIEWER);
        }
        assertThat(change.approval().unblocks())
                .contains("@rev-0, @rev-1, @rev-2, @rev-3, @rev-4 or 2 more: arelops approve 420");
    }

    @Test
    @DisplayName("CHG-2: rules that ask for no approval have none to wait for")
    void none_asked() {
        assertThat(ofAnn().needs(0).approval().sentence()).isEqualTo("the rules ask for no approval");
        assertThat(ofAnn().needs(0).small(ANN).approval().lets()).isTrue();
    }

    @Test
    @DisplayName("CHG-2: a small team needs as many as there are others in it, at most two")
    void small_team() {
        assertThat(ofAnn().small(ANN, BOB).approved(BOB).approval().reading()).isEqualTo(new Gate.Reading("1", "1"));
        assertThat(ofAnn().small(ANN, BOB).approved(CAT).approval().lets())
                .as("anybody who may approve counts")
                .isTrue();
        assertThat(ofAnn().small(ANN, BOB, CAT, DAN)
                        .needs(3)
                        .approval()
                        .reading()
                        .needed())
                .isEqualTo("2");
        assertThat(ofAnn().small(ANN, BOB, CAT).wrote(BOB).approval().reading().needed())
                .isEqualTo("1");
    }

    @Test
    @DisplayName("CHG-2: where nobody else is left, the change waits ten minutes after each push")
    void nobody_left() {
        Questions change = ofAnn().small(ANN).later(Duration.ofMinutes(10).minusMillis(1));
        assertThat(change.approval().state()).isEqualTo(State.WAITING);
        assertThat(change.approval().sentence()).isEqualTo("nobody else can approve it, so it waits ten minutes");
        assertThat(change.approval().expected()).contains(START.plus(Duration.ofMinutes(10)));
        assertThat(change.approval().unblocks()).contains("time");
        change.later(Duration.ofMillis(1));
        assertThat(change.approval().lets()).isTrue();
        assertThat(change.approval().since()).contains(START.plus(Duration.ofMinutes(10)));
        assertThat(change.pushed(REBASED).approval().lets()).isFalse();
    }

    @Test
    @DisplayName("CHG-7: an exact inverse needs one approval, and no owner of code")
    void revert() {
        Questions change = ofAnn().inverse().owners("* @bob", "a");
        assertThat(change.approval().reading()).isEqualTo(new Gate.Reading("0", "1"));
        assertThat(change.gate("code owners").state()).isEqualTo(State.NOT_APPLICABLE);
        change.approved(CAT);
        assertThat(change.gates()).allMatch(Gate::lets);
        assertThat(ofAnn().inverse().needs(0).approval().reading().needed()).isEqualTo("0");
        assertThat(ofAnn().inverse().small(ANN).approval().lets()).as("alone").isFalse();
        assertThat(ofAnn().inverse().looser("Less.").approved(CAT).gates())
                .as("what it makes looser still needs an admin")
                .anyMatch(gate -> !gate.lets());
    }

    @Test
    @DisplayName("CHG-2: who asks for changes blocks until approving or taking it back, also over a new push")
    void changes_requested() {
        Questions change = ofAnn().approved(BOB, CAT).asksForChanges(DAN);
        Gate gate = change.gate("changes requested");
        assertThat(gate.state()).isEqualTo(State.WAITING);
        assertThat(gate.sentence()).isEqualTo("@dan asks for changes");
        assertThat(gate.unblocks()).contains("@dan: arelops approve 420, or take it back");
        assertThat(gate.reading()).isEqualTo(new Gate.Reading("0", "1"));
        assertThat(gate.since()).contains(START.plus(Duration.ofMinutes(3)));
        assertThat(change.pushed(OTHER).gate("changes requested").lets()).isFalse();
        assertThat(change.approved(DAN).gate("changes requested").sentence())
                .isEqualTo("@dan asked for changes, and approved since");
        assertThat(change.withdrew(DAN).gate("changes requested").lets())
                .as("what was taken back was never said")
                .isFalse();
        assertThat(change.withdrew(DAN).gates()).extracting(Gate::id).containsExactly("approval");
    }

    @Test
    @DisplayName("CHG-2: who asks for changes after approving does not approve")
    void second_thoughts() {
        Questions change = ofAnn().approved(BOB, CAT).asksForChanges(CAT);
        assertThat(change.last().standing()).isEqualTo(Standing.OVERTAKEN);
        assertThat(change.gates()).noneMatch(Gate::lets);
        assertThat(change.withdrew(CAT).gates()).allMatch(Gate::lets);
        change.asksForChanges(BOB).asksForChanges(CAT);
        assertThat(change.gate("changes requested").sentence()).isEqualTo("@bob and @cat ask for changes");
    }

    @Test
    @DisplayName("CHG-2: nobody is rid of an objection by naming its author as co-author; only who may approve objects")
    void objections_of_co_authors() {
        Questions change = ofAnn().asksForChanges(BOB).commit(written(Set.of(ANN), Set.of(ANN), Set.of(BOB)));
        assertThat(change.gate("changes requested").lets()).isFalse();
        assertThat(change.account(BOB, Role.DEVELOPER).gates()).hasSize(1);
    }

    @Test
    @DisplayName("CHG-2: clocks order nothing: what was recorded later was said later")
    void clocks() {
        Questions change =
                ofAnn().needs(1).asksForChanges(BOB).later(Duration.ofDays(-1)).approved(BOB);
        assertThat(change.gates()).allMatch(Gate::lets);
        assertThat(change.approval().since()).as("never before the head").contains(START);
        assertThat(change.approval().expected()).isEqualTo(Optional.empty());
    }
}
