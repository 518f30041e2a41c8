package arelops.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports that the nodes of this process's tests hand out, and no node of a test process beside this one.
///
/// A port is free for a node until the app that was given it listens, which takes a second or many on a busy machine:
/// meanwhile another node would give it to an app of its own. A node begins to hand out ports at a place that follows
/// from its id; so the nodes of one process get ids by which they begin in an area of its own.
public final class OwnPorts {
    /// The usual ports of slots; those of instances are a multiple of them, so that an area of the ones is one of the
    /// others too.
    private static final int SLOTS = 600;

    private static final int AREAS = 10;

    /// In its area, a node begins in the first part, so that it ends in the area as well.
    private static final int BEGIN_IN = SLOTS / AREAS / 3;

    /// How much of the id file a node takes for its id.
    private static final int ID = 16;

    /// Ports for whatever else listens lie between those of instances and those of outgoing connections.
    private static final int OTHERS = 32_000;

    private static final int OTHERS_OF_AN_AREA = 76;

    private static final Claim CLAIM = claimed();
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(OTHERS_OF_AN_AREA));

    /// An area, and what keeps it for this process; empty where all are taken.
    private record Claim(int area, Optional<FileLock> lock) {}

    private OwnPorts() {}

    /// The area of this process, from 0 to 9.
    public static int area() {
        return CLAIM.area();
    }

    /// A port on which nobody listens, for a program that is told its port before it listens.
    public static int free() {
        for (int tried = 0; tried < OTHERS_OF_AN_AREA; tried++) {
            int port = OTHERS + area() * OTHERS_OF_AN_AREA + Math.floorMod(NEXT.getAndIncrement(), OTHERS_OF_AN_AREA);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Somebody listens there.
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /// Gives the node that will keep its data in this folder an id by which it begins in the area; once it has an id
    /// it keeps it.
    public static void lead(Path node) {
        Path id = node.resolve("node.id");
        try {
            if (Files.exists(id)) {
                return;
            }
            Files.createDirectories(
                    node, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(id, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(id, fitting());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fitting() {
        byte[] bytes = new byte[32];
        while (true) {
            ThreadLocalRandom.current().nextBytes(bytes);
            String id = HexFormat.of().formatHex(bytes);
            int begin = Math.floorMod(id.substring(0, ID).hashCode(), SLOTS) - area() * (SLOTS / AREAS);
            if (begin >= 0 && begin < BEGIN_IN) {
                return id;
            }
        }
    }

    /// The first area that nobody has, until this process ends; any, where all are taken.
    private static Claim claimed() {
        try {
            Path folder = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "arelops-test-ports"));
            for (int area = 0; area < AREAS; area++) {
                Optional<FileLock> lock = claim(folder.resolve("area-" + area));
                if (lock.isPresent()) {
                    return new Claim(area, lock);
                }
            }
        } catch (IOException _) {
            // Somebody else's folder: then any area, as if all were taken.
        }
        return new Claim(ThreadLocalRandom.current().nextInt(AREAS), Optional.empty());
    }

    /// With the channel the lock would end, and so whoever has the lock keeps it.
    private static Optional<FileLock> claim(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return Optional.ofNullable(lock);
    }
}
