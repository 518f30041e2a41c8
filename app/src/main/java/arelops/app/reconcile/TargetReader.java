package arelops.app.reconcile;

import arelops.app.deploy.Arm;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Probe;
import arelops.core.policy.TrafficSources;
import arelops.core.release.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Translates between the target's deployments and the core's: a deployment is called
/// `r<release>-t<token>`.
final class TargetReader {
    private static final Pattern NAME = Pattern.compile("r(\\d{1,18})-t(\\d{1,18})");

    private final DeployTarget target;

    TargetReader(DeployTarget target) {
        this.target = target;
    }

    static DeploymentId name(Release release, long token) {
        return new DeploymentId("r" + release.number() + "-t" + token);
    }

    Reply<Observation> observe(Slot slot) {
        return target.observe(slot);
    }

    static Seen.Target translate(Reply<Observation> reply) {
        return switch (reply) {
            case Reply.Unknown<Observation> unknown -> new Seen.Target.Unknown(unknown.because());
            case Reply.Known<Observation> known -> running(known.value());
        };
    }

    private static Seen.Target running(Observation observation) {
        SortedMap<Long, Seen.Deployment> deployments = new TreeMap<>();
        for (Observation.Deployment one : observation.deployments()) {
            Matcher name = NAME.matcher(one.id().text());
            if (name.matches() && !one.stopping()) {
                long token = Long.parseLong(name.group(2));
                Release release = new Release(Long.parseLong(name.group(1)), one.commit(), one.artifact());
                deployments.put(token, new Seen.Deployment(token, release, health(one), failed(one)));
            }
        }
        return new Seen.Target.Running(
                deployments,
                traffic(observation.route(), Arm.STABLE),
                traffic(observation.route(), Arm.BASELINE),
                canary(observation.route()),
                away(observation.address().users()),
                Optional.of(measured(observation.watching())));
    }

    private static List<Instant> failed(Observation.Deployment deployment) {
        return deployment.instances().stream()
                .flatMap(instance -> instance.failed().stream())
                .sorted()
                .toList();
    }

    private static Seen.Measuring measured(Watching watching) {
        return new Seen.Measuring(
                watching.window(),
                new TrafficSources(watching.mirrors(), new Probe(watching.probes(), watching.probePaths())));
    }

    private static Optional<Seen.Away> away(Users users) {
        return switch (users) {
            case Users.Here _ -> Optional.empty();
            case Users.Elsewhere to -> {
                Matcher name = NAME.matcher(to.deployment().text());
                long deployment = name.matches() ? Long.parseLong(name.group(2)) : 0;
                yield Optional.of(new Seen.Away(to.environment(), deployment, to.percent()));
            }
        };
    }

    private static OptionalLong traffic(Route route, Arm arm) {
        return switch (route) {
            case Route.Closed _ -> OptionalLong.empty();
            case Route.Serving serving ->
                serving.shares().stream()
                        .filter(share -> share.arm() == arm)
                        .map(share -> NAME.matcher(share.deployment().text()))
                        .filter(Matcher::matches)
                        .mapToLong(name -> Long.parseLong(name.group(2)))
                        .findFirst();
        };
    }

    private static Optional<Seen.Share> canary(Route route) {
        OptionalLong deployment = traffic(route, Arm.CANARY);
        return deployment.isPresent() && route instanceof Route.Serving serving
                ? serving.shares().stream()
                        .filter(share -> share.arm() == Arm.CANARY)
                        .map(share -> new Seen.Share(deployment.getAsLong(), share.percent()))
                        .findFirst()
                : Optional.empty();
    }

    /// The worst instance speaks for all; failures are those of the instance that is down and
    /// failed most often.
    private static Seen.Health health(Observation.Deployment deployment) {
        Optional<Seen.Health.Down> down = Optional.empty();
        boolean starting = false;
        for (Observation.Instance instance : deployment.instances()) {
            switch (instance.state()) {
                case InstanceState.Healthy _ -> {}
                case InstanceState.Starting _ -> starting = true;
                case InstanceState.NotStarted broken -> {
                    return new Seen.Health.Broken(broken.because());
                }
                case InstanceState.Unhealthy failed -> down = worse(down, failed.because(), instance);
                case InstanceState.Exited failed -> down = worse(down, failed.because(), instance);
                case InstanceState.Gone failed -> down = worse(down, failed.because(), instance);
            }
        }
        if (down.isPresent()) {
            return down.get();
        }
        return starting ? new Seen.Health.Starting() : new Seen.Health.Up();
    }

    private static Optional<Seen.Health.Down> worse(
            Optional<Seen.Health.Down> known, String because, Observation.Instance instance) {
        return known.filter(down -> down.times() >= instance.failures())
                .or(() -> Optional.of(new Seen.Health.Down(because, instance.failures())));
    }
}
