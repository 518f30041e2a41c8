package arelops.core.evidence;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A JSON value of the ledger: the subset of RFC 8259 that entries need (no fractions, no null).
///
/// [#canonical()] writes it as RFC 8785 asks: members sorted by UTF-16 code units, no white space, shortest escapes.
public sealed interface Json {
    /// A text that UTF-8 can write; half a surrogate pair would be written as something else.
    record Text(String value) implements Json {
        public Text {
            whole(value);
        }
    }

    /// A whole number within the range that every JSON reader keeps exactly.
    record Whole(long value) implements Json {
        static final long LARGEST = (1L << 53) - 1;

        public Whole {
            if (value > LARGEST || value < -LARGEST) {
                throw new IllegalArgumentException("a whole number beyond 2^53 is not portable JSON: " + value);
            }
        }
    }

    record Flag(boolean value) implements Json {}

    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Members(SortedMap<String, Json> values) implements Json {
        public Members {
            values.keySet().forEach(Json::whole);
            values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    private static void whole(String text) {
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new IllegalArgumentException("a text holds half a surrogate pair, which UTF-8 cannot write");
        }
    }

    /// The one canonical text of this value.
    default String canonical() {
        StringBuilder out = new StringBuilder();
        JsonWriter.write(this, out);
        return out.toString();
    }
}
