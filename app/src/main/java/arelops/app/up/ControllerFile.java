package arelops.app.up;

import arelops.app.fault.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Where a running controller is reached: `controller.json` in its data folder, gone when it stopped by itself.
///
/// @param isolation a sentence on how far jobs are kept from the program
record ControllerFile(OsProcess process, URI url, Instant startedAt, String isolation) {
    private static final JsonMapper JSON = new JsonMapper();

    /// The file of this very process.
    static ControllerFile ofThis(URI url, Instant now, String isolation) {
        return new ControllerFile(OsProcess.current(), url, now, isolation);
    }

    static Optional<ControllerFile> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode root = JSON.readTree(Files.readString(file));
            return Optional.of(new ControllerFile(
                    new OsProcess(
                            root.path("pid").asLong(), root.path("process").asText()),
                    URI.create(root.path("url").asText()),
                    Instant.parse(root.path("startedAt").asText()),
                    root.path("isolation").asText("")));
        } catch (JsonProcessingException | IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    void write(Path file) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(
                    fresh,
                    JSON.writeValueAsString(Map.of(
                            "pid",
                            process.pid(),
                            "process",
                            process.mark(),
                            "url",
                            url.toString(),
                            "startedAt",
                            startedAt.toString(),
                            "isolation",
                            isolation)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static Fault broken(Path file, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "controller.file",
                "Cannot read or write " + file + ": " + e.getMessage(),
                "Make the folder writable, with room on the disk.",
                e);
    }

    /// Whether the process that wrote it is still there.
    boolean isAlive() {
        return process.isAlive();
    }
}
