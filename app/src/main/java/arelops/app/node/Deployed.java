package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Way;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A deployment as it runs: its instances, among which requests are dealt out in turn.
final class Deployed {
    private final DeploymentSpec spec;
    private final Instant since;
    private final List<Instance> instances;
    private final Map<Way, Map<Origin, Lane>> lanes = new EnumMap<>(Way.class);
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean stopping;

    Deployed(DeploymentSpec spec, Instant since, List<Instance> instances, boolean stopping) {
        this.spec = spec;
        this.since = since;
        this.instances = List.copyOf(instances);
        this.stopping = stopping;
        for (Way way : Way.values()) {
            Map<Origin, Lane> byOrigin = new EnumMap<>(Origin.class);
            for (Origin origin : Origin.values()) {
                byOrigin.put(origin, new Lane(spec.id(), way, origin));
            }
            lanes.put(way, byOrigin);
        }
    }

    DeploymentId id() {
        return spec.id();
    }

    DeploymentSpec spec() {
        return spec;
    }

    Instant since() {
        return since;
    }

    List<Instance> instances() {
        return instances;
    }

    boolean stopping() {
        return stopping;
    }

    void markStopping() {
        stopping = true;
    }

    Lane lane(Way way, Origin origin) {
        return Objects.requireNonNull(
                Objects.requireNonNull(lanes.get(way), "every way has lanes").get(origin), "every origin has a lane");
    }

    /// The next healthy instance, else one that at least runs, counted in by [Instance#enter()]; empty if there is
    /// none.
    Optional<Instance> take() {
        int first = Math.floorMod(turn.getAndIncrement(), instances.size());
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get((first + i) % instances.size());
            if (instance.state() instanceof InstanceState.Healthy && instance.enter()) {
                return Optional.of(instance);
            }
        }
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get((first + i) % instances.size());
            if (instance.state() instanceof InstanceState.Unhealthy && instance.enter()) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }

    /// Why [#take()] finds nothing, as a sentence.
    String whyNone() {
        if (stopping) {
            return "Deployment " + id() + " is being stopped.";
        }
        String states = String.join(
                ", ",
                instances.stream()
                        .map(i -> i.record().number() + " " + brief(i.state()))
                        .toList());
        return "Deployment " + id() + " has no instance that could answer (instance " + states + ").";
    }

    private static String brief(InstanceState state) {
        return switch (state) {
            case InstanceState.Starting() -> "is starting";
            case InstanceState.Healthy() -> "is healthy";
            case InstanceState.Unhealthy u -> "is unhealthy";
            case InstanceState.Exited(int code, String because) -> "exited with code " + code;
            case InstanceState.Gone g -> "has ended";
            case InstanceState.NotStarted n -> "was not started";
        };
    }

    SlotState.DeploymentRecord record() {
        return new SlotState.DeploymentRecord(
                spec, since, stopping, instances.stream().map(Instance::record).toList());
    }
}
