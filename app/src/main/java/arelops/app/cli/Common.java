package arelops.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

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

    /// The repository that the command is about, if there is one.
    Optional<Path> repository(Path folder) {
        return RepositoryFolder.around(repository.isBlank() ? folder : folder.resolve(repository));
    }
}
