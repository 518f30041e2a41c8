package arelops.app.up;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The token of whoever started ARelOps here, where their commands find it; mode 0600.
public record TokenFile(Installation installation) {

    /// The token; empty where none is kept.
    public Optional<String> read() {
        try {
            return Files.exists(installation.tokenFile())
                    ? Optional.of(Files.readString(installation.tokenFile()).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Keeps this token instead.
    public void write(String token) {
        Path file = installation.tokenFile();
        try {
            Path fresh = Files.createTempFile(
                    installation.data(),
                    ".token",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, token + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Fault unwritable(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "token.file",
                "Cannot keep the token in " + installation.tokenFile() + ": " + e.getMessage(),
                "Make the folder writable, with room on the disk.",
                e);
    }
}
