package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.id.Slot;
import arelops.core.traffic.anonymise.RecordingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All recordings of an installation, each in a folder of its own that only its user may read.
public final class Recordings {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    /// @param folder which need not exist yet
    public Recordings(Path folder) {
        this.folder = folder;
    }

    /// A new one with this key, called by its source and the time, or by a name that somebody gave it.
    ///
    /// @param keepUntil when it is deleted, also if whoever records dies before the end
    public Recording create(String name, Instant now, byte[] key, Instant keepUntil) {
        if (!NAME.matcher(name).matches()) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "traffic.name",
                    "A recording cannot be called '" + name + "'",
                    "Use small letters, digits, '.', '_' and '-', at most 64.");
        }
        String base = name + "-" + MINUTE.format(now.atOffset(ZoneOffset.UTC));
        try {
            Files.createDirectories(folder, OWN_FOLDER);
            for (int turn = 1; true; turn++) {
                String id = turn == 1 ? base : base + "-" + turn;
                try {
                    Files.createDirectory(folder.resolve(id), OWN_FOLDER);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                return begun(new Recording(id, folder.resolve(id)), key, keepUntil);
            }
        } catch (IOException e) {
            throw cannot("make a recording in " + folder, e);
        }
    }

    /// Where it cannot be written nothing of it stays.
    private static Recording begun(Recording recording, byte[] key, Instant keepUntil) throws IOException {
        try {
            Files.createFile(recording.keyFile(), OWN_FILE);
            recording.keepUntil(keepUntil);
            Files.writeString(recording.keyFile(), HexFormat.of().formatHex(key) + "\n");
            return recording;
        } catch (IOException e) {
            try {
                delete(recording);
            } catch (Fault again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /// Writes down that the line makes this one.
    public static void mark(Recording recording, LineMark mark) {
        try {
            recording.mark(mark);
        } catch (IOException e) {
            delete(recording);
            throw cannot("write to " + recording.folder(), e);
        }
    }

    /// The last that the line made of a slot, in whatever way it ended.
    ///
    /// @param underWay the ids of those that are being made
    public Optional<Recording> lastOfTheLine(Slot slot, Set<String> underWay) {
        return ofTheLine(underWay)
                .filter(one ->
                        one.mark().filter(mark -> mark.slot().equals(slot)).isPresent())
                .reduce((_, later) -> later);
    }

    private Stream<Recording> ofTheLine(Set<String> underWay) {
        return all().stream()
                .filter(one -> !underWay.contains(one.id()) && one.mark().isPresent())
                .sorted(Comparator.comparing(
                        one -> one.mark().map(LineMark::began).orElse(Instant.MAX)));
    }

    /// Deletes the oldest that the line made until one of this size has room beside them; their ids. The newest whole
    /// one stays, so that there is one to send.
    public List<String> makeRoom(long total, long size, Set<String> underWay) {
        List<Recording> made = new ArrayList<>(ofTheLine(underWay).toList());
        long stored = made.stream().mapToLong(Recording::stored).sum();
        Optional<Recording> newest = made.stream().filter(Recording::isWhole).reduce((_, later) -> later);
        List<String> gone = new ArrayList<>();
        for (Recording oldest : made) {
            if (stored <= total - size) {
                break;
            }
            if (!Optional.of(oldest).equals(newest)) {
                stored -= oldest.stored();
                delete(oldest);
                gone.add(oldest.id());
            }
        }
        return gone;
    }

    /// All of them, the oldest first.
    public List<Recording> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(one -> new Recording(one.getFileName().toString(), one))
                    .sorted(Comparator.comparing(Recordings::began).thenComparing(Recording::id))
                    .toList();
        } catch (IOException e) {
            throw cannot("list " + folder, e);
        }
    }

    private static Instant began(Recording recording) {
        return recording.note().map(RecordingNote::began).orElse(Instant.MAX);
    }

    /// The newest whole one, of those whose name begins with these words.
    public Optional<Recording> newest(String words) {
        return all().stream()
                .filter(one -> one.id().startsWith(words) && one.isWhole())
                .reduce((_, later) -> later);
    }

    /// The one of this name, or the only one whose name begins so.
    public Recording named(String id) {
        List<Recording> all = all();
        List<Recording> found = all.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(List::of)
                .orElseGet(() ->
                        all.stream().filter(one -> one.id().startsWith(id)).toList());
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Fault(
                Fault.Kind.INPUT,
                "traffic.unknown",
                found.isEmpty()
                        ? "There is no recording '" + id + "'"
                        : found.size() + " recordings begin with '" + id + "': "
                                + String.join(
                                        ", ", found.stream().map(Recording::id).toList()),
                "arelops traffic list");
    }

    /// Deletes those whose time is over; their ids. The key goes first: from then on nobody can test guesses. What
    /// does not say its time, as whatever made or deleted it died in the middle, goes when it is a day old.
    public List<String> tidy(Instant now) {
        List<Recording> over = all().stream()
                .filter(one ->
                        !one.keepUntil().or(one::aDayOld).orElse(Instant.MAX).isAfter(now))
                .toList();
        over.forEach(Recordings::delete);
        return over.stream().map(Recording::id).toList();
    }

    /// Deletes one with its key.
    public static void delete(Recording recording) {
        try {
            overwrite(recording.keyFile());
        } catch (IOException e) {
            // a disk that takes no byte more may yet let it be deleted
        }
        try {
            try (Stream<Path> files = Files.walk(recording.folder())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw cannot("delete recording " + recording.id(), e);
        } catch (UncheckedIOException e) { // somebody else deletes it as well
            throw cannot("delete recording " + recording.id(), new IOException(e.getMessage(), e));
        }
    }

    private static void overwrite(Path key) throws IOException {
        if (Files.exists(key)) {
            byte[] nothing = new byte[2 * RecordingKey.LENGTH];
            Arrays.fill(nothing, (byte) '0');
            Files.write(key, nothing, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        }
    }

    private static Fault cannot(String what, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "traffic.disk",
                "Cannot " + what + ": " + e.getMessage(),
                "Look at the disk: is it full, may this user write there?",
                e);
    }
}
