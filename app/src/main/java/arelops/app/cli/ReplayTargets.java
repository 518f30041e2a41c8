package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import java.util.Set;

/// Where recorded requests may go: to environments before PRODUCTION, and to apps on this machine.
final class ReplayTargets {
    private static final Set<String> FENCED = Set.of("production");

    private ReplayTargets() {}

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
