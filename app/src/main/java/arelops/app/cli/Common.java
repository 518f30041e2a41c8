package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.up.Installation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that every command has.
final class Common {
    @Option(
            names = {"-r", "--repo"},
            paramLabel = "FOLDER",
            description = "The repository; default: the one around this folder.")
    private String repository = "";

    @Option(names = "--server", paramLabel = "URL", description = "The controller; default: the one that runs here.")
    private String server = "";

    @Option(names = "--app", paramLabel = "APP", description = "The app, where the repository has several.")
    private String app = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--plain", description = "Print tab-separated values, one record per line.")
    private boolean plain;

    @Option(names = "--no-color", description = "Print without colour (also: NO_COLOR).")
    private boolean noColour;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing on success.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /// What was given before the name of the command: `arelops --json status`.
    private Optional<Common> before() {
        return Optional.ofNullable(command)
                .map(spec -> spec.root().userObject())
                .filter(Cli.Root.class::isInstance)
                .map(root -> ((Cli.Root) root).common())
                .filter(common -> common != this);
    }

    private boolean isGiven(Predicate<Common> option) {
        return option.test(this) || before().filter(option).isPresent();
    }

    private String given(Function<Common, String> option) {
        String own = option.apply(this);
        return own.isBlank() ? before().map(option).orElse("") : own;
    }

    boolean json() {
        return isGiven(common -> common.json);
    }

    boolean plain() {
        return isGiven(common -> common.plain);
    }

    boolean noColour() {
        return isGiven(common -> common.noColour);
    }

    boolean quiet() {
        return isGiven(common -> common.quiet);
    }

    boolean help() {
        return help;
    }

    String app() {
        return given(common -> common.app);
    }

    Optional<String> server() {
        String named = given(common -> common.server);
        return named.isBlank() ? Optional.empty() : Optional.of(named);
    }

    /// Takes options that mean nothing for a command out of it and its help.
    static CommandLine without(CommandLine command, String... names) {
        CommandSpec spec = command.getCommandSpec();
        for (String name : names) {
            Optional.ofNullable(spec.findOption(name)).ifPresent(spec::remove);
        }
        return command;
    }

    /// Refuses what was given before the name of a command for which it means nothing.
    static void refuse(boolean isGiven, String command, String option) {
        if (isGiven) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "arelops " + command + " knows no " + option,
                    "arelops " + command + " --help");
        }
    }

    /// The installation of the repository that the command is about, if there is one.
    Optional<Installation> installation(Surroundings world) {
        return Installation.find(folder(world), world.environment());
    }

    private Path folder(Surroundings world) {
        String named = given(common -> common.repository);
        return named.isBlank() ? world.folder() : world.folder().resolve(named);
    }

    /// The same; where there is none, one for the folder itself, for which a repository can be hosted.
    Installation installationOrFolder(Surroundings world) {
        return installation(world).orElseGet(() -> Installation.of(folder(world), world.environment()));
    }
}
