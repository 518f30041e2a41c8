package arelops.app.traffic;

import arelops.app.fault.Fault;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.anonymise.Anonymised;
import arelops.core.traffic.anonymise.Anonymiser;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.LeakReport;
import arelops.core.traffic.anonymise.LeakScan;
import arelops.core.traffic.anonymise.PlantedPersons;
import arelops.core.traffic.anonymise.RecordingKey;
import arelops.core.traffic.anonymise.Trouble;
import arelops.core.traffic.anonymise.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Takes exchanges as they are, and stores them anonymised: a segment is collected in memory, scanned for all originals
/// that were in it, and written only if none is left. One that fails is forgotten, and the report says which rule
/// missed what. For one thread.
public final class Recorder {
    /// Segments are sealed at this size.
    static final int SEGMENT = 16 << 20;
    /// A vault is never full: a segment with many different values is sealed earlier.
    private static final int ORIGINALS = 1 << 18;
    private static final int PLANTED = 20;
    private static final long LEAST_LEFT = 64 << 10;

    private final Recording recording;
    private final RecordingKey key;
    private final HideRules rules;
    private final long size;
    private final Map<String, Long> hidden = new TreeMap<>();
    private final Map<String, Long> left = new TreeMap<>();
    private RecordingNote.Amount kept = RecordingNote.Amount.NONE;
    private RecordingNote.Amount refused = RecordingNote.Amount.NONE;
    private RecordingNote.Scan scanned = RecordingNote.Scan.NONE;
    private final PathIds pathIds = new PathIds();
    private Open open;
    private long last;

    /// A segment that is being collected.
    private final class Open {
        private final List<Exchange> exchanges = new ArrayList<>();
        private final Vault vault = new Vault(key, rules, ORIGINALS);
        private final Anonymiser anonymiser = new Anonymiser(vault);
        private long raw;
    }

    /// Into a recording that is new, with its own key.
    public Recorder(Recording recording, HideRules rules) {
        this(recording, rules, Long.MAX_VALUE);
    }

    /// The same, which takes about so many bytes on the disk at most.
    public Recorder(Recording recording, HideRules rules, long size) {
        this.size = size;
        this.recording = recording;
        this.key = recording.key().orElseThrow();
        this.rules = rules;
        this.open = new Open();
    }

    /// Takes one; afterwards nothing of it is held but what is anonymised.
    public void take(Exchange exchange) {
        Anonymised anonymised = open.anonymiser.anonymise(exchange);
        for (Trouble trouble : anonymised.troubles()) {
            left.merge(words(trouble), 1L, Long::sum);
        }
        pathIds.look(exchange.request(), anonymised.exchange().request());
        open.exchanges.add(anonymised.exchange());
        open.raw += size(anonymised.exchange().request())
                + anonymised.exchange().response().map(Recorder::size).orElse(0L);
        last = Math.max(last, exchange.offset());
        if (open.raw >= Math.min(SEGMENT, size - kept.stored()) || open.vault.size() >= ORIGINALS * 3 / 4) {
            seal();
        }
    }

    /// Whether it has the size that it may have: the last segments are smaller, so that they do not go beyond it.
    public boolean isFull() {
        return size - kept.stored() < Math.max(LEAST_LEFT, size >> 8);
    }

    private static String words(Trouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static long size(HttpMessage message) {
        return (long) message.head().length() + message.body().length();
    }

    /// Ends it, and writes down what is to be said.
    ///
    /// @param more what came no further than to whoever read the source, by reason
    public RecordingNote end(String source, Instant began, Instant keepUntil, Map<String, Long> more) {
        seal();
        more.forEach((reason, count) -> left.merge(reason, count, Long::sum));
        RecordingNote note = new RecordingNote(
                source,
                began,
                Duration.ofNanos(last),
                kept,
                refused,
                scanned,
                left,
                hidden,
                pathIds.found(),
                rules,
                keepUntil);
        try {
            recording.note(note);
        } catch (IOException e) {
            throw cannot(e);
        }
        return note;
    }

    private void seal() {
        if (open.exchanges.isEmpty()) {
            return;
        }
        Open full = open;
        open = new Open();
        full.exchanges.sort(Comparator.comparingLong(Exchange::offset));
        LeakReport report = scan(full);
        full.anonymiser.counts().forEach((source, count) -> hidden.merge(source, count, Long::sum));
        full.vault.destroy();
        remember(report);
        if (report.isClean()) {
            long stored = write(full);
            kept = kept.plus(full.exchanges.size(), full.raw, stored);
        } else {
            refused = refused.plus(full.exchanges.size(), full.raw, 0);
        }
    }

    /// Planted persons go the way of the users, and are looked for as well; they are not stored.
    private LeakReport scan(Open full) {
        PlantedPersons planted = new PlantedPersons(key, PLANTED);
        planted.plantIn(full.vault);
        LeakScan scan = new LeakScan(full.vault);
        full.exchanges.forEach(scan::scan);
        Anonymiser anonymiser = new Anonymiser(full.vault);
        planted.exchanges()
                .forEach(exchange -> scan.scan(anonymiser.anonymise(exchange).exchange()));
        return scan.report();
    }

    private void remember(LeakReport report) {
        Map<String, Long> missed = new TreeMap<>(scanned.missed());
        report.missed().forEach((rule, count) -> missed.merge(rule, count, Long::sum));
        report.plantedFound().forEach((what, count) -> missed.merge(what, count, Long::sum));
        if (report.refused() > 0) {
            missed.merge("values that found no room", report.refused(), Long::sum);
        }
        scanned = new RecordingNote.Scan(
                scanned.bytes() + report.bytes(),
                scanned.values() + report.held(),
                missed,
                scanned.planted() + report.planted());
    }

    private long write(Open full) {
        Path file = recording.segment(kept.segments() + 1);
        try (SegmentWriter writer = SegmentWriter.create(file)) {
            for (Exchange exchange : full.exchanges) {
                writer.add(exchange);
            }
            return writer.finish();
        } catch (IOException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw cannot(e);
        }
    }

    private Fault cannot(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "traffic.disk",
                "Recording " + recording.id() + " cannot be written: " + e.getMessage(),
                "Make room on the disk, and record again; what was sealed before is kept in " + recording.folder()
                        + ".",
                e);
    }
}
