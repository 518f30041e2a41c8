package arelops.app.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A YAML document as a tree whose nodes know where they stand; aliases are followed, tags do not occur.
sealed interface Yaml {
    Place place();

    /// What a scalar is by the rules of YAML 1.2.
    enum Type {
        TEXT,
        WHOLE,
        NUMBER,
        SWITCH,
        NOTHING
    }

    record Scalar(String text, boolean plain, Place place) implements Yaml {
        private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
        private static final Pattern SWITCH = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern NUMBER = Pattern.compile(
                "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        Type type() {
            if (!plain) {
                return Type.TEXT;
            }
            if (NOTHING.matcher(text).matches()) {
                return Type.NOTHING;
            }
            if (SWITCH.matcher(text).matches()) {
                return Type.SWITCH;
            }
            if (WHOLE.matcher(text).matches()) {
                return Type.WHOLE;
            }
            return NUMBER.matcher(text).matches() ? Type.NUMBER : Type.TEXT;
        }
    }

    record Sequence(List<Yaml> items, Place place) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(List<Entry> entries, Place place) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<Yaml> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Entry(Scalar key, Yaml value) {}

    static Mapping nothing() {
        return new Mapping(List.of(), Place.START);
    }

    /// The node as one line, for screens.
    default String line() {
        return switch (this) {
            case Scalar scalar -> scalar.text().strip().replace('\n', ' ');
            case Sequence sequence ->
                "["
                        + String.join(
                                ", ", sequence.items().stream().map(Yaml::line).toList()) + "]";
            case Mapping mapping ->
                "{"
                        + String.join(
                                ", ",
                                mapping.entries().stream()
                                        .map(entry -> entry.key().text() + ": "
                                                + entry.value().line())
                                        .toList())
                        + "}";
        };
    }
}
