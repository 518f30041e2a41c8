package arelops.app.up;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeTarget;
import arelops.core.id.EnvironmentName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a node runs, looked at again and again without any controller: which processes each deployment ever had.
final class Sightings {
    static final List<EnvironmentName> LINE =
            List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION);

    private final NodeTarget target;
    private final Map<String, Set<Long>> pids = new TreeMap<>();

    Sightings(Installation installation) {
        this.target = new NodeTarget(installation.node(), InstantSource.system());
    }

    /// Looks once; a node that does not answer shows nothing.
    void look() {
        for (EnvironmentName environment : LINE) {
            observe(environment)
                    .ifPresent(seen -> seen.deployments()
                            .forEach(one -> one.instances()
                                    .forEach(instance ->
                                            note(environment + " " + one.id() + "/" + instance.number(), instance))));
        }
    }

    private void note(String name, Observation.Instance instance) {
        if (instance.pid() > 0) {
            pids.computeIfAbsent(name, _ -> new TreeSet<>()).add(instance.pid());
        }
    }

    Optional<Observation> observe(EnvironmentName environment) {
        return target.observe(Story.slot(environment)) instanceof Reply.Known<Observation> known
                ? Optional.of(known.value())
                : Optional.empty();
    }

    /// The instances that had more than one process.
    Map<String, Set<Long>> startedTwice() {
        return pids.entrySet().stream()
                .filter(one -> one.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
