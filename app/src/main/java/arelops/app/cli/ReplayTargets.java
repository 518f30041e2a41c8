package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import java.util.Optional;
import java.util.Set;

/// Where recorded requests may go: to environments before PRODUCTION, and to apps on this machine.
final class ReplayTargets {
    private static final Set<String> FENCED = Set.of("production");

    private ReplayTargets() {}

    /// The environment whose router listens at an address, as `APP/ENV`; empty for an app that is none.
    static Optional<String> at(Doc status, String address) {
        Target target = ReplayTarget.of(address, "");
        for (Doc app : status.list("apps")) {
            for (Doc environment : app.list("environments")) {
                String there = environment.text("address");
                if (!there.isEmpty() && ReplayTarget.of(there, "").port() == target.port()) {
                    return Optional.of(app.text("name") + "/" + environment.text("name"));
                }
            }
        }
        return Optional.empty();
    }

    /// The address of an environment by its name, or this address.
    static Target named(Session session, String to) {
        if (to.contains("://")) {
            return ReplayTarget.of(to, "");
        }
        Doc there = session.environment(session.client().get("status"), to);
        if (FENCED.contains(there.text("name"))) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "Recorded requests are not sent to " + there.text("name") + ", where users are",
                    "Send them to an environment before it: --to beta, --to passive.");
        }
        String address = there.text("address");
        if (address.isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    there.text("name") + " has no address yet",
                    "Wait until a release serves there: arelops status.");
        }
        return ReplayTarget.of(address, "");
    }
}
