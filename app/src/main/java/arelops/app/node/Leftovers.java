package arelops.app.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a stopped deployment leaves: its data goes at once, its output stays until some others have ended after it.
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int KEPT = 20;

    private Leftovers() {}

    static void clear(Path deployment) {
        try {
            try (DirectoryStream<Path> instances = Files.newDirectoryStream(deployment)) {
                for (Path instance : instances) {
                    delete(instance.resolve("data"));
                }
            }
            List<Path> all = new ArrayList<>();
            try (DirectoryStream<Path> siblings = Files.newDirectoryStream(deployment.resolveSibling("."))) {
                siblings.forEach(all::add);
            }
            all.removeIf(folder -> holdsData(folder));
            all.sort(Comparator.comparing(Leftovers::modified));
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                delete(old);
            }
        } catch (IOException e) {
            LOG.warn("old files below {} could not be deleted: {}", deployment.getParent(), e.toString());
        }
    }

    /// A deployment that was not stopped still has its data.
    private static boolean holdsData(Path deployment) {
        try (Stream<Path> files = Files.find(deployment, 2, (path, a) -> path.endsWith("data"))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(root)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
