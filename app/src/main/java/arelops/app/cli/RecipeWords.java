package arelops.app.cli;

import arelops.app.config.PolicyFile;
import arelops.app.run.RunSettings;
import arelops.core.policy.Command;
import arelops.core.policy.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The programs with which the commands of a config begin, looked up where they will be: jobs have a fixed `PATH`, apps
/// that of whoever started ARelOps.
///
/// @param shell the `PATH` of this shell
record RecipeWords(Path folder, String shell) {
    private static final String JOBS = RunSettings.USUAL_PATH + ":" + Path.of(System.getProperty("java.home"), "bin");

    /// What the shell knows by itself.
    private static final Set<String> BUILT_IN = Set.of(
            ":", ".", "[", "{", "(", "!", "cd", "echo", "test", "true", "false", "set", "export", "unset", "source",
            "if", "for", "while", "until", "case", "ulimit", "umask", "trap", "exit", "eval", "command", "printf",
            "read", "wait", "type", "shift", "local", "return");

    /// A program that is not found.
    ///
    /// @param use which command begins with it, for example `build`
    record Missing(String use, String word, String mend) {}

    List<Missing> missing() {
        if (!(ConfigFile.of(folder, PolicyFile.NAME).parsed() instanceof PolicyFile.Valid valid)) {
            return List.of();
        }
        List<Missing> missing = new ArrayList<>();
        for (Recipe recipe : valid.recipes().apps()) {
            recipe.build().ifPresent(command -> look("build", command.line(), JOBS, missing));
            recipe.run().ifPresent(line -> look("run", line, shell, missing));
            recipe.checks().forEach((name, command) -> look("the check " + name, command.line(), JOBS, missing));
            recipe.acceptance().everywhere().map(Command::line).ifPresent(line -> look("accept", line, JOBS, missing));
        }
        return missing;
    }

    private void look(String use, String line, String path, List<Missing> missing) {
        first(line)
                .filter(word -> !isThere(word, path))
                .ifPresent(word -> missing.add(new Missing(use, word, mend(word, path))));
    }

    /// The program of a command line; empty where the shell would have to be asked.
    static Optional<String> first(String line) {
        for (String word : line.strip().split("\\s+", -1)) {
            if (word.matches("[A-Za-z_][A-Za-z0-9_]*=.*") || word.equals("exec")) {
                continue;
            }
            return word.matches("[A-Za-z0-9._/+-]+") && !BUILT_IN.contains(word) ? Optional.of(word) : Optional.empty();
        }
        return Optional.empty();
    }

    private boolean isThere(String word, String path) {
        if (word.contains("/")) {
            return Files.exists(folder.resolve(word)) || (!Path.of(word).isAbsolute() && isMade(word));
        }
        return Arrays.stream(path.split(":", -1))
                .filter(one -> !one.isEmpty())
                .map(one -> Path.of(one, word))
                .anyMatch(Files::isExecutable);
    }

    /// What is in no commit may be what the build makes.
    private static boolean isMade(String word) {
        return !word.matches("(\\./)?(mvnw|gradlew)");
    }

    private static String mend(String word, String path) {
        if (word.contains("/")) {
            return "commit " + word + ", or name another program";
        }
        return path.equals(JOBS)
                ? "install " + word + " for all users, or write its whole path: jobs look in " + RunSettings.USUAL_PATH
                        + " and in ARelOps's own JDK, whatever your PATH says"
                : "install " + word
                        + ", or write its whole path: apps look on the PATH with which arelops up was called";
    }
}
