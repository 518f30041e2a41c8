package arelops.app.reconcile;

import arelops.app.deploy.Observation;
import arelops.app.traffic.difference.DifferenceOrder;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.difference.ThreeTargets;
import arelops.app.traffic.replay.Target;
import arelops.core.policy.DifferencePolicy;
import arelops.core.release.Job;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Starts to compare answers: of one instance of the release, and of two of stable; where there is only one, it is
/// asked twice.
final class DifferenceStarter {
    private final DifferenceTests tests;

    DifferenceStarter(DifferenceTests tests) {
        this.tests = tests;
    }

    Outcome start(Job.Difference job, Observed observed) {
        Optional<DifferencePolicy> policy = observed.rules()
                .policy()
                .environment(job.slot().environment())
                .flatMap(rules -> rules.proving().recorded().difference());
        Optional<Observation> target = observed.target(job.slot());
        List<Target> release = addresses(job.release(), target);
        List<Target> stable = addresses(job.stable(), target);
        if (policy.isEmpty() || release.isEmpty() || stable.isEmpty()) {
            return new Outcome.Refused(
                    "what is answered in " + job.slot().environment().upper() + " has no rules or no addresses to ask");
        }
        tests.start(
                job.id(),
                new DifferenceOrder(
                        policy.get().recording(),
                        new ThreeTargets(
                                release.getFirst(), stable.getFirst(), stable.get(Math.min(1, stable.size() - 1))),
                        new LinkedHashSet<>(policy.get().ignore())));
        return new Outcome.Done(Optional.empty());
    }

    private static List<Target> addresses(Job.Asked asked, Optional<Observation> target) {
        return target.stream()
                .flatMap(seen -> LoadStarter.addresses(asked, seen))
                .toList();
    }
}
