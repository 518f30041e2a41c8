package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import java.net.URI;
import java.util.regex.Pattern;

/// Which addresses recorded requests may be sent to: those of this machine.
final class ReplayTarget {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|.*\\.localhost");

    private ReplayTarget() {}

    /// The target at an address.
    ///
    /// @param allowed another machine that somebody answers for; empty for none
    static Target of(String address, String allowed) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw ReplayOptions.usage("'" + address + "' is no address", "For example http://127.0.0.1:8080.");
        }
        String host = String.valueOf(uri.getHost());
        boolean here = LOOPBACK.matcher(host).matches();
        if (!"http".equals(uri.getScheme()) || !(here || (!allowed.isEmpty() && host.equals(allowed)))) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "traffic.fenced",
                    "'" + address + "' is no address of this machine by http",
                    "Recorded requests go to environments of the line, or to an app that you run here: --to http://127.0.0.1:8080.");
        }
        return new Target(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() < 0 ? 80 : uri.getPort());
    }
}
