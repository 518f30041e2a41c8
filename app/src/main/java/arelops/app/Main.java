package arelops.app;

import arelops.app.node.NodeProcess;
import arelops.app.node.NodeSettings;
import java.nio.file.Path;
import java.time.InstantSource;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 3 && args[0].equals("node")) {
            NodeProcess.run(NodeSettings.in(Path.of(args[2])), InstantSource.system());
        }
        System.exit(0);
    }
}
