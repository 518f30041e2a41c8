package arelops.app.up;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// Git objects put together byte by byte, which git itself would not write.
final class RawObjects implements AutoCloseable {
    private final FileRepository repository;
    private final ObjectInserter pack;

    RawObjects(Path git) throws IOException {
        repository = new FileRepository(git.toFile());
        pack = repository.getObjectDatabase().newPackInserter();
    }

    /// A line of a tree.
    record Line(String mode, String name, ObjectId id) {
        static final Comparator<Line> AS_GIT_SORTS =
                Comparator.comparing(line -> line.mode.equals("40000") ? line.name + "/" : line.name);

        static Line file(String name, ObjectId id) {
            return new Line("100644", name, id);
        }

        static Line link(String name, ObjectId id) {
            return new Line("120000", name, id);
        }

        static Line folder(String name, ObjectId id) {
            return new Line("40000", name, id);
        }
    }

    ObjectId blob(String text) throws IOException {
        return pack.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A file of zeros; it takes little room in a pack.
    ObjectId zeros(int bytes) throws IOException {
        return pack.insert(Constants.OBJ_BLOB, new byte[bytes]);
    }

    ObjectId tree(List<Line> lines) throws IOException {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (Line line : lines) {
            tree.writeBytes((line.mode() + " " + line.name()).getBytes(StandardCharsets.UTF_8));
            tree.write(0);
            byte[] id = new byte[20];
            line.id().copyRawTo(id, 0);
            tree.writeBytes(id);
        }
        return pack.insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    /// Folders in folders, the innermost with this file.
    ObjectId deep(String name, int levels, ObjectId file) throws IOException {
        ObjectId tree = tree(List.of(Line.file("f", file)));
        for (int i = 0; i < levels; i++) {
            tree = tree(List.of(Line.folder(name, tree)));
        }
        return tree;
    }

    /// Ten folders of which each is the same one, and so on: ten to the power of `levels` files of a few objects.
    ObjectId bomb(int levels, ObjectId file) throws IOException {
        ObjectId inside = file;
        for (int level = 0; level < levels; level++) {
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lines.add(level == 0 ? Line.file("f" + i, inside) : Line.folder("d" + i, inside));
            }
            inside = tree(lines);
        }
        return inside;
    }

    ObjectId commit(ObjectId tree, ObjectId parent) throws IOException {
        String who = "Eve <eve@example.org> 1761998400 +0000";
        String text = "tree " + tree.name() + "\nparent " + parent.name() + "\nauthor " + who + "\ncommitter " + who
                + "\n\nhello\n";
        ObjectId made = pack.insert(Constants.OBJ_COMMIT, text.getBytes(StandardCharsets.UTF_8));
        pack.flush();
        return made;
    }

    @Override
    public void close() {
        pack.close();
        repository.close();
    }
}
