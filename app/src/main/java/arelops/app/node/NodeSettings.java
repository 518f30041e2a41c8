package arelops.app.node;

import java.nio.file.Path;

/// Where a node keeps its data and which loopback ports it uses; `routerPort` 0 means any free one,
/// as does one that is in use.
///
/// Ports of slots and instances lie below the range from which the system takes ports of outgoing
/// connections, so that no connection of somebody else can sit on one.
public record NodeSettings(
        Path data, int routerPort, PortRange slotPorts, PortRange instancePorts, LogLimits logs, Pace pace) {
    public static final int ROUTER_PORT = 7330;

    public NodeSettings {
        data = data.toAbsolutePath().normalize();
    }

    /// With the usual pace of starting again.
    public NodeSettings(Path data, int routerPort, PortRange slotPorts, PortRange instancePorts, LogLimits logs) {
        this(data, routerPort, slotPorts, instancePorts, logs, Pace.USUAL);
    }

    /// The usual ports.
    public static NodeSettings in(Path data) {
        return new NodeSettings(
                data, ROUTER_PORT, new PortRange(7400, 7999), new PortRange(20_000, 31_999), LogLimits.USUAL);
    }
}
