package arelops.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may stand at a place of the config: the one description that parsing, schema and reference are made from.
sealed interface Shape {
    /// One value of a form.
    record One(Form form) implements Shape {}

    /// One of these words.
    record Choice(List<String> words) implements Shape {}

    /// A list of at least `least` items.
    record Items(Shape item, int least) implements Shape {}

    /// Free names, each with a value of `value`; the names of `special` have a shape of their own.
    record Named(Form name, Shape value, Map<String, Shape> special) implements Shape {}

    /// These keys and no others; `main` is the key whose value may stand alone, in the short form.
    record Keys(String what, List<Key> keys, Optional<String> main) implements Shape {
        Optional<Key> find(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /// One of several shapes, which differ in kind (value, list, keys) or in form.
    record Either(List<Shape> shapes) implements Shape {}

    /// Nothing, where a key without a value is allowed.
    record Nothing() implements Shape {}

    /// Anything: keys of a later release.
    record Anything() implements Shape {}

    /// A key: its default as it would be written, and a sentence for the reference.
    record Key(String name, Shape shape, boolean needed, String defaults, String says, boolean later) {}

    default String what() {
        return switch (this) {
            case One(Form form) -> form.what();
            case Choice(List<String> words) -> "one of " + String.join(", ", words);
            case Items(Shape item, int least) -> "a list of " + item.what().replaceFirst("^(a|an) ", "") + "s";
            case Named(Form name, Shape value, Map<String, Shape> special) -> "keys that name things";
            case Keys keys ->
                "keys " + String.join(", ", keys.keys().stream().map(Key::name).toList());
            case Either(List<Shape> shapes) ->
                String.join(" or ", shapes.stream().map(Shape::what).distinct().toList());
            case Nothing() -> "nothing";
            case Anything() -> "anything";
        };
    }
}
