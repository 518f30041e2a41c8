package arelops.app.node;

import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A slot's ended windows: one JSON line each, in append-only files named after their first sequence number.
///
/// A torn last line is cut off when the files are opened. A window that cannot be written is lost,
/// never waited for: the next one that can be is preceded by an incomplete one that says so. The newest stay in memory
/// as well: these are asked for many times a second.
final class WindowFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WindowFiles.class);
    private static final int LINES_PER_FILE = 2000;
    private static final int FILES = 20;
    private static final int REPLY = 500;
    private static final int IN_MEMORY = 120;

    private final Path folder;
    private final Deque<Window> newest = new ArrayDeque<>();
    private long lastSeq;
    private Optional<Instant> lastEnd = Optional.empty();
    private Optional<Instant> lostSince = Optional.empty();
    private String trouble = "";

    private WindowFiles(Path folder) {
        this.folder = folder;
    }

    /// Opens what an earlier node left.
    static WindowFiles open(Path folder) {
        WindowFiles files = new WindowFiles(folder);
        try {
            Files.createDirectories(folder);
            List<Path> all = files.all();
            if (!all.isEmpty()) {
                cutTornLine(all.getLast());
                files.lastSeq = first(all.getLast()) - 1;
                for (Window window : files.read(all.getLast(), 0, Integer.MAX_VALUE)) {
                    files.lastSeq = window.seq();
                    files.lastEnd = Optional.of(window.start().plus(window.length()));
                    files.remember(window);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            files.newest.clear(); // what is behind the damage is not known
            files.failed(e.toString());
        }
        return files;
    }

    /// Marks the time in which no node measured, if windows were written before.
    synchronized void resume(Instant now) {
        lastEnd.ifPresent(end -> write(new Window(
                lastSeq + 1,
                end,
                now.isAfter(end) ? Duration.between(end, now) : Duration.ZERO,
                false,
                "the node was restarted",
                List.of())));
    }

    synchronized void append(WindowMeter.Ended ended) {
        lostSince.ifPresent(since -> write(new Window(
                lastSeq + 1,
                since,
                ended.start().isAfter(since) ? Duration.between(since, ended.start()) : Duration.ZERO,
                false,
                "windows could not be written: " + trouble,
                List.of())));
        if (!write(ended.read(lastSeq + 1))) {
            lostSince = lostSince.or(() -> Optional.of(ended.start()));
            return;
        }
        if (lostSince.isPresent()) {
            lostSince = Optional.empty();
            trouble = "";
            LOG.info("windows are written again to {}", folder);
        }
    }

    private boolean write(Window window) {
        try {
            Path file = current(window.seq());
            ByteBuffer line =
                    ByteBuffer.wrap((Wire.MAPPER.writeValueAsString(window) + "\n").getBytes(StandardCharsets.UTF_8));
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long end = out.size();
                try {
                    long at = end;
                    while (line.hasRemaining()) {
                        at += out.write(line, at);
                    }
                } catch (IOException e) {
                    out.truncate(end);
                    throw e;
                }
            }
            lastSeq = window.seq();
            remember(window);
            return true;
        } catch (IOException | UncheckedIOException e) {
            failed(e.toString());
            return false;
        }
    }

    private void remember(Window window) {
        newest.addLast(window);
        if (newest.size() > IN_MEMORY) {
            newest.removeFirst();
        }
    }

    private void failed(String because) {
        if (trouble.isEmpty()) {
            LOG.warn("windows are not written to {}, routing goes on: {}", folder, because);
        }
        trouble = because;
    }

    /// The windows above this sequence number that are still kept.
    synchronized Windows after(long seq) throws IOException {
        if (!newest.isEmpty() && newest.getFirst().seq() <= seq + 1) {
            List<Window> asked =
                    newest.stream().filter(window -> window.seq() > seq).toList();
            return new Windows(asked, false, trouble);
        }
        List<Path> files = all();
        List<Window> found = new ArrayList<>();
        for (int i = 0; i < files.size() && found.size() <= REPLY; i++) {
            boolean allBefore = i + 1 < files.size() && first(files.get(i + 1)) <= seq + 1;
            if (!allBefore) {
                found.addAll(read(files.get(i), seq, REPLY + 1 - found.size()));
            }
        }
        boolean more = found.size() > REPLY;
        return new Windows(more ? found.subList(0, REPLY) : found, more, trouble);
    }

    private List<Window> read(Path file, long after, int limit) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(WindowFiles::parse)
                    .filter(window -> window.seq() > after)
                    .limit(limit)
                    .toList();
        }
    }

    private static Window parse(String line) {
        try {
            return Wire.MAPPER.readValue(line, Window.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged window: " + line, e);
        }
    }

    private static void cutTornLine(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        if (whole < bytes.length) {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                out.truncate(whole);
            }
        }
    }

    private Path current(long seq) throws IOException {
        List<Path> files = all();
        if (!files.isEmpty() && seq - first(files.getLast()) < LINES_PER_FILE) {
            return files.getLast();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() + 1 - FILES))) {
            Files.delete(old);
        }
        return folder.resolve("%019d.jsonl".formatted(seq));
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static long first(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".jsonl".length()));
    }
}
