package arelops.app.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import arelops.app.fault.Fault;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Writes the files of a commit into an empty folder, byte for byte, and trusts nothing about their names.
///
/// Attributes, filters and hooks play no part. Everything is checked before the first byte is written, and symbolic
/// links are made last, so that nothing can be written through one.
final class CleanCopy {
    /// Longest symbolic link that is followed; no file system takes more.
    private static final int LONGEST_LINK = 4096;

    private static final int LONGEST_PATH = 3_500;
    private static final int SHOWN = 200;

    private final Repository repository;
    private final CommitId commit;
    private final ExportLimits limits;

    CleanCopy(Repository repository, CommitId commit, ExportLimits limits) {
        this.repository = repository;
        this.commit = commit;
        this.limits = limits;
    }

    /// One entry of the tree that was found harmless.
    private record Item(String path, Kind kind, org.eclipse.jgit.lib.ObjectId blob) {}

    private enum Kind {
        FILE,
        PROGRAM,
        LINK,
        SUBMODULE
    }

    void into(Path folder) {
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectReader reader = walk.getObjectReader();
            Map<String, String> links = new HashMap<>();
            List<Item> items = checked(walk, links);
            mustBeEmpty(folder);
            for (Item item : items) {
                Path target = folder.resolve(item.path);
                Files.createDirectories(target.getParent());
                switch (item.kind) {
                    case FILE, PROGRAM -> write(reader, item, target);
                    case SUBMODULE -> Files.createDirectory(target);
                    case LINK -> {}
                }
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                Files.createSymbolicLink(folder.resolve(link.getKey()), Path.of(link.getValue()));
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(e.getFile(), "is there twice, as far as this disk can tell");
        } catch (IOException e) {
            throw GitFaults.damaged("copy the files of " + commit + " from", repository, e);
        }
    }

    private List<Item> checked(RevWalk walk, Map<String, String> links) throws IOException {
        ObjectChecker names = new ObjectChecker().setSafeForMacOS(true);
        List<Item> items = new ArrayList<>();
        long bytes = 0;
        try (TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.addTree(walk.parseCommit(ObjectId.jgit(commit)).getTree());
            while (trees.next()) {
                String path = trees.getPathString();
                mustBeHarmless(names, path);
                if (trees.isSubtree()) {
                    trees.enterSubtree();
                    continue;
                }
                Item item = new Item(path, kind(trees), trees.getObjectId(0));
                items.add(item);
                bytes += item.kind == Kind.SUBMODULE ? 0 : size(walk.getObjectReader(), item);
                if (item.kind == Kind.LINK) {
                    links.put(path, link(walk.getObjectReader(), item));
                }
                if (items.size() > limits.files() || bytes > limits.bytes()) {
                    throw refused(
                            path,
                            "goes over the limit of " + limits.files() + " files or " + limits.bytes()
                                    + " bytes in all");
                }
            }
        }
        return items;
    }

    private void mustBeHarmless(ObjectChecker names, String path) {
        try {
            names.checkPath(path);
        } catch (CorruptObjectException e) {
            throw refused(path, "has a name that git itself forbids (" + shown(String.valueOf(e.getMessage())) + ")");
        }
        if (path.length() > LONGEST_PATH
                || path.substring(path.lastIndexOf('/') + 1).getBytes(UTF_8).length > 255) {
            throw refused(path, "has a name that is too long for a disk");
        }
        if (path.indexOf('\0') >= 0) {
            throw refused(path, "has a name with a zero byte");
        }
    }

    private Kind kind(TreeWalk trees) {
        int mode = trees.getRawMode(0);
        if (FileMode.EXECUTABLE_FILE.equals(mode)) {
            return Kind.PROGRAM;
        }
        if (FileMode.REGULAR_FILE.equals(mode)) {
            return Kind.FILE;
        }
        if (FileMode.SYMLINK.equals(mode)) {
            return Kind.LINK;
        }
        if (FileMode.GITLINK.equals(mode)) {
            return Kind.SUBMODULE;
        }
        throw refused(
                trees.getPathString(), "is no file, link or submodule (mode " + Integer.toOctalString(mode) + ")");
    }

    private long size(ObjectReader reader, Item item) throws IOException {
        long size = reader.getObjectSize(item.blob, org.eclipse.jgit.lib.Constants.OBJ_BLOB);
        if (size > limits.bytesPerFile()) {
            throw refused(item.path, "has " + size + " bytes, more than the limit of " + limits.bytesPerFile());
        }
        return size;
    }

    /// The target of a link that cannot lead out: relative, first some `..` that stay inside, then none.
    ///
    /// A `..` after a name could step out of another link's target, so it is refused even where
    /// it would be harmless.
    private String link(ObjectReader reader, Item item) throws IOException {
        String target = new String(reader.open(item.blob).getCachedBytes(LONGEST_LINK), UTF_8);
        int ups = 0;
        boolean named = false;
        boolean inside = !target.isEmpty() && !target.startsWith("/") && target.indexOf('\0') < 0;
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                inside &= !named;
                ups++;
            } else if (!part.isEmpty() && !part.equals(".")) {
                named = true;
            }
        }
        long depth = item.path.chars().filter(c -> c == '/').count();
        if (!inside || ups > depth) {
            throw refused(item.path, "is a symbolic link that may lead out of the repository");
        }
        return target;
    }

    private static void mustBeEmpty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new IllegalArgumentException("a clean copy goes into an empty folder: " + folder);
            }
        }
    }

    private static void write(ObjectReader reader, Item item, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            reader.open(item.blob).copyTo(out);
        }
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(item.kind == Kind.PROGRAM ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private Fault refused(String path, String why) {
        return new Fault(
                Fault.Kind.REFUSED,
                "git.unsafe-content",
                "The files of commit " + commit.brief() + " are not copied: " + shown(path) + " " + why,
                "Commit a tree without it; nothing of this commit was built or run.");
    }

    /// A name of others, without what would steer a screen, and not too long for one.
    static String shown(String path) {
        String plain = path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return plain.codePointCount(0, plain.length()) > SHOWN
                ? plain.substring(0, plain.offsetByCodePoints(0, SHOWN)) + "…"
                : plain;
    }
}
