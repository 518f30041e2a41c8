package arelops.app.reconcile;

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
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts load tests: each side is asked at the address of an instance of its own, so that both are reached alike.
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
        Optional<Target> release = target.flatMap(seen -> address(job.release(), seen));
        if (policy.isEmpty() || release.isEmpty()) {
            return new Outcome.Refused("the " + job.gate().check() + " of "
                    + job.slot().environment().upper() + " has no rules or no address to ask");
        }
        Optional<Target> stable = target.flatMap(seen -> job.stable().flatMap(asked -> address(asked, seen)));
        LoadLimits limits =
                LoadLimits.of(policy.get().stop(), observed.rules().policy().watch());
        Ladder ladder = new Ladder(policy.get().steps(), limits, stable.isPresent());
        loads.start(
                job.id(), new LoadOrder(policy.get().recording(), policy.get().each(), ladder, release.get(), stable));
        return new Outcome.Done(Optional.empty());
    }

    private static Optional<Target> address(Job.Asked asked, Observation target) {
        return addresses(asked, target).findFirst();
    }

    /// Where the instances of a release are asked.
    static Stream<Target> addresses(Job.Asked asked, Observation target) {
        return target.deployments().stream()
                .filter(one -> one.id().equals(TargetReader.name(asked.release(), asked.deployment())))
                .flatMap(one -> one.instances().stream())
                .map(Observation.Instance::address)
                .map(LoadStarter::target);
    }

    private static Target target(URI address) {
        return new Target(address.getHost(), address.getPort());
    }
}
