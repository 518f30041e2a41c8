package arelops.core.evidence;

import static arelops.core.evidence.Facts.ANN;
import static arelops.core.evidence.Facts.APP;
import static arelops.core.evidence.Facts.BOB;
import static arelops.core.evidence.Facts.DIGEST;
import static arelops.core.evidence.Facts.SLOT;
import static arelops.core.evidence.Facts.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.core.id.Release;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// EVD-1, S8: which entries may not follow, and what the others add up to.
class TransitionsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Release ONE = new Release(3, commit(1), DIGEST);
    private static final Release TWO = new Release(4, commit(2), DIGEST);
    private static final Release NEVER = new Release(99, commit(2), DIGEST);

    private LedgerState state = LedgerState.EMPTY;

    private static Entry entry(long seq, Fact fact, Actor actor) {
        return new Entry(
                seq,
                seq == 1 ? Optional.empty() : Optional.of(DIGEST),
                NOW,
                new Entry.Content(fact, actor, "b", Optional.empty(), List.of()));
    }

    private void record(Fact... facts) {
        for (Fact fact : facts) {
            state = state.after(entry(state.seq() + 1, fact, new Actor.Automation("a")));
        }
    }

    private void refused(Fact fact, String because) {
        LedgerState before = state;
        assertThatThrownBy(() -> record(fact))
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining(because);
        assertThat(state).isSameAs(before);
    }

    private SlotState slot() {
        return state.slot(SLOT);
    }

    private long last() {
        return slot().tokens().last();
    }

    private static Fact.Intent enter(Release release) {
        return new Fact.Intent(SLOT, Fact.Purpose.PROMOTE, Optional.of(release));
    }

    private Fact.Moved moved(Release release) {
        return new Fact.Moved(SLOT, last(), slot().tag(), Optional.of(release), last());
    }

    /// Trunk has commits 0, 1 and 2; releases 3 and 4 were made of 1 and 2.
    private void built() {
        record(
                new Fact.Genesis("main", commit(0)),
                new Fact.TrunkMoved(
                        commit(0),
                        List.of(
                                new Fact.Step(commit(1), Optional.empty()),
                                new Fact.Step(commit(2), Optional.empty()))),
                new Fact.Built(APP, commit(1), DIGEST),
                new Fact.Built(APP, commit(2), DIGEST));
    }

    private void settled(Release release) {
        record(enter(release));
        record(moved(release));
        record(new Fact.Settled(SLOT, release, 1, 1));
    }

    @Test
    void a_ledger_begins_with_genesis_and_counts_without_a_gap() {
        refused(new Fact.Held(SLOT), "begins with its genesis");
        record(new Fact.Genesis("main", commit(0)));
        refused(new Fact.Genesis("main", commit(0)), "begins with its genesis");
        assertThatThrownBy(() -> state.after(entry(3, new Fact.Held(SLOT), new Actor.Person(ANN))))
                .isInstanceOf(IllegalTransition.class)
                .hasMessage("entry 3 cannot follow entry 1");
        assertThat(state.trunk().genesis()).contains(commit(0));
    }

    @Test
    void trunk_goes_on_from_its_tip_by_new_commits() {
        built();
        refused(
                new Fact.TrunkMoved(commit(1), List.of(new Fact.Step(commit(5), Optional.empty()))),
                "trunk did not stand");
        refused(
                new Fact.TrunkMoved(commit(2), List.of(new Fact.Step(commit(1), Optional.empty()))),
                "on trunk already");
        refused(new Fact.TrunkAccepted(commit(9), List.of()), "never on it");
        record(new Fact.TrunkAccepted(commit(0), List.of(new Fact.Step(commit(7), Optional.empty()))));
        assertThat(state.trunk().commits()).containsExactly(commit(0), commit(7));
        record(new Fact.TrunkMoved(commit(7), List.of(new Fact.Step(commit(1), Optional.of(commit(7))))));
        assertThat(state.trunk().revertOf(commit(7))).contains(commit(1));
        record(new Fact.TrunkAccepted(commit(7), List.of()));
        assertThat(state.trunk().revertOf(commit(7)))
                .as("the revert went with the rewriting")
                .isEmpty();
    }

    @Test
    void what_is_built_is_on_trunk_and_built_once() {
        built();
        refused(new Fact.Built(APP, commit(9), DIGEST), "not on trunk");
        refused(new Fact.Built(APP, commit(1), DIGEST), "built before");
        refused(new Fact.NotBuilt(APP, commit(1)), "recorded before");
        refused(new Fact.NotBuilt(APP, commit(9)), "not on trunk");
        record(new Fact.NotBuilt(APP, commit(0)));
        refused(new Fact.Built(APP, commit(0), DIGEST), "built before");
        assertThat(state.builds(APP).notBuilt()).containsExactly(commit(0));
        assertThat(state.builds(APP).of(commit(1))).contains(ONE);
    }

    @Test
    void trust_is_kept_by_commit_and_environment() {
        built();
        record(
                Landings.merged(commit(1), 1),
                new Fact.Approved(commit(2), Optional.empty(), ANN),
                new Fact.Approved(commit(2), Optional.of(SLOT.environment()), BOB),
                new Fact.Checked(commit(2), "unit", Fact.Outcome.FAILED, 1),
                new Fact.Checked(commit(2), "unit", Fact.Outcome.PASSED, 2),
                new Fact.PolicyChanged(commit(2), DIGEST, List.of()));
        assertThat(state.trust().landings()).containsOnlyKeys(commit(1));
        assertThat(state.trust().approvers(commit(2))).containsExactly(ANN);
        assertThat(state.trust().approvers(commit(2), SLOT.environment())).containsExactly(BOB);
        assertThat(state.trust().results(commit(2), "unit")).hasSize(2);
        assertThat(state.trust().results(commit(2), "lint")).isEmpty();
        assertThat(state.trust().policy()).contains(new Trust.InForce(commit(2), DIGEST));
        assertThat(state.trust().admins(commit(2))).isEmpty();
        record(new Fact.Approved(commit(2), Optional.empty(), BOB, Fact.Approved.Authority.ADMIN));
        assertThat(state.trust().approvers(commit(2))).containsExactly(ANN, BOB);
        assertThat(state.trust().admins(commit(2))).containsExactly(BOB);
    }

    @Test
    void only_the_automation_declares_moves_of_what_was_built() {
        built();
        refused(enter(NEVER), "never built");
        assertThatThrownBy(() -> state.after(entry(state.seq() + 1, enter(ONE), new Actor.Person(ANN))))
                .hasMessageContaining("only the automation");
    }

    @Test
    void one_intent_at_a_time_and_only_its_like_takes_it_over() {
        built();
        record(enter(ONE));
        long first = last();
        refused(enter(TWO), "another intent is open");
        refused(new Fact.Intent(SLOT, Fact.Purpose.RETURN, Optional.of(ONE)), "another intent is open");
        record(enter(ONE));
        assertThat(last()).isEqualTo(first + 1);
        assertThat(slot().attempt().orElseThrow().token()).isEqualTo(last());
        refused(new Fact.Moved(SLOT, first, Optional.empty(), Optional.of(ONE), first), "is not open");
        refused(new Fact.Aborted(SLOT, first), "is not open");
        record(new Fact.Aborted(SLOT, last()));
        assertThat(slot().intent()).isEmpty();
        assertThat(slot().attempt()).isEmpty();
    }

    @Test
    void a_move_leads_where_its_intent_said_from_where_the_tag_stood() {
        built();
        record(enter(ONE));
        refused(new Fact.Moved(SLOT, last(), Optional.empty(), Optional.of(TWO), last()), "elsewhere than its intent");
        refused(
                new Fact.Moved(SLOT, last(), Optional.of(commit(0)), Optional.of(ONE), last()),
                "elsewhere than the tag stood");
        record(moved(ONE));
        assertThat(slot().tag()).contains(commit(1));
        assertThat(slot().serving().orElseThrow().settled()).isFalse();
        assertThat(slot().tokens().isUnfinished(last())).isFalse();
        assertThat(slot().release().orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void an_attempt_ends_once_and_settles_only_where_it_serves() {
        built();
        refused(new Fact.Settled(SLOT, ONE, 1, 1), "");
        refused(new Fact.Failed(SLOT, ONE), "");
        record(enter(ONE));
        refused(new Fact.Settled(SLOT, ONE, 1, 1), "settles only where it serves");
        refused(new Fact.Rejected(SLOT, TWO, List.of()), "");
        refused(new Fact.Verified(SLOT, 1, "accept-before", Fact.Outcome.PASSED, 1), "no attempt of intent 1");
        record(new Fact.Verified(SLOT, last(), "accept-before", Fact.Outcome.PASSED, 1), moved(ONE));
        assertThat(slot().attempt().orElseThrow().of("accept-before")).hasSize(1);
        refused(enter(TWO), "another attempt is under way");
        record(new Fact.Settled(SLOT, ONE, 1, 1));
        refused(new Fact.Withdrawn(SLOT, ONE, Fact.Withdrawn.Cause.PERSON), "");
        assertThat(slot().standing().isProved(ONE)).isTrue();
        assertThat(slot().standing().lastSettled()).contains(ONE);
        assertThat(slot().serving().orElseThrow().settled()).isTrue();
    }

    @Test
    void a_rejected_release_never_enters_again_until_it_is_overturned() {
        built();
        settled(ONE);
        record(enter(TWO));
        record(moved(TWO), new Fact.Rejected(SLOT, TWO, List.of(commit(2))));
        long error = state.seq();
        assertThat(slot().guard().owed()).contains(new Guard.Owed(Optional.of(ONE)));
        assertThat(state.errors().get(error))
                .isEqualTo(new ErrorRecord(error, SLOT, TWO, List.of(commit(2)), ErrorRecord.Findings.NONE));
        refused(enter(ONE), "a return is owed");
        refused(enter(TWO), "is rejected here");
        refused(new Fact.Requested(SLOT, TWO), "is rejected here");
        refused(new Fact.Overturned(SLOT, ONE, ANN, 2), "not rejected here");

        record(new Fact.Intent(SLOT, Fact.Purpose.RETURN, Optional.of(ONE)));
        record(moved(ONE));
        assertThat(slot().guard().owed()).isEmpty();
        assertThat(slot().serving().orElseThrow().settled()).isTrue();
        record(new Fact.Overturned(SLOT, TWO, ANN, 2), new Fact.Overturned(SLOT, TWO, ANN, 2));
        refused(enter(TWO), "is rejected here");
        record(new Fact.Overturned(SLOT, TWO, BOB, 2), enter(TWO));
        assertThat(state.openErrors()).isEmpty();
    }

    @Test
    void only_the_return_that_is_owed_pays_what_is_owed() {
        built();
        settled(ONE);
        record(new Fact.Drifted(SLOT, Fact.Drift.TARGET, Optional.of(commit(1)), Optional.empty()));
        record(new Fact.Intent(SLOT, Fact.Purpose.RESTORE, Optional.of(ONE)));
        record(moved(ONE), enter(TWO));
        record(moved(TWO));
        record(new Fact.RestoreAsked(SLOT));
        assertThat(slot().guard().owed()).contains(new Guard.Owed(Optional.of(TWO)));
        record(new Fact.Intent(SLOT, Fact.Purpose.RETURN, Optional.of(TWO)));
        record(new Fact.Withdrawn(SLOT, TWO, Fact.Withdrawn.Cause.PERSON));
        assertThat(slot().intent()).as("an ending closes the intent").isEmpty();
        assertThat(slot().guard().owed()).contains(new Guard.Owed(Optional.of(ONE)));
        record(new Fact.RestoreAsked(SLOT));
        assertThat(slot().guard().owed()).as("what is owed stays owed").contains(new Guard.Owed(Optional.of(ONE)));
    }

    @Test
    void a_rollback_goes_to_what_settled_from_what_serves() {
        built();
        settled(ONE);
        settled(TWO);
        List<Fact> wrong = List.of(
                new Fact.RolledBack(SLOT, ONE, TWO, Fact.RolledBack.Blame.RELEASE, List.of()),
                new Fact.RolledBack(SLOT, TWO, TWO, Fact.RolledBack.Blame.RELEASE, List.of()),
                new Fact.RolledBack(SLOT, TWO, NEVER, Fact.RolledBack.Blame.RELEASE, List.of()));
        refused(wrong.get(0), "does not serve");
        refused(wrong.get(1), "never settled here");
        refused(wrong.get(2), "never settled here");
        record(new Fact.Intent(SLOT, Fact.Purpose.RESTORE, Optional.of(TWO)));
        refused(new Fact.RolledBack(SLOT, TWO, ONE, Fact.RolledBack.Blame.RELEASE, List.of()), "an intent is open");
        refused(new Fact.Adopted(SLOT, commit(1), Optional.of(ONE), 0), "an intent is open");
        record(new Fact.Aborted(SLOT, last()));
        record(new Fact.RolledBack(SLOT, TWO, ONE, Fact.RolledBack.Blame.RELEASE, List.of(commit(2))));
        assertThat(slot().standing().bar(TWO)).isPresent();
        assertThat(slot().standing().settled()).containsExactly(ONE);
        assertThat(slot().guard().hold()).isPresent();
        assertThat(state.errors()).hasSize(1);
    }

    @Test
    void not_its_fault_parks_and_bars_nothing() {
        built();
        settled(ONE);
        settled(TWO);
        record(new Fact.RolledBack(SLOT, TWO, ONE, Fact.RolledBack.Blame.NOT_ITS_FAULT, List.of()));
        assertThat(slot().standing().bars()).isEmpty();
        assertThat(slot().standing().waiting()).containsExactly(4L);
        assertThat(state.errors()).isEmpty();
        record(new Fact.Requested(SLOT, TWO));
        assertThat(slot().standing().waiting()).isEmpty();
        assertThat(slot().standing().requests().promote()).contains(TWO);
    }

    @Test
    void failures_are_counted_until_resume_or_settling() {
        built();
        record(enter(ONE));
        record(new Fact.Failed(SLOT, ONE), enter(ONE));
        record(new Fact.Failed(SLOT, ONE), new Fact.Held(SLOT));
        assertThat(slot().standing().failures().get(3L)).isEqualTo(new Standing.Failures(2, NOW));
        record(new Fact.Resumed(SLOT));
        assertThat(slot().standing().failures()).isEmpty();
        assertThat(slot().guard()).isEqualTo(Guard.NONE);
        record(enter(ONE));
        record(new Fact.Failed(SLOT, ONE));
        settled(ONE);
        assertThat(slot().standing().failures()).isEmpty();
    }

    @Test
    void adoption_is_vouched_for_and_not_proved() {
        built();
        record(new Fact.Adopted(SLOT, commit(1), Optional.of(ONE), 5));
        assertThat(slot().standing().isSettled(ONE)).isTrue();
        assertThat(slot().standing().isProved(ONE)).isFalse();
        assertThat(slot().serving()).contains(new SlotState.Serving(commit(1), Optional.of(ONE), 5, true, NOW));
        settled(ONE);
        assertThat(slot().standing().isProved(ONE))
                .as("by its own evidence now")
                .isTrue();
        record(new Fact.Adopted(SLOT, commit(9), Optional.empty(), 0));
        assertThat(slot().tokens().movedFrom()).contains(commit(1));
        record(new Fact.Drifted(SLOT, Fact.Drift.TAG, Optional.of(commit(9)), Optional.empty()));
        record(new Fact.RestoreAsked(SLOT));
        assertThat(slot().guard().tagAsked()).isTrue();
        assertThat(slot().guard().owed()).as("a tag needs no deployment").isEmpty();
        record(new Fact.Repaired(SLOT, Fact.Drift.TAG));
        assertThat(slot().guard()).isEqualTo(Guard.NONE);
    }

    @Test
    void deployments_that_served_are_kept_in_their_order() {
        built();
        settled(ONE);
        long first = last();
        settled(TWO);
        assertThat(slot().tokens().past()).containsExactly(new SlotState.Past(ONE, first, NOW));
        record(new Fact.Intent(SLOT, Fact.Purpose.RETURN, Optional.of(ONE)));
        record(new Fact.Moved(SLOT, last(), slot().tag(), Optional.of(ONE), first));
        assertThat(slot().tokens().past()).extracting(SlotState.Past::release).containsExactly(TWO);
        assertThat(slot().tokens().movedFrom()).contains(commit(2));
    }

    @Test
    void findings_are_about_known_errors_and_their_suspects() {
        built();
        settled(ONE);
        record(enter(TWO));
        record(new Fact.Rejected(SLOT, TWO, List.of(commit(1), commit(2))));
        long error = state.seq();
        refused(new Fact.SuspectCleared(error + 1, commit(1)), "there is no error");
        refused(new Fact.SuspectCleared(error, commit(0)), "no suspect of error");
        refused(new Fact.CulpritNamed(error, commit(0)), "no suspect of error");
        refused(new Fact.FixRecorded(error, commit(0), commit(2)), "no suspect of error");
        refused(new Fact.FixRecorded(error, commit(1), commit(9)), "not on trunk");
        record(new Fact.SuspectCleared(error, commit(1)), new Fact.CulpritNamed(error, commit(2)));
        assertThat(state.openErrors()).hasSize(1);
        record(
                new Fact.TrunkMoved(commit(2), List.of(new Fact.Step(commit(3), Optional.empty()))),
                new Fact.FixRecorded(error, commit(2), commit(3)));
        ErrorRecord opened = Objects.requireNonNull(state.errors().get(error));
        ErrorRecord.Findings findings = opened.findings();
        assertThat(findings.cleared()).containsExactly(commit(1));
        assertThat(findings.culprit()).contains(commit(2));
        assertThat(findings.fixes()).containsEntry(commit(2), commit(3));
        assertThat(state.openErrors()).isEmpty();
        assertThat(opened.carriedBy(commit(2), state.trunk())).containsExactly(commit(2));
    }

    @Test
    void replacements_are_counted_from_the_first_until_one_ends_by_itself() {
        built();
        record(enter(ONE));
        record(new Fact.Withdrawn(SLOT, ONE, Fact.Withdrawn.Cause.NEWER));
        assertThat(slot().guard().crowded()).contains(NOW);
        record(enter(TWO));
        record(new Fact.Withdrawn(SLOT, TWO, Fact.Withdrawn.Cause.NEWER));
        assertThat(slot().guard().crowded()).contains(NOW);
        record(enter(TWO));
        record(new Fact.Failed(SLOT, TWO));
        assertThat(slot().guard().crowded()).isEmpty();
    }

    @Test
    void a_control_belongs_to_the_release_on_trial_and_is_begun_once() {
        built();
        settled(ONE);
        long warm = slot().serving().orElseThrow().deployment();
        refused(new Fact.Controlled(SLOT, last(), Optional.of(ONE), warm), "is on trial");
        record(enter(TWO));
        long intent = last();
        refused(new Fact.Controlled(SLOT, intent, Optional.of(ONE), warm), "is on trial");
        record(moved(TWO));
        refused(new Fact.Controlled(SLOT, intent - 1, Optional.of(ONE), warm), "is on trial");
        refused(new Fact.Controlled(SLOT, intent, Optional.of(NEVER), warm), "never built");
        refused(new Fact.Unattributed(SLOT, intent, Fact.Unattributed.Finding.NO_DATA), "no control is under way");
        int past = slot().tokens().past().size();

        record(new Fact.Controlled(SLOT, intent, Optional.of(ONE), warm));

        SlotState.Control control = slot().attempt().orElseThrow().control().orElseThrow();
        assertThat(control).isEqualTo(new SlotState.Control(last(), Optional.of(ONE), warm, Optional.empty(), NOW));
        assertThat(last()).isEqualTo(state.seq());
        assertThat(slot().tokens().past()).as("it is known already").hasSize(past);
        refused(new Fact.Controlled(SLOT, intent, Optional.of(ONE), warm), "was begun before");
        refused(new Fact.Unattributed(SLOT, intent - 1, Fact.Unattributed.Finding.NO_DATA), "no control is under way");
    }

    @Test
    void a_control_that_found_nothing_stays_until_resume_and_an_open_one_beyond_it() {
        built();
        settled(ONE);
        record(enter(TWO));
        long intent = last();
        record(moved(TWO), new Fact.Controlled(SLOT, intent, Optional.of(ONE), 0));
        long token = last();
        assertThat(slot().tokens().past().getLast()).isEqualTo(new SlotState.Past(ONE, token, NOW));
        assertThat(slot().tokens().isUnfinished(token))
                .as("what was started to compare with is nobody's unfinished move")
                .isFalse();
        record(new Fact.Held(SLOT), new Fact.Resumed(SLOT));
        assertThat(slot().attempt().orElseThrow().control().orElseThrow().isOpen())
                .isTrue();

        record(new Fact.Unattributed(SLOT, intent, Fact.Unattributed.Finding.STABLE_TOO));
        assertThat(slot().attempt().orElseThrow().control().orElseThrow().finding())
                .contains(Fact.Unattributed.Finding.STABLE_TOO);
        refused(new Fact.Unattributed(SLOT, intent, Fact.Unattributed.Finding.NO_DATA), "no control is under way");
        record(new Fact.Resumed(SLOT));
        assertThat(slot().attempt().orElseThrow().control()).isEmpty();
        record(new Fact.Controlled(SLOT, intent, Optional.empty(), 0));
        assertThat(slot().attempt().orElseThrow().control().orElseThrow().deployment())
                .isZero();
        assertThat(slot().tokens().past().getLast().deployment()).isEqualTo(token);
    }

    @Test
    void a_withdrawn_release_is_no_longer_asked_for_and_another_still_is() {
        built();
        record(new Fact.Requested(SLOT, ONE), enter(ONE));
        record(new Fact.Withdrawn(SLOT, ONE, Fact.Withdrawn.Cause.PERSON));
        assertThat(slot().standing().requests().promote()).isEmpty();
        record(new Fact.Requested(SLOT, TWO), enter(ONE));
        record(new Fact.Withdrawn(SLOT, ONE, Fact.Withdrawn.Cause.PERSON));
        assertThat(slot().standing().requests().promote()).contains(TWO);
    }
}
