package arelops.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Holds a tree against its shape, notes every problem with its place, and gives back the tree without what is wrong.
final class ShapeCheck {
    private static final int MOST_NAMES = 200;

    private final SourceText source;
    private final List<ConfigProblem> problems;
    private final Origins origins;

    ShapeCheck(SourceText source, List<ConfigProblem> problems, Origins origins) {
        this.source = source;
        this.problems = problems;
        this.origins = origins;
    }

    Optional<Yaml> clean(Yaml node, Shape shape, String path) {
        origins.note(path, node.place());
        return switch (shape) {
            case Shape.One(Form form) -> one(node, form, path);
            case Shape.Choice(List<String> words) -> choice(node, words, path);
            case Shape.Items items -> items(node, items, path);
            case Shape.Named named -> named(node, named, path);
            case Shape.Keys keys -> keys(node, keys, path);
            case Shape.Either either -> either(node, either, path);
            case Shape.Nothing() -> isNothing(node) ? Optional.of(node) : wrong(node, path, shape);
            case Shape.Anything() -> Optional.of(node);
        };
    }

    private Optional<Yaml> one(Yaml node, Form form, String path) {
        if (!(node instanceof Yaml.Scalar scalar)) {
            return wrong(node, path, "not " + form.what() + ".", form.mend());
        }
        Optional<Form.Complaint> complaint = form.complaint(scalar);
        complaint.ifPresent(c -> wrong(node, path, c.message(), c.mend()));
        return complaint.isEmpty() ? Optional.of(node) : Optional.empty();
    }

    private Optional<Yaml> choice(Yaml node, List<String> words, String path) {
        if (node instanceof Yaml.Scalar scalar && words.contains(scalar.text())) {
            return Optional.of(node);
        }
        String known = "Write " + String.join(" or ", words) + ".";
        Optional<String> near = node instanceof Yaml.Scalar word ? Nearest.of(word.text(), words) : Optional.empty();
        String mend = near.map(word -> "Did you mean " + word + "? ").orElse("") + known;
        return wrong(node, path, "no such word here.", mend);
    }

    private Optional<Yaml> items(Yaml node, Shape.Items items, String path) {
        if (!(node instanceof Yaml.Sequence sequence)) {
            return wrong(node, path, items);
        }
        if (sequence.items().size() < items.least()) {
            return wrong(node, path, "the list is empty.", "Name at least " + items.least() + ", or drop the key.");
        }
        List<Yaml> kept = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            clean(sequence.items().get(i), items.item(), path + "[" + i + "]").ifPresent(kept::add);
        }
        return kept.size() == sequence.items().size()
                ? Optional.of(new Yaml.Sequence(kept, node.place()))
                : Optional.empty();
    }

    private Optional<Yaml> named(Yaml node, Shape.Named named, String path) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            return wrong(node, path, "keys are needed here.", "Write name: value, one a line, indented.");
        }
        if (mapping.entries().size() > MOST_NAMES) {
            return wrong(node, path, "more than " + MOST_NAMES + " names.", "Split the repository, or name fewer.");
        }
        List<Yaml.Entry> kept = new ArrayList<>();
        for (Yaml.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            String at = join(path, name);
            Optional<Form.Complaint> complaint = named.name().complaint(quoted(entry.key()));
            if (complaint.isPresent()) {
                wrong(
                        entry.key(),
                        at,
                        complaint.get().message(),
                        complaint.get().mend());
            } else {
                Shape shape = named.special().getOrDefault(name, named.value());
                clean(entry.value(), shape, at).ifPresent(v -> kept.add(new Yaml.Entry(entry.key(), v)));
            }
        }
        return Optional.of(new Yaml.Mapping(kept, node.place()));
    }

    /// A key is a text whatever it looks like.
    private static Yaml.Scalar quoted(Yaml.Scalar key) {
        return new Yaml.Scalar(key.text(), false, key.place());
    }

    private Optional<Yaml> keys(Yaml node, Shape.Keys keys, String path) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            return wrong(node, path, keys);
        }
        List<Yaml.Entry> kept = new ArrayList<>();
        for (Yaml.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            Optional<Shape.Key> key = keys.find(name);
            if (key.isEmpty()) {
                unknown(entry.key(), keys, path);
            } else {
                clean(entry.value(), key.get().shape(), join(path, name))
                        .ifPresent(v -> kept.add(new Yaml.Entry(entry.key(), v)));
            }
        }
        keys.main().flatMap(mapping::get).ifPresent(value -> origins.note(path, value.place()));
        boolean whole = true;
        for (Shape.Key key : keys.keys()) {
            if (key.needed() && mapping.get(key.name()).isEmpty()) {
                wrong(node, path, "the key " + key.name() + " is missing.", key.says());
                whole = false;
            }
        }
        whole &= keys.keys().stream()
                .filter(Shape.Key::needed)
                .allMatch(key ->
                        kept.stream().anyMatch(entry -> entry.key().text().equals(key.name())));
        return whole ? Optional.of(new Yaml.Mapping(kept, node.place())) : Optional.empty();
    }

    private void unknown(Yaml.Scalar key, Shape.Keys keys, String path) {
        List<String> known = keys.keys().stream().map(Shape.Key::name).toList();
        String mend = Nearest.of(key.text(), known)
                .map(near -> "Did you mean " + near + "?")
                .orElse("The keys here are " + String.join(", ", new TreeSet<>(known)) + ".");
        String message = key.text().isEmpty() ? "an empty key." : keys.what() + " has no such key.";
        problems.add(source.problem(key.place(), join(path, key.text()), message, mend));
    }

    private Optional<Yaml> either(Yaml node, Shape.Either either, String path) {
        List<Shape> able =
                either.shapes().stream().filter(shape -> ofKind(node, shape)).toList();
        if (able.isEmpty()) {
            return wrong(node, path, either);
        }
        for (Shape shape : able) {
            List<ConfigProblem> tried = new ArrayList<>();
            Optional<Yaml> kept = new ShapeCheck(source, tried, origins).clean(node, shape, path);
            if (tried.isEmpty()) {
                return kept;
            }
        }
        return clean(node, able.getFirst(), path);
    }

    private static boolean ofKind(Yaml node, Shape shape) {
        return switch (shape) {
            case Shape.One one -> node instanceof Yaml.Scalar;
            case Shape.Choice choice -> node instanceof Yaml.Scalar;
            case Shape.Items items -> node instanceof Yaml.Sequence;
            case Shape.Named named -> node instanceof Yaml.Mapping;
            case Shape.Keys keys -> node instanceof Yaml.Mapping;
            case Shape.Nothing nothing -> isNothing(node);
            case Shape.Either(List<Shape> shapes) -> shapes.stream().anyMatch(inner -> ofKind(node, inner));
            case Shape.Anything anything -> true;
        };
    }

    private static boolean isNothing(Yaml node) {
        return node instanceof Yaml.Scalar scalar && scalar.type() == Yaml.Type.NOTHING;
    }

    private Optional<Yaml> wrong(Yaml node, String path, Shape shape) {
        return wrong(node, path, "this is not what is needed here.", "Write " + shape.what() + ".");
    }

    private Optional<Yaml> wrong(Yaml node, String path, String message, String mend) {
        problems.add(source.problem(node.place(), path, message, mend));
        return Optional.empty();
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
