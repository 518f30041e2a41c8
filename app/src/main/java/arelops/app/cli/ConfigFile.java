package arelops.app.cli;

import arelops.app.config.Detected;
import arelops.app.config.Detection;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.up.Installation;
import arelops.core.id.AppName;
import arelops.core.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The config file of a working copy, read without a controller.
///
/// @param folder the top of the working copy, whose files tell what the config does not
/// @param name of the file as messages show it
record ConfigFile(Path folder, Path file, String name) {
    private static final long LARGEST = 1 << 20;

    static ConfigFile of(Path folder, String file) {
        return new ConfigFile(folder, folder.resolve(file), file);
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /// What the file says; the standard with what was detected where there is none.
    PolicyFile.Parsed parsed() {
        AppName app = Installation.of(folder, Map.of()).app();
        if (!exists()) {
            return PolicyFile.none(app, detected());
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new Fault(
                        Fault.Kind.INPUT, "config.too-large", name + " is larger than 1 MiB", "Make it smaller.");
            }
            return PolicyFile.parse(name, Files.readAllBytes(file), app, detected());
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "config.unreadable",
                    "Cannot read " + file + ": " + e.getMessage(),
                    "Make the file readable.",
                    e);
        }
    }

    /// The rules of the file; the standard's where it cannot be used.
    Policy rules() {
        return parsed() instanceof PolicyFile.Valid valid
                ? valid.policy()
                : PolicyFile.none(Installation.of(folder, Map.of()).app(), Detected.NOTHING)
                        .policy();
    }

    /// What the files at the top of the working copy tell.
    Detected detected() {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = files.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .collect(Collectors.toSet());
            return Detection.detect(names, this::content);
        } catch (IOException e) {
            return Detected.NOTHING;
        }
    }

    private Optional<String> content(String path) {
        try {
            Path found = folder.resolve(path);
            return Files.size(found) <= LARGEST
                    ? Optional.of(new String(Files.readAllBytes(found), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
