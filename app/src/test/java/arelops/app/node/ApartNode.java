package arelops.app.node;

import static arelops.app.node.Fixture.SLOT;

import arelops.app.OwnJava;
import arelops.app.OwnPorts;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeLauncher;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.NodeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A node as a process of its own, which can be killed and started again.
final class ApartNode {
    private static final Duration LONG = Duration.ofSeconds(60);

    final NodeTarget target;

    private final NodeLauncher launcher;

    /// On ports that are not those of tests beside this one.
    ApartNode(Path data, String... jvm) {
        OwnPorts.lead(data);
        List<String> command = OwnJava.command(jvm);
        command.addAll(List.of(NodeMain.class.getName(), data.toString(), Integer.toString(OwnPorts.area())));
        launcher = new NodeLauncher(data, command, InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    NodeFile running() {
        return launcher.ensureRunning(LONG);
    }

    List<Window> windows() {
        return switch (target.windows(SLOT, 0)) {
            case Reply.Known<Windows>(Windows known) -> known.windows();
            case Reply.Unknown<Windows>(String because) -> throw new AssertionError(because);
        };
    }
}
