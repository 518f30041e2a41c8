package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/// Where recorded requests may go: to environments before PRODUCTION, and to apps on this machine.
final class ReplayTargets {
    private static final Set<String> FENCED = Set.of("production");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|.*\\.localhost");

    private ReplayTargets() {}

    /// The address of an environment by its name, or this address.
    static Target named(Session session, String to) {
        if (to.contains("://")) {
            return address(to);
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
        return address(address);
    }

    /// This address, if it is one of this machine.
    static Target address(String text) {
        URI address = URI.create(text);
        String host = String.valueOf(address.getHost());
        if (!"http".equals(address.getScheme()) || !LOOPBACK.matcher(host).matches()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "'" + text + "' is no address of this machine by http",
                    "Recorded requests go to environments of the line, or to an app that you run here: --to http://127.0.0.1:8080.");
        }
        return new Target(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                address.getPort() < 0 ? 80 : address.getPort());
    }
}
