package arelops.app;

import arelops.app.cli.Cli;
import arelops.app.cli.Surroundings;
import arelops.app.demo.DemoCommand;
import arelops.app.up.DownCommand;
import arelops.app.up.Machine;
import arelops.app.up.NodeCommand;
import arelops.app.up.UpCommand;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The entry of the program: wires the parts with `new`, and is the map of the whole.
public final class Main {
    private static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        Machine machine = new Machine(
                Path.of("").toAbsolutePath(), System.getenv(), java(), new SecureRandom(), InstantSource.system());
        Cli cli = new Cli(
                surroundings(machine),
                VERSION,
                Map.of(
                        "up", new UpCommand(machine),
                        "down", new DownCommand(machine),
                        "node", new NodeCommand(machine),
                        "demo", new DemoCommand(machine)));
        System.exit(cli.run(args));
    }

    private static Surroundings surroundings(Machine machine) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return new Surroundings(
                machine.environment(),
                machine.folder(),
                new Surroundings.Streams(
                        System.in,
                        new PrintStream(System.out, true, charset),
                        new PrintStream(System.err, true, charset),
                        terminal),
                machine.clock(),
                ZoneId.systemDefault(),
                Main::pause);
    }

    /// Waits; false when somebody wants the program to end.
    private static boolean pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
