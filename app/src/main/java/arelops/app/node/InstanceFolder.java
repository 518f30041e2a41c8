package arelops.app.node;

import arelops.app.deploy.LogPart;
import arelops.app.deploy.Standing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of one instance: its `$DATA`, and its output in a current file and some old ones.
///
/// Old files are named after the position of their first byte in the whole output, so positions stay true when files
/// are rotated away. The process keeps the current file open; rotation copies and then empties it. What is written
/// between these two, some microseconds, is lost: the price for apps that do not depend on a living node.
final class InstanceFolder {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceFolder.class);
    private static final int PART = 64 * 1024;
    private static final String OLD = "out-";

    private final Path folder;
    private final LogLimits limits;

    InstanceFolder(Path folder, LogLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    Path data() {
        return folder.resolve("data");
    }

    /// Says in one word what its process may do to the world now (PAS-3).
    Path role() {
        return folder.resolve("role");
    }

    /// Writes the role down, whole or not at all, where it is another one than before.
    synchronized void tell(Standing now) {
        String word = now.name().toLowerCase(Locale.ROOT) + "\n";
        try {
            if (Files.exists(role()) && Files.readString(role()).equals(word)) {
                return;
            }
            Files.createDirectories(folder);
            Path fresh = folder.resolve("role.new");
            Files.writeString(fresh, word);
            Files.move(fresh, role(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the role of the app in {} could not be written: {}", folder, e.toString());
        }
    }

    /// Writes down what a process is started with, unless something was told already.
    synchronized void begin(Standing started) {
        if (!Files.exists(role())) {
            tell(started);
        }
    }

    Path output() {
        return folder.resolve("out.log");
    }

    /// Moves the current output aside if it has grown beyond the limit.
    synchronized void rotate() throws IOException {
        if (!Files.exists(output()) || Files.size(output()) < limits.fileBytes()) {
            return;
        }
        Path old = folder.resolve("%s%019d.log".formatted(OLD, base()));
        try (FileChannel in = FileChannel.open(output(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel out = FileChannel.open(old, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < in.size()) {
                copied += in.transferTo(copied, in.size() - copied, out);
            }
            in.truncate(0);
        }
        List<Path> files = oldFiles();
        for (Path file : files.subList(0, Math.max(0, files.size() - limits.oldFiles()))) {
            Files.delete(file);
        }
    }

    /// A part of the output from this position (negative: so many bytes before the end), cut at a line's end if it
    /// can.
    synchronized LogPart read(long position) throws IOException {
        long base = base();
        long end = base + (Files.exists(output()) ? Files.size(output()) : 0);
        long from = Math.min(end, position < 0 ? Math.max(0, end + position) : position);
        for (Path file : oldFiles()) {
            long start = start(file);
            if (from < start) {
                from = start;
            }
            if (from < start + Files.size(file)) {
                return part(file, start, from);
            }
        }
        return from < base
                ? new LogPart(base, "", base)
                : from == end ? new LogPart(end, "", end) : part(output(), base, from);
    }

    private static LogPart part(Path file, long start, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PART);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            in.read(buffer, from - start);
        }
        int length = buffer.position();
        int whole = length;
        while (whole > 0 && buffer.get(whole - 1) != '\n') {
            whole--;
        }
        int used = whole > 0 ? whole : length;
        return new LogPart(from, new String(buffer.array(), 0, used, StandardCharsets.UTF_8), from + used);
    }

    /// The last lines of the output, at most so many and at most 2,000 characters.
    String lastLines(int count) {
        try {
            if (!Files.exists(output())) {
                return "";
            }
            long from = Math.max(0, Files.size(output()) - 4000);
            ByteBuffer buffer = ByteBuffer.allocate(4000);
            try (FileChannel in = FileChannel.open(output(), StandardOpenOption.READ)) {
                in.read(buffer, from);
            }
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
            String last = String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
            return last.length() > 2000 ? last.substring(last.length() - 2000) : last;
        } catch (IOException e) {
            return "";
        }
    }

    /// The position of the current file's first byte.
    private long base() throws IOException {
        List<Path> files = oldFiles();
        return files.isEmpty() ? 0 : start(files.getLast()) + Files.size(files.getLast());
    }

    private List<Path> oldFiles() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.getFileName().toString().startsWith(OLD))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }

    private static long start(Path old) {
        String name = old.getFileName().toString();
        return Long.parseLong(name.substring(OLD.length(), name.length() - ".log".length()));
    }
}
