package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.run.JobId;
import arelops.app.run.JobState;
import arelops.app.run.Runner;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// REL-1: jobs of what is over do not hold the places of what comes next.
class AbandonedJobsTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void an_acceptance_test_that_takes_long() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system(), Shop.SHORT_LINE + "accept: sleep 1000\n");
        shop.start("c1");
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private Runner runner() {
        return shop.engine().controller().ports().runner();
    }

    private JobId test() {
        return runner().underWay().stream()
                .filter(id -> id.text().startsWith("accept-"))
                .findFirst()
                .orElseThrow();
    }

    private boolean isTested() {
        return runner().underWay().stream().anyMatch(id -> id.text().startsWith("accept-"));
    }

    @Test
    @DisplayName("LINE-6: the acceptance test of a release that was withdrawn is ended")
    void the_test_of_a_withdrawn_release_is_ended() {
        shop.stepUntil("it is tested", this::isTested);
        JobId test = test();
        shop.step(3);
        assertThat(runner().underWay()).contains(test);

        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Withdraw(EnvironmentName.BETA));
        shop.stepUntil("the test has ended", () -> runner().observe(test) instanceof JobState.Finished);

        assertThat(runner().observe(test))
                .isInstanceOfSatisfying(
                        JobState.Finished.class,
                        finished -> assertThat(finished.ending()).isEqualTo(JobState.Ending.CANCELLED));
        assertThat(runner().underWay()).isEmpty();
    }

    @Test
    @DisplayName("REL-1: a controller that comes back ends what its earlier start began and nobody waits for now")
    void a_controller_that_comes_back_ends_what_is_superseded() {
        shop.stepUntil("it is tested", this::isTested);
        JobId test = test();

        shop.start("c2");
        shop.stepUntil("the move is taken over and tested anew", () -> isTested() && !test().equals(test));

        shop.stepUntil("the old test has ended", () -> runner().observe(test) instanceof JobState.Finished);
        assertThat(runner().underWay()).hasSize(1).doesNotContain(test);
    }
}
