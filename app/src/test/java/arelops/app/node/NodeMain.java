package arelops.app.node;

import arelops.app.fault.Fault;
import java.nio.file.Path;
import java.time.InstantSource;

/// The node as a separate JVM, for tests that kill it: data folder and area of ports are its arguments.
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] arguments) {
        try {
            NodeProcess.run(
                    new NodeSettings(
                            Path.of(arguments[0]),
                            0,
                            Fixture.slotPorts(Integer.parseInt(arguments[1])),
                            new PortRange(20_000, 31_999),
                            LogLimits.USUAL),
                    InstantSource.system());
        } catch (Fault e) {
            System.err.println(e.getMessage());
            System.exit(e.kind().exitCode());
        }
    }
}
