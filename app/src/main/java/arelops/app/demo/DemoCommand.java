package arelops.app.demo;

import arelops.app.up.Launch;
import arelops.app.up.Machine;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The sixty-second tour.
@Command(
        name = "demo",
        description = "The sixty-second tour: a real app travels to PRODUCTION on this machine, and back.")
public final class DemoCommand implements Callable<Integer> {
    private final Machine machine;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--check", description = "Without a person: exit 0 only if git and HTTP both show all of it.")
    private boolean check;

    @Option(names = "--dir", paramLabel = "FOLDER", description = "An empty folder for it (default: a temporary one).")
    private @Nullable Path dir;

    public DemoCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Launch launch = new Launch(
                Optional.empty(),
                Optional.empty(),
                machine.java(),
                "demo-" + ProcessHandle.current().pid(),
                0);
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        boolean colour = line.getColorScheme().ansi().enabled();
        return new DemoProgram(launch, machine.random(), machine.clock())
                .run(Optional.ofNullable(dir), check, line.getOut(), colour);
    }
}
