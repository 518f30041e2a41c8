package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.anonymise.RecordingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One recording: a folder with its segments, its key, and what is said of it when it is over.
///
/// @param id the name of the folder
public record Recording(String id, Path folder) {
    static final String SEGMENT = ".atr";
    private static final String NOTE = "recording.json";
    private static final String KEY = "key";
    private static final String MARK = "line.json";
    private static final String KEEP_UNTIL = "keep-until";

    /// Takes exchanges as they are read.
    @FunctionalInterface
    public interface Taker {
        /// Takes the next one, and says whether more are wanted.
        boolean take(Exchange exchange) throws IOException;
    }

    /// What was read of all segments.
    ///
    /// @param unread bytes at the ends of segments that were not whole
    public record Read(long exchanges, long unread) {}

    /// What is said of it; empty if it was never ended.
    public Optional<RecordingNote> note() {
        try {
            return RecordingJson.read(Files.readString(folder.resolve(NOTE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void note(RecordingNote note) throws IOException {
        Path written = folder.resolve(NOTE + ".new");
        try {
            Files.writeString(written, RecordingJson.write(note).toPrettyString() + "\n");
            Files.move(written, folder.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /// Whether all that was taken is there, and passed the leak scan: what a gate may send.
    public boolean isWhole() {
        return note().filter(
                        note -> note.kept().exchanges() > 0 && note.refused().segments() == 0)
                .isPresent();
    }

    /// That the line made it; empty where a person did.
    public Optional<LineMark> mark() {
        try {
            return LineMark.read(Files.readString(folder.resolve(MARK)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void mark(LineMark mark) throws IOException {
        Files.writeString(folder.resolve(MARK), mark.text());
    }

    /// How many bytes its segments take on the disk.
    long stored() {
        long stored = 0;
        for (Path segment : segments()) {
            try {
                stored += Files.size(segment);
            } catch (IOException e) {
                throw broken(e);
            }
        }
        return stored;
    }

    /// When it is deleted: as it was said at its end, or at its beginning if that never came.
    Optional<Instant> keepUntil() {
        return note().map(RecordingNote::keepUntil).or(this::intended);
    }

    private Optional<Instant> intended() {
        try {
            return Optional.of(
                    Instant.parse(Files.readString(folder.resolve(KEEP_UNTIL)).strip()));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// When it will not have been changed for a day.
    Optional<Instant> aDayOld() {
        try {
            return Optional.of(Files.getLastModifiedTime(folder).toInstant().plus(Duration.ofDays(1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void keepUntil(Instant end) throws IOException {
        Files.writeString(folder.resolve(KEEP_UNTIL), end + "\n");
    }

    /// The key of its pseudonyms; empty once it was destroyed.
    public Optional<RecordingKey> key() {
        try {
            String text = Files.readString(folder.resolve(KEY), StandardCharsets.US_ASCII);
            return Optional.of(new RecordingKey(HexFormat.of().parseHex(text.strip())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path keyFile() {
        return folder.resolve(KEY);
    }

    List<Path> segments() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SEGMENT))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    Path segment(int number) {
        return folder.resolve(String.format("%06d", number) + SEGMENT);
    }

    /// How many exchanges its segments hold by their index, without reading them.
    public long size() {
        try {
            long size = 0;
            for (Path segment : segments()) {
                try (SegmentReader reader = SegmentReader.open(segment)) {
                    for (FrameHead head : reader.heads()) {
                        size += head.exchanges();
                    }
                }
            }
            return size;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Gives all exchanges, segment by segment, as long as they are wanted.
    public Read read(Taker taker) {
        long exchanges = 0;
        long unread = 0;
        try {
            for (Path segment : segments()) {
                try (SegmentReader reader = SegmentReader.open(segment)) {
                    for (Optional<List<Exchange>> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                        for (Exchange exchange : frame.get()) {
                            exchanges++;
                            if (!taker.take(exchange)) {
                                return new Read(exchanges, unread);
                            }
                        }
                    }
                    unread += reader.unread();
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
        return new Read(exchanges, unread);
    }

    private Fault broken(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "traffic.disk",
                "Recording " + id + " cannot be read: " + e.getMessage(),
                "Look at the disk and at " + folder + ".",
                e);
    }
}
