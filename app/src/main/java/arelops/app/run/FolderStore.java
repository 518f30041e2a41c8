package arelops.app.run;

import arelops.app.fault.Fault;
import arelops.core.id.Digest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// A store of artifacts in a folder: one compressed archive for each digest.
final class FolderStore implements ArtifactStore {
    private final Path blobs;
    private final Path unfinished;
    private final long cap;
    private final InstantSource clock;
    private final AtomicLong names = new AtomicLong();

    FolderStore(Path folder, long cap, InstantSource clock) {
        this.blobs = folder.toAbsolutePath().resolve("blobs");
        this.unfinished = folder.toAbsolutePath().resolve("unfinished");
        this.cap = cap;
        this.clock = clock;
        try {
            Disk.remove(unfinished); // what a killed process left
            Disk.folder(blobs, "rwx------");
            Disk.folder(unfinished, "rwx------");
        } catch (IOException e) {
            throw broken("open the artifact store in " + folder, e);
        }
    }

    @Override
    public long cap() {
        return cap;
    }

    @Override
    public Put put(Path folder, List<String> globs) {
        var temporary = unfinished.resolve("put-" + names.incrementAndGet());
        try {
            long used = size();
            var digest = sha256();
            Archive.Packed packed;
            var capped = new Capped(Files.newOutputStream(temporary), cap - used);
            try (var out = packer(capped, digest)) {
                packed = Archive.pack(folder, globs, out);
            }
            if (packed.entries() == 0) {
                return new Put.Nothing(packed.leftOut());
            }
            var name = new Digest(HexFormat.of().formatHex(digest.digest()));
            var blob = blob(name);
            if (!Files.exists(blob)) {
                if (capped.written > capped.room) {
                    return new Put.Full(capped.written, cap);
                }
                Files.createDirectories(parent(blob));
                Disk.publish(temporary, blob);
            }
            touch(blob);
            return new Put.Stored(name, packed.leftOut());
        } catch (ArchiveRefused e) {
            return new Put.Unfit(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw broken("pack " + folder + " into the artifact store", e);
        } finally {
            discard(temporary);
        }
    }

    private static OutputStream packer(OutputStream file, MessageDigest digest) throws IOException {
        var zip = new GZIPOutputStream(file, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
        return new BufferedOutputStream(new DigestOutputStream(zip, digest), 1 << 16);
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.exists(blob(digest));
    }

    @Override
    public void unpack(Digest digest, Path folder) {
        var target = folder.toAbsolutePath();
        var temporary = target.resolveSibling("." + target.getFileName() + ".unpacking-" + names.incrementAndGet());
        var blob = blob(digest);
        if (!Files.exists(blob)) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "artifact.missing",
                    "the artifact " + digest + " is not in the store",
                    "it is built again from its commit");
        }
        try {
            Disk.remove(temporary); // what a process that was killed left under this name
            Files.createDirectories(temporary);
            var actual = sha256();
            String damage = "";
            try (var in = new BufferedInputStream(
                    new DigestInputStream(new GZIPInputStream(Files.newInputStream(blob), 1 << 16), actual), 1 << 16)) {
                Archive.unpack(in, temporary);
                var found = HexFormat.of().formatHex(actual.digest());
                damage = found.equals(digest.hex()) ? "" : "its content has the digest sha256:" + found;
            } catch (EOFException | ZipException | ArchiveRefused e) {
                damage = String.valueOf(e.getMessage());
            }
            if (!damage.isEmpty()) {
                throw new Fault(
                        Fault.Kind.BROKEN,
                        "artifact.damaged",
                        "the artifact " + digest + " in the store is damaged: " + damage,
                        "remove " + blob + "; it is built again from its commit");
            }
            Files.deleteIfExists(target);
            Files.move(temporary, target);
            touch(blob);
        } catch (IOException e) {
            throw broken("unpack the artifact " + digest + " into " + folder, e);
        } finally {
            discard(temporary);
        }
    }

    @Override
    public long size() {
        return stored().stream().mapToLong(Blob::size).sum();
    }

    @Override
    public List<Digest> evict(Set<Digest> needed, long target) {
        var blobs = new ArrayList<>(stored());
        blobs.sort(Comparator.comparing(Blob::used).thenComparing(Blob::digest));
        long size = blobs.stream().mapToLong(Blob::size).sum();
        var removed = new ArrayList<Digest>();
        for (var each : blobs) {
            if (size <= target) {
                break;
            }
            if (!needed.contains(each.digest)) {
                try {
                    Files.deleteIfExists(blob(each.digest));
                } catch (IOException e) {
                    throw broken("remove the artifact " + each.digest, e);
                }
                size -= each.size;
                removed.add(each.digest);
            }
        }
        return List.copyOf(removed);
    }

    private record Blob(Digest digest, long size, FileTime used) {}

    private List<Blob> stored() {
        try (var files = Files.walk(blobs, 2)) {
            var found = new ArrayList<Blob>();
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                found.add(new Blob(
                        new Digest(String.valueOf(file.getFileName())),
                        Files.size(file),
                        Files.getLastModifiedTime(file)));
            }
            return found;
        } catch (IOException e) {
            throw broken("list the artifact store", e);
        }
    }

    private Path blob(Digest digest) {
        return blobs.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private static Path parent(Path path) throws IOException {
        var parent = path.getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return parent;
    }

    private void touch(Path blob) throws IOException {
        Files.setLastModifiedTime(blob, FileTime.from(clock.instant()));
    }

    private static void discard(Path temporary) {
        try {
            Disk.remove(temporary);
        } catch (IOException e) {
            throw broken("remove the unfinished " + temporary, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static Fault broken(String what, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "artifact.store",
                "could not " + what + ": " + e,
                "mend the disk or its permissions; it is tried again",
                e);
    }

    /// Writes no more than there is room for, but counts on, so that the whole need is known.
    private static final class Capped extends FilterOutputStream {
        private final long room;
        private long written;

        Capped(OutputStream out, long room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            written += length;
            if (written <= room) {
                out.write(bytes, from, length);
            }
        }
    }
}
