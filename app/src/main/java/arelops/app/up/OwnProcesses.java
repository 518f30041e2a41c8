package arelops.app.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The processes of this program that work for an installation, found by their command lines: also those that were
/// just started, and have not said yet where they are reached.
record OwnProcesses(Installation installation) {
    private static final Path PROC = Path.of("/proc");

    /// Its nodes; there is more than one for a moment, if two were started at once.
    List<OsProcess> nodes() {
        List<String> node = List.of("node", "--data", installation.node().toString());
        return found(pid -> Collections.indexOfSubList(commandLine(pid), node) >= 0);
    }

    /// Its controllers besides this very process.
    List<OsProcess> controllers() {
        long own = ProcessHandle.current().pid();
        return found(pid -> pid != own && isController(pid, commandLine(pid)));
    }

    private boolean isController(long pid, List<String> line) {
        int up = line.indexOf("up");
        if (up < 0 || !line.subList(up, line.size()).contains("--foreground")) {
            return false;
        }
        // Also before the command: arelops -r FOLDER up. The one after it counts more.
        int named = Math.max(line.lastIndexOf("--repo"), line.lastIndexOf("-r"));
        Path folder = named >= 0 && named + 1 < line.size() ? Path.of(line.get(named + 1)) : Path.of("");
        return workingFolder(pid)
                .flatMap(where -> repository(where.resolve(folder)))
                .filter(installation.repository()::equals)
                .isPresent();
    }

    private static Optional<Path> repository(Path folder) {
        return Installation.find(folder, Map.of()).map(Installation::repository);
    }

    private static List<OsProcess> found(Predicate<Long> meant) {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Long::valueOf)
                    .filter(meant)
                    .flatMap(pid -> OsProcess.find(pid).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Whole, as [ProcessHandle] leaves out a long one; empty for a process that is gone or somebody else's.
    private static List<String> commandLine(long pid) {
        try {
            byte[] line = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
            return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Path> workingFolder(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
