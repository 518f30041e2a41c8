package arelops.app.deploy.wire;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a running node tells in `node.json` of its data folder: its process and the loopback ports it listens on.
public record NodeFile(long pid, int control, int router) {
    /// The header that carries the secret of [#SECRET] in every call of the control port.
    public static final String SECRET_HEADER = "x-arelops-key";

    /// The header with the wall-clock milliseconds after which a command must no longer be performed.
    public static final String EXPIRES_HEADER = "x-arelops-expires";

    private static final String NAME = "node.json";
    private static final String SECRET = "control.key";

    public static Path file(Path data) {
        return data.resolve(NAME);
    }

    public static Path secretFile(Path data) {
        return data.resolve(SECRET);
    }

    /// Reads the file; empty if there is none.
    public static Optional<NodeFile> read(Path data) {
        try {
            return Optional.of(Wire.MAPPER.readValue(Files.readAllBytes(file(data)), NodeFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.file",
                    "The file " + file(data) + " cannot be read: " + e.getMessage() + ".",
                    "Start the node again; it writes the file anew.",
                    e);
        }
    }
}
