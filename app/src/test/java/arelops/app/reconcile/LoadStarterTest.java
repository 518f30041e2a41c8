package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.node.Fixture;
import arelops.app.traffic.load.LoadOrder;
import arelops.app.traffic.replay.Target;
import arelops.core.id.Release;
import arelops.core.release.Job;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Where a load test of the line is sent.
class LoadStarterTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final DeploymentSpec SPEC = Fixture.spec("r7-t9", Path.of("/nowhere"), "run");
    private static final Release RELEASE =
            new Release(7, SPEC.build().commit(), SPEC.build().artifact());

    private static Observation seen(InstanceState... states) {
        List<Observation.Instance> instances = new ArrayList<>();
        for (InstanceState state : states) {
            int number = instances.size();
            instances.add(new Observation.Instance(
                    number, 1, URI.create("http://127.0.0.1:" + (8080 + number)), NOW, state, 0, List.of()));
        }
        URI address = URI.create("http://127.0.0.1:7000");
        return new Observation(
                Fixture.token(9),
                Route.Serving.all(SPEC.id()),
                Fixture.QUIET,
                Observation.Copies.NONE,
                new Observation.Address(address, address, ""),
                List.of(new Observation.Deployment(SPEC, address, false, NOW, instances)));
    }

    @Test
    @DisplayName("TRF-4: all instances of a release are sent a part of the load, but for those that no user is sent to")
    void all_instances() {
        Job.Asked asked = new Job.Asked(RELEASE, 9);

        LoadOrder.Asked all = LoadStarter.asked(
                        asked,
                        seen(
                                new InstanceState.Healthy(),
                                new InstanceState.Unhealthy("it is busy"),
                                new InstanceState.Healthy()))
                .orElseThrow();

        assertThat(all.instances()).containsExactly(new Target("127.0.0.1", 8080), new Target("127.0.0.1", 8082));
        assertThat(all.deployments()).containsExactly(SPEC.id());
        assertThat(all.commit()).contains(RELEASE.commit());
    }

    @Test
    void where_none_is_healthy_all_are_asked_and_what_is_not_there_is_not() {
        assertThat(LoadStarter.asked(
                                new Job.Asked(RELEASE, 9),
                                seen(new InstanceState.Unhealthy("it is busy"), new InstanceState.Starting()))
                        .orElseThrow()
                        .instances())
                .hasSize(2);
        assertThat(LoadStarter.asked(new Job.Asked(RELEASE, 8), seen(new InstanceState.Healthy())))
                .isEmpty();
        assertThat(LoadStarter.asked(new Job.Asked(RELEASE, 9), seen())).isEmpty();
    }
}
