package arelops.app.canary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A value of a JSON file and where it is, so that every complaint names the place.
record JsonPlace(String path, JsonNode node) {
    static JsonPlace root(JsonNode node) {
        return new JsonPlace("", node);
    }

    JsonPlace member(String name) {
        return find(name).orElseThrow(() -> new Malformed(under(name), "is missing"));
    }

    /// A member that may be left out.
    Optional<JsonPlace> find(String name) {
        return Optional.ofNullable(object().get(name)).map(value -> new JsonPlace(under(name), value));
    }

    private String under(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode object() {
        if (!node.isObject()) {
            throw new Malformed(shown(), "is " + kind() + ", and an object is expected");
        }
        return node;
    }

    List<JsonPlace> items() {
        if (!node.isArray()) {
            throw new Malformed(shown(), "is " + kind() + ", and an array is expected");
        }
        List<JsonPlace> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonPlace(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    List<Map.Entry<String, JsonPlace>> members() {
        List<Map.Entry<String, JsonPlace>> members = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> all = object().properties().iterator();
        while (all.hasNext()) {
            Map.Entry<String, JsonNode> one = all.next();
            members.add(Map.entry(one.getKey(), new JsonPlace(under(one.getKey()), one.getValue())));
        }
        return members;
    }

    /// Those of the members that are not among these.
    List<String> strangers(Set<String> known) {
        return members().stream()
                .map(one -> one.getKey())
                .filter(name -> !known.contains(name))
                .toList();
    }

    boolean isNull() {
        return node.isNull();
    }

    double number() {
        if (!node.isNumber()) {
            throw new Malformed(shown(), "is " + kind() + ", and a number is expected");
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new Malformed(shown(), "is " + cut(node.asText()) + ", which is no finite number");
        }
        return value;
    }

    /// A whole number that is not negative.
    long count(long most) {
        double value = number();
        if (value < 0 || value != Math.rint(value) || value > most) {
            throw new Malformed(
                    shown(), "is " + cut(node.asText()) + ", and a whole number from 0 to " + most + " is expected");
        }
        return node.longValue();
    }

    String text() {
        if (!node.isTextual()) {
            throw new Malformed(shown(), "is " + kind() + ", and a text is expected");
        }
        return node.textValue();
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw new Malformed(shown(), "is " + kind() + ", and true or false is expected");
        }
        return node.booleanValue();
    }

    private String shown() {
        return path.isEmpty() ? "the file" : path;
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING -> "the text '" + cut(node.textValue()) + "'";
            case NUMBER -> "the number " + cut(node.asText());
            case BOOLEAN -> node.asText();
            case NULL, MISSING -> "null";
            case BINARY -> "binary";
        };
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /// A complaint about a place.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String place, String what) {
            super(place + " " + what);
        }
    }
}
