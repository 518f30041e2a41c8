package arelops.app.ledger;

import arelops.core.evidence.Entry;
import java.time.Instant;

/// From where on a verification reads the documents of entries again. The chain is always checked from its beginning,
/// as each entry rests on the one before.
public sealed interface Since {
    Since BEGINNING = new Seq(1);

    /// Whether an entry's documents are read.
    boolean covers(Entry entry);

    /// From the entry of this number on.
    record Seq(long number) implements Since {
        @Override
        public boolean covers(Entry entry) {
            return entry.seq() >= number;
        }
    }

    /// The entries of this moment and later.
    record Moment(Instant at) implements Since {
        @Override
        public boolean covers(Entry entry) {
            return !entry.at().isBefore(at);
        }
    }
}
