package arelops.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A process with a runner in it, to be killed by a test.
final class CrashingController {
    private CrashingController() {}

    static JobSpec spec(Path root, String command) {
        return JobSpec.of(
                        new JobId("job"),
                        new Workspace.CleanCopy(JobWorld.COMMIT),
                        "echo run >>" + root + "/runs; echo \"secret: $TOKEN\"; " + command,
                        Cache.TRUNK,
                        Isolation.NONE)
                .withSecrets(Set.of("TOKEN"))
                .collecting(List.of("made"));
    }

    /// Arguments: the folder; `checkout` to stop within the checkout, `start` to never look again after the start,
    /// `run` to go on; the command; its time limit in seconds.
    public static void main(String[] args) throws IOException {
        var root = Path.of(args[0]);
        Checkout checkout = (_, _) -> {
            Files.writeString(root.resolve("checkout"), "");
            while (args[1].equals("checkout")) {
                LockSupport.park();
            }
        };
        try (var world = new JobWorld(root, new RunSettings.Capacity(2, 0), 1L << 30, checkout)) {
            var spec = spec(root, args[2])
                    .withLimits(new Limits(Duration.ofSeconds(Long.parseLong(args[3])), 1L << 30, 1L << 20, 200));
            world.runner.start(spec);
            while (true) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                if (!args[1].equals("start")) {
                    world.runner.tick();
                }
            }
        }
    }
}
