package arelops.core.evidence;

import arelops.core.id.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// One sealed link of the ledger's chain.
///
/// @param seq 1 for genesis, then without a gap
/// @param previous the digest of the previous entry's canonical text; empty for genesis
/// @param at wall-clock time, for people: order comes from `seq` alone
public record Entry(long seq, Optional<Digest> previous, Instant at, Content content) {
    /// The version of the form that this program writes.
    static final int VERSION = 1;

    public Entry {
        if (seq < 1) {
            throw new IllegalArgumentException("an entry's number is positive: " + seq);
        }
        if (previous.isEmpty() != (seq == 1)) {
            throw new IllegalArgumentException("every entry but the first names the one before it");
        }
        if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("an entry's time has whole milliseconds: " + at);
        }
    }

    /// What is sealed: the note, with its documents as digests.
    public record Content(Fact fact, Actor actor, String because, Optional<Digest> policy, List<Evidence> evidence) {
        public Content {
            evidence = List.copyOf(evidence);
        }
    }

    /// Seals a note as the entry after `last`.
    public static Entry seal(Note note, Optional<Entry> last, Instant now) {
        Content content = new Content(note.fact(), note.actor(), note.because(), note.policy(), note.evidence());
        return new Entry(
                last.map(Entry::seq).orElse(0L) + 1,
                last.map(Entry::digest),
                now.truncatedTo(ChronoUnit.MILLIS),
                content);
    }

    public Fact fact() {
        return content.fact();
    }

    /// The word for this kind of fact, as the log and the docs use it: `moved`, `intent`.
    public String kind() {
        return FactCodec.kind(content.fact());
    }

    public Actor actor() {
        return content.actor();
    }

    public String because() {
        return content.because();
    }

    /// The one text that this entry is written as: canonical JSON, `entry.json`.
    public String canonical() {
        return EntryCodec.write(this).canonical();
    }

    public Digest digest() {
        return Digest.of(canonical());
    }

    /// Reads an entry back.
    ///
    /// @throws IllegalArgumentException when the text is not exactly what [#canonical()] would have written
    public static Entry parse(String text) {
        Entry entry = EntryCodec.read(JsonReader.read(text));
        if (!entry.canonical().equals(text)) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return entry;
    }

    /// Whether this entry follows that one: numbers without a gap, digest equal.
    public boolean follows(Entry before) {
        return seq == before.seq + 1 && previous.equals(Optional.of(before.digest()));
    }
}
