package arelops.app.run;

import arelops.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A process with a runner in it, to be given less memory than its job prints.
final class FloodedController {
    static final JobId ID = new JobId("job");

    private FloodedController() {}

    /// Runs a command with the usual limits, looks at it until it has ended, and prints how it ended, the most bytes
    /// that lay on the disk at a look, and how long it took in milliseconds.
    ///
    /// Arguments: the folder; the command.
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        try (var world = new JobWorld(root)) {
            world.runner.start(JobWorld.job(ID.text(), args[1]));
            long[] most = {0};
            var end = Patience.until(JobState.Finished.class, () -> {
                JobState state = world.look(ID);
                most[0] = Math.max(most[0], onDisk(root));
                return state;
            });
            System.out.println(
                    end.ending() + " " + most[0] + " " + end.duration().toMillis());
        }
    }

    private static long onDisk(Path root) {
        try (var files = Files.walk(root)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += size(file);
            }
            return bytes;
        } catch (IOException | UncheckedIOException _) {
            return 0; // something was removed while it was walked over; there are other looks
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
