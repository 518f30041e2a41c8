package arelops.app.reconcile;

import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.traffic.load.LoadOrder;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.replay.Target;
import arelops.core.load.Ladder;
import arelops.core.load.LoadLimits;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Proving;
import arelops.core.release.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts load tests: each side is asked at the addresses of its own instances, so that both are reached alike, and no
/// window of the router counts it.
final class LoadStarter {
    private final LoadTests loads;

    LoadStarter(LoadTests loads) {
        this.loads = loads;
    }

    Outcome start(Job.Load job, Observed observed) {
        Optional<EnvironmentPolicy> rules =
                observed.rules().policy().environment(job.slot().environment());
        Optional<LoadPolicy> policy = rules.map(EnvironmentPolicy::proving)
                .map(Proving::recorded)
                .flatMap(recorded -> switch (job.gate()) {
                    case REPLAY -> recorded.replay();
                    case LOAD -> recorded.load();
                });
        Optional<Observation> target = observed.target(job.slot());
        Optional<LoadOrder.Asked> release = target.flatMap(seen -> asked(job.release(), seen));
        if (policy.isEmpty() || release.isEmpty()) {
            return new Outcome.Refused("the " + job.gate().check() + " of "
                    + job.slot().environment().upper() + " has no rules or no address to ask");
        }
        Optional<LoadOrder.Asked> stable = target.flatMap(seen -> job.stable().flatMap(one -> asked(one, seen)));
        LoadLimits limits =
                LoadLimits.of(policy.get().stop(), observed.rules().policy().watch());
        Ladder ladder = new Ladder(policy.get().steps(), limits, stable.isPresent());
        loads.start(
                job.id(),
                new LoadOrder(
                        policy.get().recording(),
                        policy.get().each(),
                        ladder,
                        release.get(),
                        stable,
                        LoadOrder.Watched.of(job.slot(), observed.rules().policy())));
        return new Outcome.Done(Optional.empty());
    }

    /// Where the instances of a release are asked.
    static Stream<Target> addresses(Job.Asked asked, Observation target) {
        return asked(asked, target).stream().flatMap(one -> one.instances().stream());
    }

    /// Its instances; those that users would not be sent to are left out, unless there are no others.
    static Optional<LoadOrder.Asked> asked(Job.Asked asked, Observation target) {
        return target.deployments().stream()
                .filter(one -> one.id().equals(TargetReader.name(asked.release(), asked.deployment())))
                .findFirst()
                .map(one -> new LoadOrder.Asked(
                        addresses(one),
                        List.of(one.id()),
                        Optional.of(asked.release().commit())))
                .filter(one -> !one.instances().isEmpty());
    }

    private static List<Target> addresses(Observation.Deployment deployment) {
        List<Observation.Instance> healthy = deployment.instances().stream()
                .filter(one -> one.state() instanceof InstanceState.Healthy)
                .toList();
        return (healthy.isEmpty() ? deployment.instances() : healthy)
                .stream()
                        .map(Observation.Instance::address)
                        .map(address -> new Target(address.getHost(), address.getPort()))
                        .toList();
    }
}
