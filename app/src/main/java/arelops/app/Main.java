package arelops.app;

import arelops.app.demo.DemoProgram;
import arelops.app.node.NodeProcess;
import arelops.app.node.NodeSettings;
import arelops.app.up.Launch;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 3 && args[0].equals("node")) {
            NodeProcess.run(NodeSettings.in(Path.of(args[2])), InstantSource.system());
        }
        if (args.length > 0 && args[0].equals("demo")) {
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            Launch launch = new Launch(
                    Optional.empty(), Optional.empty(), java(), "c" + ProcessHandle.current().pid(), 0);
            System.exit(new DemoProgram(launch, new SecureRandom(), InstantSource.system())
                    .run(Optional.empty(), args.length > 1, out, System.console() != null));
        }
        System.exit(0);
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Darelops.log=INFO",
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main");
    }
}
