package arelops.bench.traffic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who runs where: the sender, ours or a peer, on the first core, and what answers on the second.
final class Cores {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    /// What this process may use says nothing, as it is on the first core itself.
    private static final Path SECOND = Path.of("/sys/devices/system/cpu/cpu1");

    private Cores() {}

    /// What a command begins with to run on the first core alone; nothing where there are not two.
    static List<String> first() {
        return of("0");
    }

    /// The same for the second.
    static List<String> second() {
        return of("1");
    }

    private static List<String> of(String core) {
        return Files.isExecutable(TASKSET) && Files.isDirectory(SECOND)
                ? List.of(TASKSET.toString(), "-c", core)
                : List.of();
    }
}
