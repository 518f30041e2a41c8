package arelops.core.report;

import arelops.core.evidence.Json;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// The members of a JSON object, read by name.
record Members(SortedMap<String, Json> values) {
    static Members of(Json json) {
        if (json instanceof Json.Members members) {
            return new Members(members.values());
        }
        throw new IllegalArgumentException("expected an object");
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return text(get(name));
    }

    static String text(Json json) {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("expected a text");
    }

    long whole(String name) {
        if (get(name) instanceof Json.Whole whole) {
            return whole.value();
        }
        throw new IllegalArgumentException("the member \"" + name + "\" is not a whole number");
    }

    List<Json> items(String name) {
        if (get(name) instanceof Json.Items items) {
            return items.values();
        }
        throw new IllegalArgumentException("the member \"" + name + "\" is not a list");
    }

    Members members(String name) {
        return of(get(name));
    }

    private Json get(String name) {
        Json value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the member \"" + name + "\" is missing");
        }
        return value;
    }
}
