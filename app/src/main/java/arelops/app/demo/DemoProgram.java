package arelops.app.demo;

import arelops.app.fault.Fault;
import arelops.app.up.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `arelops demo`: runs the tour, and with `--check` says by its exit code whether git and HTTP show all of it.
public final class DemoProgram {
    private static final Logger LOG = LoggerFactory.getLogger(DemoProgram.class);

    private final Launch launch;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Optional<Path> path;

    /// @param path the folder to put on the `PATH` for `arelops`; empty where a shell finds it by itself
    public DemoProgram(Launch launch, SecureRandom random, InstantSource clock, Optional<Path> path) {
        this.launch = launch;
        this.random = random;
        this.clock = clock;
        this.path = path;
    }

    /// Runs it; 0 if everything held.
    ///
    /// @param dir where to put repository and data; empty for a new temporary folder
    /// @param check without a person: clean up and return at the end
    /// @param out takes each line as it comes
    public int run(Optional<Path> dir, boolean check, Consumer<String> out, boolean colour) {
        Path folder = folder(dir);
        Screen screen = new Screen(out, colour);
        boolean good;
        try (Demo demo = Demo.start(folder, launch, screen, random, clock)) {
            Thread stop = new Thread(demo::close, "demo-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            good = demo.run();
            if (!check) {
                demo.invite(path);
                demo.awaitStop();
            }
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
        if (check && dir.isEmpty()) {
            delete(folder);
        }
        return good ? 0 : 1;
    }

    private static Path folder(Optional<Path> dir) {
        try {
            if (dir.isEmpty()) {
                return Files.createTempDirectory("arelops-demo-");
            }
            Path folder = Files.createDirectories(dir.get()).toAbsolutePath();
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new Fault(
                            Fault.Kind.INPUT,
                            "demo.folder",
                            "The folder " + folder + " is not empty",
                            "Name a new folder: the demo makes its own repository there.");
                }
            }
            return folder;
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "demo.folder",
                    "Cannot make a folder for the demo: " + e.getMessage(),
                    "Name one that can be written: arelops demo --dir FOLDER.",
                    e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.toString());
        }
    }
}
