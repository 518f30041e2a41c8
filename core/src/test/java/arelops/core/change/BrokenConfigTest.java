package arelops.core.change;

import static arelops.core.change.ChangeScene.policy;
import static arelops.core.change.ChangeScene.withTest;
import static arelops.core.change.ChangeTale.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.release.Decision;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What happens with a change while the config that would be in force with it cannot be used.
class BrokenConfigTest {
    private static final String PLACE = ".arelops.yaml:3:1 `healht`: unknown key.";
    private static final ConfigSeen.Broken TRUNKS = new ConfigSeen.Broken.ByTrunk(PLACE);
    private static final ConfigSeen.Broken OWN = new ConfigSeen.Broken.ByChange(PLACE);

    private static Policy tried(int approvals) {
        return withTest(policy(QueueRules.STANDARD, approvals, "t"), 1, false);
    }

    private static ConfigSeen broken(ConfigSeen.Broken how) {
        return new ConfigSeen(Optional.of(how), Set.of());
    }

    /// What a look sees where the config is so.
    private static ChangesSnapshot seen(ChangeTale tale, ConfigSeen config) {
        ChangesSnapshot all = tale.world().snapshot();
        SortedMap<arelops.core.id.ChangeNumber, ChangeLook> open = new TreeMap<>();
        all.open()
                .forEach((number, look) -> open.put(
                        number,
                        new ChangeLook(
                                look.state(), look.pushed(), look.merge(), config, look.question(), look.test())));
        return ChangesSnapshot.of(all.rules(), all.trunk(), open, tale.world().now())
                .with(all.jobs());
    }

    private static ChangeDecision decision(ChangeTale tale, ConfigSeen config) {
        return Changing.decide(seen(tale, config), ONE, tale.world().now());
    }

    private static Gate gate(ChangeDecision decision) {
        return decision.gates().stream()
                .filter(gate -> gate.id().equals("config"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("CHG-4: while trunk's config cannot be used nothing lands on it, and the place and the mend are said")
    void nothing_lands_on_rules_that_cannot_be_read() {
        ChangeTale tale = ChangeTale.of(1, policy(QueueRules.STANDARD, 0, "t"))
                .looks()
                .passes("check")
                .look();
        assertThat(decision(tale, ConfigSeen.USABLE)).isInstanceOf(ChangeDecision.Act.class);

        ChangeDecision decision = decision(tale, broken(TRUNKS));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        ChangeDecision.Wait.class,
                        wait -> assertThat(wait.until())
                                .isEqualTo(new Decision.Until.Person("a change that mends the config on trunk")));
        assertThat(gate(decision).state()).isEqualTo(Gate.State.WAITING);
        assertThat(gate(decision).sentence()).contains("trunk's config cannot be used", PLACE);
        assertThat(seen(tale, broken(TRUNKS)).ready()).isEmpty();
        assertThat(ChangeBrief.of(tale.state(ONE), Optional.of(decision), Optional.empty())
                        .words())
                .isEqualTo("waits for trunk's config to be mended");
    }

    @Test
    @DisplayName("CHG-4: a change that brings a config that cannot be used is refused until it is mended")
    void a_change_that_breaks_the_config_mends_it() {
        ChangeTale tale = ChangeTale.of(1, policy(QueueRules.STANDARD, 0, "t"));

        Gate told = gate(decision(tale, broken(OWN)));

        assertThat(told.state()).isEqualTo(Gate.State.FAILED);
        assertThat(told.sentence()).isEqualTo("its config cannot be used: " + PLACE);
        assertThat(told.unblocks()).contains("mend it, and push");
    }

    @Test
    @DisplayName("CHG-4: no merge result is made, checked or tried whose config cannot be used")
    void nothing_is_tried_meanwhile() {
        ChangeTale tale = ChangeTale.of(1, tried(1));

        assertThat(decision(tale, broken(TRUNKS))).isInstanceOf(ChangeDecision.Wait.class);
        assertThat(decision(tale, broken(OWN))).isInstanceOf(ChangeDecision.Wait.class);
        assertThat(decision(tale, ConfigSeen.USABLE))
                .isInstanceOfSatisfying(
                        ChangeDecision.Act.class,
                        act -> assertThat(act.action()).isInstanceOf(ChangeAction.Try.class));
    }

    @Test
    @DisplayName("CHG-4: once trunk's config is mended a merge result that was made before is made anew")
    void a_merge_result_of_meanwhile_is_made_anew() {
        ChangeTale tale = ChangeTale.of(1, tried(1)).looks();
        CommitId meanwhile = tale.state(ONE).work().trials().getFirst().trial().tested();
        ConfigSeen mended = new ConfigSeen(Optional.empty(), Set.of(meanwhile));

        ChangeDecision decision = decision(tale.byHand(), mended);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        ChangeDecision.Act.class,
                        act -> assertThat(act.action())
                                .isEqualTo(
                                        new ChangeAction.Try(ONE, tale.world().tip(), java.util.List.of())));
        assertThat(new TestStanding(
                                seen(tale, mended),
                                Optional.ofNullable(seen(tale, mended).open().get(ONE))
                                        .orElseThrow())
                        .wanted())
                .isEmpty();
    }
}
