package arelops.core.release;

import static arelops.core.release.Small.ANN;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Small.commit;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.FailedOver.Occasion;
import arelops.core.evidence.Failover;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Mode;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PAS-3: users are sent to PASSIVE, and come back.
class FailoverRulesTest {
    private static final Command FAILOVER = new Command.FailOver(Optional.empty(), Occasion.NEED);
    private static final Command DRILL = new Command.FailOver(Optional.empty(), Occasion.DRILL);
    private static final Command FAILBACK = new Command.FailBack(false);
    private static final Command AT_ONCE = new Command.FailBack(true);

    private static Command onto(int n) {
        return new Command.FailOver(Optional.of(commit(n)), Occasion.NEED);
    }

    /// Genesis serves everywhere, and the second commit is in PASSIVE, soaking.
    private static Tale ahead() {
        return running().until(PASSIVE, records(Fact.Settled.class));
    }

    private static Optional<Seen.Away> away(Tale tale) {
        return tale.place(PRODUCTION).away();
    }

    private static Failover failover(Tale tale) {
        return tale.state(PRODUCTION).failover().orElseThrow();
    }

    /// What answers the users in PASSIVE.
    private static Release answers(Tale tale) {
        return tale.place(PASSIVE)
                .runs(OptionalLong.of(away(tale).orElseThrow().deployment()))
                .orElseThrow();
    }

    private static List<String> facts(Tale tale, Command command) {
        return ((Answer.Accepted) tale.answer(ANN, Role.OPERATOR, command))
                .facts().stream().map(fact -> fact.getClass().getSimpleName()).toList();
    }

    @Test
    @DisplayName(
            "PAS-3: a failover sends all users to PASSIVE on the release that PRODUCTION's tag names; no tag moves")
    void all_users_go_to_the_tagged_release() {
        Tale tale = ahead().ask(FAILOVER);

        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Redirect.class);
        tale.look(PRODUCTION);

        assertThat(away(tale).orElseThrow().percent()).isEqualTo(100);
        assertThat(answers(tale)).as("not PASSIVE's candidate").isEqualTo(tale.release(0));
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        tale.rest();
        assertThat(answers(tale)).isEqualTo(tale.release(0));
        assertThat(tale.runs(PRODUCTION)).isZero();
    }

    @Test
    @DisplayName("PAS-3: both environments are held, and `resume` lets nothing in while users are away")
    void both_are_held() {
        Tale tale = running().rest().ask(FAILOVER).rest();

        for (EnvironmentName name : List.of(PASSIVE, PRODUCTION)) {
            assertThat(tale.state(name).guard().hold().orElseThrow().by()).hasToString("@ann");
            tale.ask(new Command.Resume(name));
        }
        tale.commit().rest();
        assertThat(tale.runs(Small.BETA)).isEqualTo(2);
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        assertThat(tale.gates(PASSIVE)).containsExactly("failover");
        tale.ask(AT_ONCE).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("PAS-3: how long it took until the router confirmed it is recorded, with the limit")
    void it_is_measured() {
        Tale tale = running().rest().ask(FAILOVER).look(PRODUCTION).later(Duration.ofMillis(412));

        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(
                        new Fact.TookOver(Small.slot(PRODUCTION), failover(tale).token(), 412, 60_000));
        assertThat(tale.act(PRODUCTION).because()).contains("412ms after it was asked for (the limit is 1m)");
        tale.look(PRODUCTION);
        assertThat(failover(tale).took()).contains(Duration.ofMillis(412));
        assertThat(tale.waits(PRODUCTION).because())
                .startsWith("users of PRODUCTION are served by PASSIVE on "
                        + commit(1).brief());
        assertThat(tale.waits(PRODUCTION).until()).isEqualTo(new Decision.Until.Person("arelops failback"));
    }

    @Test
    @DisplayName("LINE-6: what a failover displaces is withdrawn first, bars nothing, and is offered again on its own")
    void what_is_on_its_way_is_withdrawn() {
        Tale tale = running().until(PRODUCTION, is(Action.Deploy.class));

        assertThat(facts(tale, FAILOVER)).containsExactly("Withdrawn", "FailedOver");
        tale.ask(FAILOVER).rest();
        assertThat(tale.state(PRODUCTION).attempt()).isEmpty();
        assertThat(tale.runs(PRODUCTION)).isZero();
        tale.ask(AT_ONCE)
                .ask(new Command.Resume(PASSIVE))
                .ask(new Command.Resume(PRODUCTION))
                .rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("PAS-3: it works when PRODUCTION is dead, held, frozen and drifted, and the config on trunk is broken")
    void nothing_stops_it() {
        Tale tale = running().rest();
        long serving = tale.state(PRODUCTION).serving().orElseThrow().deployment();
        tale.health(PRODUCTION, serving, Place.DOWN)
                .ask(new Command.Hold(PRODUCTION, false))
                .frozen(true)
                .broken(true)
                .tag(PRODUCTION, Optional.of(commit(0)))
                .look(PRODUCTION)
                .ask(FAILOVER)
                .look(PRODUCTION);

        assertThat(answers(tale)).isEqualTo(tale.release(1));
        assertThat(tale.state(PRODUCTION).guard().hold().orElseThrow().by()).hasToString("@ann");
    }

    @Test
    @DisplayName("PAS-3: a return that is open begins anew under a higher token, and a rollback works meanwhile")
    void a_rollback_goes_on() {
        Tale open = running().rest().ask(new Command.Rollback(PRODUCTION, Optional.empty(), true));
        open.look(PRODUCTION).ask(FAILOVER).rest();
        assertThat(open.runs(PRODUCTION)).isZero();
        assertThat(away(open)).isPresent();

        Tale later = running().rest().ask(FAILOVER).rest();
        later.ask(new Command.Rollback(PRODUCTION, Optional.empty(), true)).rest();
        assertThat(later.runs(PRODUCTION)).isZero();
        assertThat(answers(later)).as("users stay where they are").isEqualTo(later.release(1));
    }

    @Test
    @DisplayName("PAS-3: what PRODUCTION runs is kept warm in PASSIVE beside newer ones")
    void it_is_kept_warm() {
        Tale tale = running()
                .rest()
                .ask(new Command.Hold(PRODUCTION, false))
                .commit()
                .rest()
                .commit()
                .rest();

        assertThat(tale.runs(PASSIVE)).isEqualTo(3);
        assertThat(tale.place(PASSIVE).deployments().values())
                .anyMatch(found -> found.release().equals(tale.release(1)));
        assertThat(facts(tale, FAILOVER)).containsExactly("FailedOver");
    }

    @Test
    @DisplayName("PAS-3: where PASSIVE has none of it, it is started there, with its entry in the ledger first")
    void it_is_started_where_it_is_missing() {
        Tale tale = running().rest().commit().rest();
        tale.ask(new Command.Rollback(PRODUCTION, Optional.of(commit(0)), true));
        tale.until(PASSIVE, records(Fact.Warmed.class));
        assertThat(tale.refused(FAILOVER).mend())
                .isEqualTo(
                        "PASSIVE runs " + commit(1).brief() + ", " + commit(2).brief()
                                + "; to send users onto it, which is an act of its own: arelops failover --onto "
                                + commit(1).brief() + " -m REASON");

        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.runs(PASSIVE)).isEqualTo(2);
        tale.ask(FAILOVER).rest();
        assertThat(answers(tale)).isEqualTo(tale.release(0));
    }

    @Test
    @DisplayName("PAS-3: a standby whose artifact the store lost is built again")
    void a_lost_standby_is_built_again() {
        Tale tale = running().rest().commit().rest().lost();
        tale.ask(new Command.Rollback(PRODUCTION, Optional.of(commit(0)), true))
                .rest()
                .ask(FAILOVER)
                .rest();

        assertThat(answers(tale)).isEqualTo(tale.release(0));
    }

    @Test
    @DisplayName("PAS-3: onto the candidate users are sent only by an act of its own, and never onto what is rejected")
    void onto_the_candidate() {
        Tale tale = ahead().ask(onto(1)).rest();
        assertThat(answers(tale)).isEqualTo(tale.release(1));
        assertThat(tale.runs(PRODUCTION)).isZero();
        tale.ask(FAILOVER).rest();
        assertThat(answers(tale)).as("and from there to the release of the tag").isEqualTo(tale.release(0));

        Tale rejected = ahead().ask(new Command.Rollback(PASSIVE, Optional.empty(), false));
        assertThat(rejected.refused(onto(1)).because()).contains("was rejected in PASSIVE");
        rejected.rest();
        assertThat(rejected.answer(ANN, Role.ADMIN, onto(9))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    @DisplayName("PAS-3: failback is gradual: share by share, each observed; then PRODUCTION serves its users again")
    void failback_is_gradual() {
        Tale tale = running().rest().ask(FAILOVER).rest().ask(FAILBACK).look(PRODUCTION);
        assertThat(away(tale).orElseThrow().percent()).isEqualTo(50);
        assertThat(tale.waits(PRODUCTION).because()).contains("50 % are back (0s of 1m, 0 requests)");
        assertThat(((Answer.Accepted) tale.answer(ANN, Role.OPERATOR, FAILBACK)).facts())
                .as("asked twice")
                .isEmpty();

        tale.compared(PRODUCTION, Small.Compared.NO_LONGER);
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.FailedBack(
                        Small.slot(PRODUCTION), failover(tale).token(), 100));
        tale.rest();
        assertThat(away(tale)).isEmpty();
        assertThat(tale.state(PRODUCTION).failover()).isEmpty();
        assertThat(tale.state(PRODUCTION).guard().hold())
                .as("only resume lifts it")
                .isPresent();
        assertThat(tale.state(PASSIVE).guard().hold()).isPresent();
    }

    @Test
    @DisplayName("PAS-3: where those who are back have it worse, all are sent to PASSIVE again, and a person decides")
    void failback_is_given_up() {
        for (Small.Compared bad : List.of(Small.Compared.RELEASE, Small.Compared.APART)) {
            Tale tale = running().rest().ask(FAILOVER).rest().ask(FAILBACK).look(PRODUCTION);
            tale.compared(PRODUCTION, bad);
            assertThat(tale.fact(PRODUCTION)).extracting("percent").isEqualTo(0);
            assertThat(tale.act(PRODUCTION).because()).contains("errors at 90.0 %, the limit is 5%");
            tale.rest();
            assertThat(away(tale).orElseThrow().percent()).isEqualTo(100);
            assertThat(tale.waits(PRODUCTION).because()).contains("going back was given up: ");
            assertThat(tale.waits(PRODUCTION).until()).isEqualTo(new Decision.Until.Person("arelops failback"));
            tale.ask(FAILBACK).rest();
            assertThat(away(tale)).isEmpty();
        }
        Tale down = running().rest().ask(FAILOVER).rest().ask(FAILBACK).look(PRODUCTION);
        down.health(PRODUCTION, down.state(PRODUCTION).serving().orElseThrow().deployment(), Place.DOWN);
        assertThat(down.fact(PRODUCTION)).extracting("percent").isEqualTo(0);
        assertThat(down.look(PRODUCTION).rest().refused(FAILBACK).because()).contains("PRODUCTION is down");
    }

    @Test
    @DisplayName("PAS-3: a window that is bad on both sides neither counts nor ends the failback")
    void bad_everywhere() {
        Tale tale = running().rest().ask(FAILOVER).rest().ask(FAILBACK).look(PRODUCTION);
        tale.compared(PRODUCTION, Small.Compared.STABLE_TOO);

        assertThat(tale.waits(PRODUCTION).because()).contains("50 % are back (0s of 1m, 0 requests)");
    }

    @Test
    @DisplayName("PAS-3: a drill measures, lets users come back, and takes away the holds that it made")
    void a_drill_ends_by_itself() {
        Tale tale = running().rest().ask(DRILL).until(PRODUCTION, records(Fact.FailedBack.class));
        assertThat(failover(tale).took()).isPresent();

        tale.rest();
        assertThat(away(tale)).isEmpty();
        assertThat(tale.state(PRODUCTION).guard().hold()).isEmpty();
        assertThat(tale.state(PASSIVE).guard().hold()).isEmpty();
        assertThat(tale.commit().rest().runs(PRODUCTION)).isEqualTo(2);

        Tale held = running().rest().ask(new Command.Hold(PASSIVE, false)).later(Duration.ofSeconds(1));
        held.ask(DRILL).rest();
        assertThat(held.state(PASSIVE).guard().hold())
                .as("a hold of before stays")
                .isPresent();
        assertThat(held.state(PRODUCTION).guard().hold()).isEmpty();
    }

    @Test
    @DisplayName("PAS-3: a drill in which PRODUCTION dies waits with the users in PASSIVE")
    void a_drill_in_which_production_dies() {
        Tale tale = running().rest().ask(DRILL).look(PRODUCTION);
        tale.health(PRODUCTION, tale.state(PRODUCTION).serving().orElseThrow().deployment(), Place.DOWN)
                .rest();

        assertThat(away(tale).orElseThrow().percent()).isEqualTo(100);
        assertThat(tale.waits(PRODUCTION).until()).isEqualTo(new Decision.Until.Person("arelops failback"));
    }

    @Test
    @DisplayName("REL-3: who may not, no PASSIVE, nothing to fail over to, twice, and nothing to go back from")
    void refusals() {
        Tale tale = running().rest();
        assertThat(((Answer.Refused) tale.answer(ANN, Role.DEVELOPER, FAILOVER)).reason())
                .isEqualTo(Answer.Reason.ROLE);
        assertThat(tale.refused(FAILBACK).because()).isEqualTo("PRODUCTION serves its users itself");
        tale.ask(FAILOVER).rest();
        assertThat(tale.refused(FAILOVER).because())
                .isEqualTo("the users are served by PASSIVE on " + commit(1).brief() + " already");
        assertThat(tale.refused(DRILL).because()).contains("no time for a drill");
        tale.ask(FAILBACK).look(PRODUCTION);
        assertThat(facts(tale, FAILOVER))
                .as("from a failback all go there again")
                .containsExactly("FailedOver");

        Policy without = Small.policy()
                .withLine(Small.policy().line().stream()
                        .filter(rules -> !rules.name().equals(PASSIVE))
                        .toList());
        assertThat(running(without).rest().refused(FAILOVER).because()).contains("there is no PASSIVE on the line");
        Policy observing = Tale.with(PRODUCTION, rules -> rules.withMode(Mode.OBSERVE));
        assertThat(running(observing).rest().refused(FAILOVER).because()).contains("only observes");
        assertThat(Tale.fresh(Small.policy()).refused(FAILOVER).because())
                .isEqualTo("PRODUCTION runs no release of ours");
        Tale dead = running().rest();
        dead.health(PRODUCTION, dead.state(PRODUCTION).serving().orElseThrow().deployment(), Place.DOWN);
        assertThat(dead.refused(DRILL).because()).contains("PRODUCTION is down");
        Tale nobody = running().rest();
        nobody.place(PASSIVE).deployments().keySet().forEach(token -> nobody.health(PASSIVE, token, Place.DOWN));
        assertThat(nobody.refused(FAILOVER).mend()).isEqualTo("nothing is up in PASSIVE; see arelops why passive");
    }

    @Test
    @DisplayName("REL-2: a controller that slept through a failback is refused by its token")
    void a_stale_redirect_is_fenced() {
        Tale tale = running().rest().ask(FAILOVER);
        Action late = tale.act(PRODUCTION).action();
        tale.rest().ask(AT_ONCE).rest();

        tale.world = tale.world.perform(late, tale.world.ledger().seq());

        assertThat(away(tale)).isEmpty();
    }

    @Test
    @DisplayName("PAS-3: the first words say who serves the users, since when, by whom and why")
    void the_first_words() {
        Tale tale = running().rest().ask(FAILOVER).rest();

        assertThat(ServedElsewhere.words(failover(tale)))
                .matches("Users are served by PASSIVE on " + commit(1).brief()
                        + " \\(failover since 2026-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC by @ann: because\\)");
    }

    @Test
    @DisplayName("REL-3: only a person fails over, only to what the tag names unless it is named, and steps are steps")
    void facts_that_may_not_follow() {
        Tale tale = running().rest();
        long there = tale.state(PASSIVE).serving().orElseThrow().deployment();
        Fact.FailedOver fact = new Fact.FailedOver(
                Small.slot(PRODUCTION), PASSIVE, tale.release(1), there, Occasion.NEED, Fact.FailedOver.Onto.TAGGED);
        refused(tale, fact, "only a person");
        Tale over = running().rest().ask(FAILOVER).rest();
        long token = failover(over).token();
        refused(over, new Fact.TookOver(Small.slot(PRODUCTION), token, 1, 1), "measured before");
        refused(over, new Fact.FailedBack(Small.slot(PRODUCTION), token, 0), "as many are back");
        refused(over, new Fact.FailedBack(Small.slot(PRODUCTION), token + 1, 10), "is over");
    }

    private static void refused(Tale tale, Fact fact, String because) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tale.record(fact))
                .hasMessageContaining(because);
    }

    @Test
    void shares_come_back_in_the_order_of_the_rules() {
        EnvironmentPolicy rules = EnvironmentPolicy.standard(PRODUCTION);

        assertThat(rules.failover().after(0)).isEqualTo(10);
        assertThat(rules.failover().after(10)).isEqualTo(50);
        assertThat(rules.failover().after(50)).isEqualTo(100);
        assertThat(rules.failover().after(73)).isEqualTo(100);
    }
}
