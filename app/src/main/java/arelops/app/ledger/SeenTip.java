package arelops.app.ledger;

import arelops.app.fault.Fault;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The newest ledger tip that this installation has seen, in a small file: how a rewritten ledger is noticed.
///
/// Losing the file loses no decision, only that memory.
public final class SeenTip {
    private final Path file;

    public SeenTip(Path file) {
        this.file = file;
    }

    Optional<CommitId> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(new CommitId(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "ledger.memory",
                    "Cannot read which ledger tip was seen last, from " + file,
                    "Compare git rev-parse refs/arelops/ledger with a colleague's, then delete that file.",
                    e);
        }
    }

    void write(CommitId tip) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(fresh, tip.hex() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "ledger.memory",
                    "Cannot note the ledger tip in " + file + ": " + e.getMessage(),
                    "Make room on the disk, and the folder writable.",
                    e);
        }
    }
}
