package arelops.app;

import arelops.app.cli.Cli;
import arelops.app.cli.Surroundings;
import arelops.app.up.Machine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        Machine machine = new Machine(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                java(),
                Main::flags,
                new SecureRandom(),
                InstantSource.system());
        Cli cli = new Cli(
                Surroundings.ofShell(machine.environment(), machine.folder(), machine.clock()), VERSION, machine);
        System.exit(cli.run(args));
    }

    /// How this program starts itself again, as node or in the background.
    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Darelops.log=INFO",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main");
    }

    /// What the launcher told Java: how it compiles and collects, and where its cache of classes is.
    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:") || argument.startsWith("-Xlog:"))
                .toList();
    }
}
