package arelops.app.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Builds the tree from the events of the parser, within limits on depth and size, aliases counted as what they stand
/// for.
final class TreeBuilder {
    private static final int DEEPEST = 20;
    private static final int MOST_NODES = 20_000;

    /// So many characters of a text count as one more node.
    private static final int TEXT_OF_A_NODE = 64;

    private record Sized(Yaml node, int size) {}

    private static final class Open {
        private final CollectionStartEvent start;
        private final List<Sized> items = new ArrayList<>();

        private Open(CollectionStartEvent start) {
            this.start = start;
        }
    }

    private final SourceText source;
    private final List<ConfigProblem> problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Sized> anchors = new HashMap<>();
    private Optional<Yaml> root = Optional.empty();
    private int documents;
    private int nodes;

    TreeBuilder(SourceText source, List<ConfigProblem> problems) {
        this.source = source;
        this.problems = problems;
    }

    Optional<Yaml> root() {
        return root;
    }

    /// Takes the next event; false ends the reading, with the reason among the problems.
    boolean take(Event event) {
        return switch (event) {
            case DocumentStartEvent start -> ++documents <= 1 || end(place(start), "a second document.", "Keep one.");
            case ScalarEvent scalar -> scalar(scalar);
            case AliasEvent alias -> alias(alias);
            case CollectionStartEvent start -> start(start);
            case CollectionEndEvent end -> close(end);
            default -> true;
        };
    }

    private boolean scalar(ScalarEvent event) {
        tag(event.getTag(), place(event));
        Yaml node = new Yaml.Scalar(event.getValue(), event.isPlain(), place(event));
        Sized sized = new Sized(node, 1 + event.getValue().length() / TEXT_OF_A_NODE);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, sized));
        return add(sized);
    }

    private boolean alias(AliasEvent event) {
        Sized meant = anchors.get(event.getAlias());
        if (meant == null) {
            return end(place(event), "an alias of something that is not complete here.", "Write the value itself.");
        }
        return add(meant);
    }

    private boolean start(CollectionStartEvent event) {
        tag(event.getTag(), place(event));
        open.push(new Open(event));
        return open.size() <= DEEPEST || end(place(event), "nested too deep.", "A config has a few levels.");
    }

    private boolean close(CollectionEndEvent event) {
        Open closed = open.pop();
        Place place = place(closed.start.getStartMark(), event.getEndMark());
        Yaml node = closed.start instanceof MappingStartEvent
                ? mapping(closed.items, place)
                : new Yaml.Sequence(closed.items.stream().map(Sized::node).toList(), place);
        int size = 1 + closed.items.stream().mapToInt(Sized::size).sum();
        Sized sized = new Sized(node, size);
        closed.start.getAnchor().ifPresent(anchor -> anchors.put(anchor, sized));
        nodes -= size - 1;
        return add(sized);
    }

    private Yaml.Mapping mapping(List<Sized> items, Place place) {
        List<Yaml.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            Yaml key = items.get(i).node();
            if (!(key instanceof Yaml.Scalar name)) {
                problems.add(source.problem(key.place(), "", "a key is a word.", "Write key: value."));
            } else if (!seen.add(name.text())) {
                problems.add(source.problem(
                        key.place(), name.text(), "the key " + name.line() + " is here twice.", "Keep one."));
            } else {
                entries.add(new Yaml.Entry(name, items.get(i + 1).node()));
            }
        }
        return new Yaml.Mapping(entries, place);
    }

    private boolean add(Sized sized) {
        nodes += sized.size();
        if (nodes > MOST_NODES) {
            return end(sized.node().place(), "too much for a config, aliases counted.", "Write less.");
        }
        Open parent = open.peek();
        if (parent == null) {
            root = Optional.of(sized.node());
        } else {
            parent.items.add(sized);
        }
        return true;
    }

    private void tag(Optional<String> tag, Place place) {
        tag.ifPresent(name -> problems.add(
                source.problem(place, "", "tags have no meaning here.", "Leave out what starts with '!'.")));
    }

    private boolean end(Place place, String message, String mend) {
        problems.add(source.problem(place, "", message, mend));
        return false;
    }

    private Place place(Event event) {
        return place(event.getStartMark(), event.getEndMark());
    }

    private Place place(Optional<Mark> start, Optional<Mark> end) {
        return start.map(from -> place(from, end.orElse(from))).orElse(Place.START);
    }

    private Place place(Mark from, Mark until) {
        int line = from.getLine() + 1;
        int column = from.getColumn() + 1;
        int width = from.getLine() == until.getLine()
                ? until.getColumn() - from.getColumn()
                : source.widthFrom(line, column);
        return new Place(line, column, Math.max(1, width));
    }
}
