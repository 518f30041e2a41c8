package arelops.core.change;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Fields;
import arelops.core.evidence.JsonReader;
import arelops.core.id.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// One sealed link of a change's history: each names the digest of the one before.
///
/// @param because the reason that was given, one line; may be empty
public record ChangeEntry(
        int seq, Optional<Digest> previous, Instant at, Actor actor, ChangeEvent event, String because) {
    private static final int VERSION = 1;

    public ChangeEntry {
        if (seq < 1 || previous.isEmpty() != (seq == 1)) {
            throw new IllegalArgumentException("every entry of a change but the first names the one before it");
        }
        if ((seq == 1) != (event instanceof ChangeEvent.Opened)) {
            throw new IllegalArgumentException("a change begins when it is opened, and once");
        }
        if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("an entry's time has whole milliseconds: " + at);
        }
    }

    /// Seals an event as the one after `last`.
    public static ChangeEntry seal(
            ChangeEvent event, Actor actor, String because, Optional<ChangeEntry> last, Instant now) {
        return new ChangeEntry(
                last.map(ChangeEntry::seq).orElse(0) + 1,
                last.map(ChangeEntry::digest),
                now.truncatedTo(ChronoUnit.MILLIS),
                actor,
                event,
                because);
    }

    /// The one line that this entry is written as.
    public String canonical() {
        return EventCodec.write(event)
                .put("v", VERSION)
                .put("seq", seq)
                .put("prev", previous)
                .put("at", at.toString())
                .put("actor", actor.toString())
                .put("because", because)
                .json()
                .canonical();
    }

    public Digest digest() {
        return Digest.of(canonical());
    }

    /// The word for this kind of event.
    public String kind() {
        return EventCodec.kind(event);
    }

    /// Reads a line back.
    ///
    /// @throws IllegalArgumentException when it is not exactly what [#canonical()] would have written
    public static ChangeEntry parse(String line) {
        Fields in = new Fields(JsonReader.read(line));
        if (in.whole("v") != VERSION) {
            throw new IllegalArgumentException(
                    "an entry of form " + in.whole("v") + "; this program reads form " + VERSION);
        }
        ChangeEntry entry = new ChangeEntry(
                Math.toIntExact(in.whole("seq")),
                in.maybe("prev", in::digest),
                instant(in.text("at")),
                Actor.parse(in.text("actor")),
                EventCodec.read(in),
                in.text("because"));
        if (!entry.canonical().equals(line)) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return entry;
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the member \"at\" is not a time: " + written, e);
        }
    }
}
