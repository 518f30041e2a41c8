package arelops.app.up;

import arelops.app.git.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The place that the controllers of one data folder take, one after the other: the folder's lock keeps it to one
/// at a time. It is named after the first of them.
record Seat(String name) {

    /// The seat of the locked folder; named `first` if nobody sat there before.
    static Seat of(FolderLock lock, String first) throws IOException {
        Path file = lock.folder().resolve("seat");
        if (!Files.exists(file)) {
            Path fresh = lock.folder().resolve("seat.new");
            Files.writeString(fresh, first + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Seat(Files.readString(file).strip());
    }

    /// The name under which a controller of this seat declares moves, different at every start.
    String controller(String start) {
        return name + "." + start;
    }
}
