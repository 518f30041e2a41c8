package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.up.Machine;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line of the program: every command of this package.
public final class Cli {
    private final Surroundings world;
    private final String version;
    private final Commands commands = new Commands();

    /// @param machine how this program starts itself again, and where
    public Cli(Surroundings world, String version, Machine machine) {
        this.world = world;
        this.version = version;
        OwnCommands.into(commands, machine, world);
        LookCommands.into(commands, world);
        PromoteCommands.into(commands, world);
        ActCommands.into(commands, world);
        FailoverCommands.into(commands, world);
        ErrorCommands.into(commands, world);
        ChangeCommands.into(commands, world);
        PeopleCommands.into(commands, world);
        SignInCommands.into(commands, world);
        TrustCommands.into(commands, world);
        CanaryCommands.into(commands, world);
        TrafficCommands.into(commands, machine, world);
        ConfigCommands.into(commands, world);
        commands.add("setup-clone", () -> new SetupClone(world))
                .add("simulate", () -> SimulateCommand.of(world))
                .add("doctor", () -> new Doctor(world))
                .add("completion", () -> new Completion(world, this::commandLine))
                .add("version", () -> new Version(world, version))
                .add("warm-up", () -> new WarmUp(world, this::run));
    }

    /// The picocli command of the whole program.
    public CommandLine commandLine() {
        return commandLine(Optional.empty());
    }

    /// @param only the one command that is needed; empty for all
    private CommandLine commandLine(Optional<String> only) {
        CommandLine root = new CommandLine(new Root(world));
        commands.into(root, only);
        Examples.into(root);
        root.getCommandSpec().version("arelops " + version);
        root.setOut(writer(world.streams().out()));
        root.setErr(writer(world.streams().err()));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                world.colour(false) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        root.setParameterExceptionHandler((e, args) -> misused(e, args));
        root.setExecutionExceptionHandler((e, _, result) -> failed(e, result.originalArgs()));
        return root;
    }

    private PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, world.charset()), true);
    }

    /// Performs a command line; the exit code.
    public int run(String... arguments) {
        return commandLine(commands.asked(arguments)).execute(arguments);
    }

    /// Shows a fault as every command shows it, and gives its exit code; for commands outside of this package.
    public int failed(Fault fault, boolean json) {
        if (json) {
            world.streams().out().println(Failure.json(fault));
            world.streams().out().flush();
        }
        Failure.lines(fault, world.view(false)).forEach(world.streams().err()::println);
        world.streams().err().flush();
        return fault.kind().exitCode();
    }

    private int failed(Exception e, List<String> arguments) throws Exception {
        if (e instanceof Fault fault) {
            return failed(fault, arguments.contains("--json"));
        }
        throw e;
    }

    private int misused(ParameterException e, String[] arguments) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String near = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .findFirst()
                        .map(one -> "Did you mean " + one + "? ")
                        .orElse("")
                : "";
        boolean noCommand = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty();
        String message = noCommand
                ? "There is no command '" + name + " "
                        + ((UnmatchedArgumentException) e).getUnmatched().getFirst() + "'"
                : String.valueOf(e.getMessage());
        Fault fault = new Fault(Fault.Kind.INPUT, "cli.usage", message, near + name + " --help", e);
        return failed(fault, Arrays.asList(arguments).contains("--json"));
    }

    /// `arelops` alone: the status inside a repository, a short help outside.
    @Command(
            name = "arelops",
            description = "Trunk-based development with automated tag movement: tags that tell the truth.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = false)
    static final class Root implements Callable<Integer> {
        private final Surroundings world;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Common common = new Common();

        @CommandLine.Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Show the version.")
        private boolean version;

        Root(Surroundings world) {
            this.world = world;
        }

        boolean version() {
            return version;
        }

        Common common() {
            return common;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            boolean remote = common.server().isPresent()
                    || world.variable("ARELOPS_SERVER").isPresent();
            if (remote || common.installation(world).isPresent()) {
                CommandLine status =
                        Optional.ofNullable(spec.subcommands().get("status")).orElseThrow();
                return status.execute(passed());
            }
            session.print(List.of(
                    "arelops moves releases along a line of environments, and keeps a tag on what each one runs.",
                    "",
                    "  arelops demo                       the 60 second tour",
                    "  cd REPOSITORY && arelops init      write its first config",
                    "  arelops up                         start, and follow trunk",
                    "  arelops status                     what runs where, and what waits for what",
                    "",
                    "All commands: arelops --help"));
            return Exit.GOOD;
        }

        /// The options of the root, for the command that it stands for.
        private String[] passed() {
            return spec.commandLine().getParseResult().originalArgs().toArray(String[]::new);
        }
    }

    @Command(description = "Print a completion script: source <(arelops completion)")
    static final class Completion implements Callable<Integer> {
        private final Surroundings world;
        private final Supplier<CommandLine> root;

        @Mixin
        private Common common = new Common();

        Completion(Surroundings world, Supplier<CommandLine> root) {
            this.world = world;
            this.root = root;
        }

        @Override
        public Integer call() {
            new Session(world, common).out().println(AutoComplete.bash("arelops", root.get()));
            return Exit.GOOD;
        }
    }

    @Command(description = "Print the version.")
    static final class Version implements Callable<Integer> {
        private final Surroundings world;
        private final String version;

        @Mixin
        private Common common = new Common();

        Version(Surroundings world, String version) {
            this.world = world;
            this.version = version;
        }

        @Override
        public Integer call() {
            new Session(world, common).print("arelops " + version);
            return Exit.GOOD;
        }
    }
}
