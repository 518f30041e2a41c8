package arelops.app.traffic.validate;

import arelops.app.alerts.AlertSource;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Users;
import arelops.app.deploy.process.NodeFaults;
import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import arelops.core.id.Slot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where alarms are tried: the node of an environment, and what knows of alerts.
public record Place(DeployTarget target, NodeFaults faults, AlertSource alerts) {
    private static final String CHECK = "check";
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /// What serves an environment.
    ///
    /// @param address of its router's port
    /// @param window the length of the router's windows there
    public record Serving(Target address, DeploymentId deployment, Duration window) {}

    /// What serves a slot now; faults where no faults may be injected, or nothing or more than one thing serves.
    public Serving serving(Slot slot) {
        return serving(slot, Optional.empty());
    }

    /// The same of one deployment, beside which another may have a share.
    Serving serving(Slot slot, Optional<DeploymentId> deployment) {
        allowed(faults.begin(new FaultCommand(slot, CHECK, MOMENT, List.of())), slot);
        var _ = faults.end(new FaultEnd(slot, CHECK));
        return switch (target.observe(slot)) {
            case Reply.Known<Observation>(Observation seen) -> serving(slot, deployment, seen);
            case Reply.Unknown<Observation>(String because) -> throw silent(because);
        };
    }

    private static Serving serving(Slot slot, Optional<DeploymentId> wanted, Observation seen) {
        List<DeploymentId> serving = seen.route() instanceof Route.Serving(List<Route.Share> shares)
                ? shares.stream().map(Route.Share::deployment).toList()
                : List.of();
        Optional<DeploymentId> deployment = wanted.filter(serving::contains)
                .or(() -> wanted.isEmpty() && serving.size() == 1 ? Optional.of(serving.getFirst()) : Optional.empty());
        if (deployment.isEmpty()) {
            throw refused(
                    slot + " has no release that serves" + (wanted.isEmpty() ? " alone" : ", but another one"),
                    "Wait until a release is settled there: arelops status.");
        }
        if (!(seen.address().users() instanceof Users.Here)) {
            throw refused("The users of " + slot + " are served elsewhere", "arelops failback brings them back.");
        }
        if (!seen.address().trouble().isEmpty()) {
            throw refused(
                    "The port of " + slot + " is not open: " + seen.address().trouble(),
                    "Free the port; the node opens it then.");
        }
        URI address = seen.address().byPort();
        return new Serving(
                new Target(address.getHost(), address.getPort()),
                deployment.get(),
                seen.watching().window());
    }

    /// Faults where the node does not inject faults.
    static void allowed(Reply<FaultAnswer> reply, Slot slot) {
        switch (reply) {
            case Reply.Known<FaultAnswer>(FaultAnswer answer) -> {
                if (!answer.because().isEmpty()) {
                    throw refused(
                            "Nothing is tried in " + slot + ": " + answer.because(),
                            "Name an environment before PRODUCTION in which a release serves: --to beta.");
                }
            }
            case Reply.Unknown<FaultAnswer>(String because) -> throw silent(because);
        }
    }

    private static Fault refused(String what, String mend) {
        return new Fault(Fault.Kind.REFUSED, "traffic.validate", what, mend);
    }

    private static Fault silent(String because) {
        return new Fault(
                Fault.Kind.UNREACHABLE,
                "traffic.node",
                "The node does not answer: " + because,
                "Try it on the machine of the node; arelops up starts it.");
    }
}
