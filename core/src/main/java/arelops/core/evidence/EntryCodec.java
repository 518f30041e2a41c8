package arelops.core.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/// Entries to JSON and back.
final class EntryCodec {
    private EntryCodec() {}

    static Json write(Entry entry) {
        Entry.Content content = entry.content();
        Fields out = FactCodec.write(content.fact())
                .put("v", Entry.VERSION)
                .put("seq", entry.seq())
                .put("prev", entry.previous())
                .put("at", entry.at().toString())
                .put("actor", content.actor().toString())
                .put("because", content.because())
                .put("policy", content.policy());
        if (!content.evidence().isEmpty()) {
            out.putAll("evidence", content.evidence(), EntryCodec::evidence);
        }
        return out.json();
    }

    static Entry read(Json json) {
        Fields in = new Fields(json);
        if (in.whole("v") != Entry.VERSION) {
            throw new IllegalArgumentException(
                    "an entry of form " + in.whole("v") + "; this program reads form " + Entry.VERSION);
        }
        Entry.Content content = new Entry.Content(
                FactCodec.read(in),
                Actor.parse(in.text("actor")),
                in.text("because"),
                in.maybe("policy", in::digest),
                in.has("evidence") ? in.all("evidence", EntryCodec::evidence) : List.of());
        return new Entry(in.whole("seq"), in.maybe("prev", in::digest), instant(in.text("at")), content);
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the member \"at\" is not a time: " + written, e);
        }
    }

    private static Json evidence(Evidence evidence) {
        return new Fields()
                .put("name", evidence.name())
                .put("digest", evidence.digest().toString())
                .put("size", evidence.size())
                .json();
    }

    private static Evidence evidence(Json json) {
        Fields in = new Fields(json);
        return new Evidence(in.text("name"), in.digest("digest"), in.whole("size"));
    }
}
