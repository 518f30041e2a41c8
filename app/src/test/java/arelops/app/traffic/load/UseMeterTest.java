package arelops.app.traffic.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Usage;
import arelops.core.load.Saturation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// From what a target tells to what stands beside a step.
class UseMeterTest {
    private static final DeploymentId ONE = new DeploymentId("r1-t1");
    private static final DeploymentId OTHER = new DeploymentId("r2-t2");

    private final Map<DeploymentId, Reply<Usage>> answers = new HashMap<>();

    private UseMeter meter(DeploymentId... deployments) {
        return new UseMeter(
                List.of(deployments), id -> answers.getOrDefault(id, new Reply.Unknown<>("the node is down")));
    }

    private void tells(DeploymentId deployment, int second, double busy, Usage.Instance... instances) {
        answers.put(
                deployment,
                new Reply.Known<>(new Usage(
                        Duration.ofSeconds(second), List.of(instances), new Usage.Machine(4, seconds(busy)))));
    }

    private static Usage.Instance instance(int number, double cpu, long memory) {
        return new Usage.Instance(number, seconds(cpu), memory);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Test
    @DisplayName("TRF-4: instances add up; the average of the step, and the most that was in memory at once")
    void instances_add_up() {
        UseMeter meter = meter(ONE);
        tells(ONE, 100, 50, instance(0, 7, 10), instance(1, 8, 10));
        meter.look();
        tells(ONE, 101, 52, instance(0, 8, 300), instance(1, 8.5, 20));
        meter.look();
        tells(ONE, 104, 61, instance(0, 8, 30), instance(1, 9, 200));
        meter.look();

        assertThat(meter.told()).isEqualTo(new Saturation.Known(50, 320, 275, 4));
    }

    @Test
    void deployments_add_up_on_one_machine() {
        UseMeter meter = meter(ONE, OTHER);
        tells(ONE, 100, 50, instance(0, 7, 10));
        tells(OTHER, 100, 50, instance(0, 0, 10));
        meter.look();
        tells(ONE, 102, 54, instance(0, 8, 10));
        tells(OTHER, 102, 54, instance(0, 2, 10));
        meter.look();

        assertThat(meter.told()).isEqualTo(new Saturation.Known(150, 20, 200, 4));
    }

    @Test
    void an_instance_that_was_started_anew_takes_nothing_away() {
        UseMeter meter = meter(ONE);
        tells(ONE, 100, 50, instance(0, 90, 10), instance(1, 0, 10));
        meter.look();
        tells(ONE, 102, 54, instance(0, 1, 10), instance(1, 2, 10));
        meter.look();

        assertThat(meter.told()).isEqualTo(new Saturation.Known(100, 20, 200, 4));
    }

    @Test
    @DisplayName("TRF-4: what is not known is not 0")
    void what_is_not_known() {
        assertThat(meter().told()).isEqualTo(new Saturation.Unknown("nobody knows the processes of that address"));

        UseMeter down = meter(ONE);
        down.look();
        down.look();
        assertThat(down.told()).isEqualTo(new Saturation.Unknown("the node is down"));

        UseMeter empty = meter(ONE);
        tells(ONE, 100, 50);
        empty.look();
        tells(ONE, 101, 51);
        empty.look();
        assertThat(empty.told()).isEqualTo(new Saturation.Unknown("no process of it was seen"));

        UseMeter lost = meter(ONE);
        tells(ONE, 100, 50, instance(0, 7, 10));
        lost.look();
        tells(ONE, 101, 51, instance(0, 8, 10));
        lost.look();
        answers.clear();
        lost.look();
        assertThat(lost.told()).isEqualTo(new Saturation.Unknown("the node is down"));
    }
}
