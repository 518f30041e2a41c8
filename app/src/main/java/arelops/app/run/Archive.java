package arelops.app.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder as one stream of bytes and back: the same files give the same bytes on every machine.
final class Archive {
    private static final int PIECE = 1 << 16;

    private Archive() {}

    /// What was packed: how many things, and which were left out because they lead outside or are no files.
    record Packed(int entries, List<String> leftOut) {}

    /// Packs the files that the globs name, or all but `.git` if there are none.
    static Packed pack(Path root, List<String> globs, OutputStream out) throws IOException {
        var chosen = choose(root, globs);
        var real = root.toRealPath();
        var leftOut = new ArrayList<String>();
        int entries = 0;
        for (var each : chosen.entrySet()) {
            if (packOne(real, each.getKey(), each.getValue(), out)) {
                entries++;
            } else {
                leftOut.add(each.getKey());
            }
        }
        Tar.writeEnd(out);
        return new Packed(entries, List.copyOf(leftOut));
    }

    /// Sorted by name in the order of UTF-16, which is the same everywhere.
    private static SortedMap<String, Path> choose(Path root, List<String> globs) throws IOException {
        var wanted = Globs.of(globs);
        var chosen = new TreeMap<String, Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                if (dir.equals(root)) {
                    return FileVisitResult.CONTINUE;
                }
                var name = root.relativize(dir);
                if (globs.isEmpty() && name.toString().equals(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                try (var inside = Files.newDirectoryStream(dir)) {
                    if (!inside.iterator().hasNext()) {
                        add(name, dir);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                add(root.relativize(file), file);
                return FileVisitResult.CONTINUE;
            }

            private void add(Path name, Path file) {
                if (globs.isEmpty() || wanted.match(name)) {
                    chosen.put(name.toString(), file);
                }
            }
        });
        return chosen;
    }

    private static boolean packOne(Path root, String name, Path path, OutputStream out) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            if (!staysInside(root, path)) {
                return false;
            }
            var target = Files.readSymbolicLink(path).toString();
            Tar.writeHeader(out, new Tar.Entry(Tar.Kind.LINK, name, target, false, 0));
            return true;
        }
        if (attributes.isDirectory()) {
            Tar.writeHeader(out, new Tar.Entry(Tar.Kind.FOLDER, name, "", false, 0));
            return true;
        }
        if (!attributes.isRegularFile()) {
            return false;
        }
        boolean executable = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(PosixFilePermissions.fromString("--x--x--x")::contains);
        Tar.writeHeader(out, new Tar.Entry(Tar.Kind.FILE, name, "", executable, attributes.size()));
        try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            copy(in, out, attributes.size(), name);
        }
        Tar.pad(out, attributes.size());
        return true;
    }

    private static boolean staysInside(Path root, Path link) {
        try {
            return !Files.readSymbolicLink(link).isAbsolute()
                    && link.toRealPath().startsWith(root);
        } catch (IOException _) {
            return false; // dangling, or a circle
        }
    }

    private static void copy(InputStream in, OutputStream out, long size, String name) throws IOException {
        var piece = new byte[PIECE];
        long left = size;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw new EOFException(name + " is shorter than it claims");
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }

    /// Unpacks into an existing empty folder. A name or link that leads out of it is refused, as is a malformed
    /// archive.
    static void unpack(InputStream in, Path folder) throws IOException {
        var root = folder.toRealPath();
        var links = new ArrayList<Path>();
        for (var entry = Tar.readHeader(in); entry.isPresent(); entry = Tar.readHeader(in)) {
            unpackOne(in, entry.get(), root, links);
        }
        for (var link : links) {
            if (!staysInside(root, link)) {
                throw new ArchiveRefused("the link " + root.relativize(link) + " leads out of the archive");
            }
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static void unpackOne(InputStream in, Tar.Entry entry, Path root, List<Path> links) throws IOException {
        var path = placeOf(entry.name(), root, links);
        switch (entry.kind()) {
            case FOLDER -> Files.createDirectories(path);
            case LINK -> {
                Files.createDirectories(parentOf(path));
                Files.createSymbolicLink(path, Path.of(entry.target()));
                links.add(path);
            }
            case FILE -> {
                Files.createDirectories(parentOf(path));
                try (var out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                    copy(in, out, entry.size(), entry.name());
                }
                Tar.skipPadding(in, entry.size());
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(entry.executable() ? "rwxr-xr-x" : "rw-r--r--"));
            }
            case PAX -> throw new ArchiveRefused("an extended header where a file belongs");
        }
    }

    private static Path placeOf(String name, Path root, List<Path> links) throws IOException {
        try {
            var relative = Path.of(name);
            var path = root.resolve(relative);
            boolean plain = !name.isEmpty()
                    && !relative.isAbsolute()
                    && relative.equals(relative.normalize())
                    && !relative.startsWith("..")
                    && links.stream().noneMatch(path::startsWith);
            if (plain) {
                return path;
            }
        } catch (InvalidPathException _) {
            throw new ArchiveRefused("the name " + name + " is not a path");
        }
        throw new ArchiveRefused("the name " + name + " leads out of the archive");
    }

    private static Path parentOf(Path path) throws IOException {
        var parent = path.getParent();
        if (parent == null) {
            throw new ArchiveRefused(path + " has no folder");
        }
        return parent;
    }
}
