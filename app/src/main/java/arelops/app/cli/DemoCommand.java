package arelops.app.cli;

import arelops.app.demo.DemoProgram;
import arelops.app.up.Launch;
import arelops.app.up.Machine;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The sixty-second tour.
@Command(
        name = "demo",
        description = "The sixty-second tour: a real app travels to PRODUCTION on this machine, and back.",
        footer = {
            "",
            "It makes its own repository, controller and node, and touches nothing else.",
            "With --check it ends by itself, with 0 if all of it held and 1 if not; else it stays until Ctrl-C."
        })
final class DemoCommand implements Callable<Integer> {
    private final Machine machine;
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(names = "--check", description = "Without a person: exit 0 only if git and HTTP both show all of it.")
    private boolean check;

    @Option(names = "--dir", paramLabel = "FOLDER", description = "An empty folder for it (default: a temporary one).")
    private @Nullable Path dir;

    private DemoCommand(Machine machine, Surroundings world) {
        this.machine = machine;
        this.world = world;
    }

    static CommandLine of(Machine machine, Surroundings world) {
        return Common.without(
                new CommandLine(new DemoCommand(machine, world)), "--repo", "--server", "--app", "--json", "--plain");
    }

    /// The folder of the launcher, where a shell does not look for commands.
    private Optional<Path> path() {
        List<String> known =
                List.of(machine.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1));
        return Optional.ofNullable(System.getProperty("arelops.launcher"))
                .map(launcher -> Path.of(launcher).getParent())
                .filter(folder -> !known.contains(folder.toString()));
    }

    @Override
    public Integer call() {
        Common.refuse(common.json(), "demo", "--json");
        Launch launch = new Launch(
                Optional.empty(),
                Optional.empty(),
                machine.quickJava(),
                "demo-" + ProcessHandle.current().pid(),
                0);
        // One look at the terminal for the whole tour.
        View view = new Session(world, common).view();
        PrintStream out = world.streams().out();
        boolean quiet = common.quiet();
        return new DemoProgram(launch, machine.random(), machine.clock(), path())
                .run(
                        Optional.ofNullable(dir),
                        check,
                        line -> {
                            if (!quiet) {
                                out.println(view.unicode() ? line : View.ascii(line));
                                out.flush();
                            }
                        },
                        view.colour());
    }
}
