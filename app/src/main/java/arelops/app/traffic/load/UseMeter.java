package arelops.app.traffic.load;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Usage;
import arelops.core.load.Saturation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What some deployments used in a step, from the first look to the last.
final class UseMeter {
    private static final double HUNDRED = 100;

    private final List<DeploymentId> deployments;
    private final Function<DeploymentId, Reply<Usage>> ask;
    private final Map<DeploymentId, Usage> before = new HashMap<>();
    private Duration used = Duration.ZERO;
    private Duration busy = Duration.ZERO;
    private Duration time = Duration.ZERO;
    private long most;
    private int cores;
    private Optional<String> silent = Optional.empty();

    UseMeter(List<DeploymentId> deployments, Function<DeploymentId, Reply<Usage>> ask) {
        this.deployments = deployments;
        this.ask = ask;
    }

    void look() {
        silent = Optional.empty();
        long memory = 0;
        for (DeploymentId deployment : deployments) {
            switch (ask.apply(deployment)) {
                case Reply.Unknown<Usage>(String because) -> silent = Optional.of(because);
                case Reply.Known<Usage>(Usage now) -> {
                    memory += now.instances().stream()
                            .mapToLong(Usage.Instance::memory)
                            .sum();
                    take(Optional.ofNullable(before.put(deployment, now)), now, deployment);
                }
            }
        }
        most = Math.max(most, memory);
    }

    /// The machine is the same for all of them: the first one tells of it.
    private void take(Optional<Usage> last, Usage now, DeploymentId deployment) {
        if (last.isEmpty()) {
            return;
        }
        Map<Integer, Duration> then = new HashMap<>();
        last.get().instances().forEach(one -> then.put(one.number(), one.cpu()));
        for (Usage.Instance one : now.instances()) {
            Duration more = one.cpu().minus(then.getOrDefault(one.number(), Duration.ZERO));
            used = used.plus(more.isNegative() ? Duration.ZERO : more); // it was started anew
        }
        if (deployment.equals(deployments.getFirst())) {
            time = time.plus(now.at().minus(last.get().at()));
            busy = busy.plus(now.machine().busy().minus(last.get().machine().busy()));
            cores = now.machine().cores();
        }
    }

    Saturation told() {
        if (deployments.isEmpty()) {
            return new Saturation.Unknown("nobody knows the processes of that address");
        }
        if (silent.isPresent()) {
            return new Saturation.Unknown(silent.get());
        }
        if (most == 0) {
            return new Saturation.Unknown("no process of it was seen");
        }
        return time.isPositive()
                ? new Saturation.Known(hundredths(used), most, hundredths(busy), cores)
                : new Saturation.Unknown("it was too short");
    }

    private long hundredths(Duration some) {
        return Math.max(0, Math.round((double) some.toNanos() * HUNDRED / (double) time.toNanos()));
    }
}
