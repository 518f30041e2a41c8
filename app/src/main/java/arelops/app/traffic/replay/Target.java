package arelops.app.traffic.replay;

/// Where requests are sent, by HTTP/1.1 without encryption.
///
/// @param host a name or an address; one of IPv6 without brackets
public record Target(String host, int port) {
    /// Checks that it can be written into a header.
    public Target {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c >= 127 || c == '/' || c == '@')) {
            throw new IllegalArgumentException("no name of a host: " + host);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /// As the `Host` header says it.
    public String authority() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
