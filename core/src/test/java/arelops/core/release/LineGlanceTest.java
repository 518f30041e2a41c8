package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first some thousand states of each small world: a quick look at the laws, also for the mutation run.
class LineGlanceTest {
    @ParameterizedTest(name = "bad {0}, faults {1}, hands {2}, people {3}")
    @CsvSource({"2,0,0,0", "0,2,0,0", "0,0,1,0", "0,0,0,1", "1,1,1,1"})
    void the_laws_hold_in_the_nearest_states(int bad, int faults, int hands, int people) {
        World.Budget budget = new World.Budget(bad, faults, hands, people, 0);
        World settled = Tale.running().until(Small.PASSIVE, Tale.is(Action.Deploy.class)).world;

        assertThat(new Explorer(Moves.built(World.genesis(Small.policy(), budget)), 700).explore().states())
                .isPositive();
        assertThat(new Explorer(settled.with(budget), 1_200).explore().states()).isPositive();
    }
}
