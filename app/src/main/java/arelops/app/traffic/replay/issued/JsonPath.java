package arelops.app.traffic.replay.issued;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way into JSON that answers have in common, so that a value costs no list of names of its own.
final class JsonPath implements Located {
    /// So many are remembered; others, as of objects whose names are ids, are made for each answer.
    private static final int MOST = 100_000;

    private static final int MOST_ELEMENTS = 256;

    private final Optional<JsonPath> parent;
    private final String step;
    private final String name;
    private final int depth;
    private final boolean id;
    private final int[] remembered;
    private final Map<String, JsonPath> members = new HashMap<>(4);
    private final List<JsonPath> elements = new ArrayList<>(0);
    private Optional<AnswerPlace> place = Optional.empty();

    private JsonPath(Optional<JsonPath> parent, String step, String name, int[] remembered) {
        this.parent = parent;
        this.step = step;
        this.name = name;
        this.remembered = remembered;
        depth = parent.map(JsonPath::depth).orElse(-1) + 1;
        id = Worth.isId(name);
    }

    /// Of a whole body.
    static JsonPath root() {
        return new JsonPath(Optional.empty(), "", "", new int[1]);
    }

    /// To a member of the object that is there.
    JsonPath member(String member) {
        JsonPath known = members.get(member);
        if (known != null) {
            return known;
        }
        JsonPath made = below(member);
        if (remembered[0] < MOST) {
            remembered[0]++;
            members.put(member, made);
        }
        return made;
    }

    /// To an element of the array that is there.
    JsonPath element(int index) {
        if (index < elements.size()) {
            return elements.get(index);
        }
        JsonPath made = below("[" + index + "]");
        if (index == elements.size() && index < MOST_ELEMENTS && remembered[0] < MOST) {
            remembered[0]++;
            elements.add(made);
        }
        return made;
    }

    private JsonPath below(String next) {
        return new JsonPath(Optional.of(this), next, next.startsWith("[") ? name : next, remembered);
    }

    int depth() {
        return depth;
    }

    /// Whether the last name on it is that of an id.
    boolean isId() {
        return id;
    }

    @Override
    public AnswerPlace place() {
        if (place.isEmpty()) {
            List<String> path = new ArrayList<>();
            JsonPath at = this;
            while (at.parent.isPresent()) {
                path.add(at.step);
                at = at.parent.get();
            }
            Collections.reverse(path);
            place = Optional.of(AnswerPlace.whole(new AnswerPlace.Source.Json(path)));
        }
        return place.get();
    }
}
