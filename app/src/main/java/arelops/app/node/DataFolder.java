package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Users;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.Wire;
import arelops.app.fault.Fault;
import arelops.core.id.Slot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The node's data folder: private to its user, and locked by at most one node at a time.
final class DataFolder implements AutoCloseable {
    private static final String STATE = "state.json";
    private static final String LOCK = "node.lock";

    private final Path root;
    private final FileChannel lockFile;
    private final String controlSecret;
    private final String originSecret;
    private final String nodeId;

    private DataFolder(Path root, FileChannel lockFile) throws IOException {
        this.root = root;
        this.lockFile = lockFile;
        this.controlSecret = secret(NodeFile.secretFile(root));
        this.originSecret = secret(root.resolve("origin.key"));
        this.nodeId = secret(root.resolve("node.id")).substring(0, 16);
    }

    /// Opens and locks the folder, and makes what is missing.
    static DataFolder open(Path root) {
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new Fault(
                        Fault.Kind.REFUSED,
                        "node.taken",
                        "Another node already runs on the data folder " + root + ".",
                        "Use that one, stop it with `arelops down`, or name another folder with --data.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw broken("open the data folder " + root, e);
        }
    }

    /// The process that has the folder open; empty if none has.
    static OptionalLong holder(Path root) {
        Path file = root.resolve(LOCK);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return locked(channel)
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            throw broken("read " + file, e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    String controlSecret() {
        return controlSecret;
    }

    /// What a request must carry for its origin header to be believed.
    String originSecret() {
        return originSecret;
    }

    /// Tells this folder's node from any other on the machine.
    String nodeId() {
        return nodeId;
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    Path slot(Slot slot) {
        return root.resolve("slots")
                .resolve(slot.app().text())
                .resolve(slot.environment().text());
    }

    Path deployment(Slot slot, DeploymentId id) {
        return slot(slot).resolve("deployments").resolve(id.text());
    }

    Path windows(Slot slot) {
        return slot(slot).resolve("windows");
    }

    void save(SlotState state) {
        try {
            Files.createDirectories(slot(state.slot()));
            writeWhole(slot(state.slot()).resolve(STATE), Wire.MAPPER.writeValueAsBytes(state));
        } catch (IOException e) {
            throw broken("save the state of " + state.slot(), e);
        }
    }

    /// The states of all slots that ever saw a command.
    List<SlotState> load() {
        Path slots = root.resolve("slots");
        if (!Files.isDirectory(slots)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                slots, 3, (path, attributes) -> path.getFileName().toString().equals(STATE))) {
            return files.sorted().map(DataFolder::read).toList();
        } catch (IOException e) {
            throw broken("list the slots in " + slots, e);
        }
    }

    private static SlotState read(Path file) {
        try {
            JsonNode read = Wire.MAPPER.readTree(Files.readAllBytes(file));
            if (read instanceof ObjectNode slot && !slot.has("users")) {
                slot.set("users", Wire.MAPPER.valueToTree(Users.HERE)); // an earlier version sent nobody elsewhere
            }
            return Wire.MAPPER.treeToValue(read, SlotState.class);
        } catch (IOException e) {
            throw broken("read " + file, e);
        }
    }

    void saveNodeFile(NodeFile file) {
        try {
            writeWhole(NodeFile.file(root), Wire.MAPPER.writeValueAsBytes(file));
        } catch (IOException e) {
            throw broken("write " + NodeFile.file(root), e);
        }
    }

    /// The port for host names that an earlier node took, as the usual one was in use.
    OptionalInt routerPort() {
        try {
            return Files.exists(routerPortFile())
                    ? OptionalInt.of(
                            Integer.parseInt(Files.readString(routerPortFile()).strip()))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    void saveRouterPort(int port) {
        try {
            writeWhole(routerPortFile(), Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw broken("write " + routerPortFile(), e);
        }
    }

    private Path routerPortFile() {
        return root.resolve("router.port");
    }

    static Fault broken(String what, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "node.disk",
                "The node could not " + what + ": " + e + ".",
                "Check that the disk is not full and that the folder belongs to the node's user; then try again.",
                e);
    }

    /// Writes all or nothing, and returns when it is on the disk.
    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot replace a file whole", e);
        }
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, HexFormat.of().formatHex(bytes));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(NodeFile.file(root));
            lockFile.close();
        } catch (IOException e) {
            throw broken("close the data folder " + root, e);
        }
    }
}
