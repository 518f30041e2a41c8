package arelops.app;

import arelops.app.demo.DemoCommand;
import arelops.app.up.DownCommand;
import arelops.app.up.Machine;
import arelops.app.up.NodeCommand;
import arelops.app.up.UpCommand;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Machine machine = new Machine(
                Path.of("").toAbsolutePath(), System.getenv(), java(), new SecureRandom(), InstantSource.system());
        CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("arelops"));
        root.addSubcommand(new UpCommand(machine));
        root.addSubcommand(new DownCommand(machine));
        root.addSubcommand(new NodeCommand(machine));
        root.addSubcommand(new DemoCommand(machine));
        System.exit(root.execute(args));
    }

    /// How this program starts itself again, as node or in the background.
    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Darelops.log=INFO",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main");
    }
}
