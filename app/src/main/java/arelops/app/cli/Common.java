package arelops.app.cli;

import arelops.app.up.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options that every command has.
final class Common {
    /// The options whose value is an argument of its own.
    private static final Set<String> TAKING = Set.of("-r", "--repo", "--server", "--app");

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

    /// The command line with the options that stand before the command put behind it: both places are usual.
    static String[] last(String... arguments) {
        int command = 0;
        while (command < arguments.length && arguments[command].startsWith("-")) {
            command += TAKING.contains(arguments[command]) ? 2 : 1;
        }
        if (command == 0
                || command >= arguments.length
                || Arrays.asList(arguments).contains("--")) {
            return arguments;
        }
        List<String> sorted = new ArrayList<>(Arrays.asList(arguments).subList(command, arguments.length));
        sorted.addAll(Arrays.asList(arguments).subList(0, command));
        return sorted.toArray(String[]::new);
    }

    boolean json() {
        return json;
    }

    boolean plain() {
        return plain;
    }

    boolean noColour() {
        return noColour;
    }

    boolean quiet() {
        return quiet;
    }

    boolean help() {
        return help;
    }

    String app() {
        return app;
    }

    Optional<String> server() {
        return server.isBlank() ? Optional.empty() : Optional.of(server);
    }

    /// The installation of the repository that the command is about, if there is one.
    Optional<Installation> installation(Surroundings world) {
        Path folder = repository.isBlank() ? world.folder() : world.folder().resolve(repository);
        return Installation.find(folder, world.environment());
    }
}
