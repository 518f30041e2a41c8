package arelops.app.web;

import arelops.app.fault.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The JSON object that came with a request, read strictly: a member of another type or name is a fault, never
/// ignored.
record Body(JsonNode node) {
    private static final int LONGEST = 500;

    /// Faults on a member that is none of these.
    void only(String what, Set<String> common, Set<String> fields) {
        node.fieldNames().forEachRemaining(field -> {
            if (!common.contains(field) && !fields.contains(field)) {
                throw Question.input(what + " has no field '" + field + "'", "It has " + new TreeSet<>(fields) + ".");
            }
        });
    }

    boolean has(String field) {
        return !node.path(field).isMissingNode() && !node.path(field).isNull();
    }

    String text(String field) {
        return maybe(field).orElseThrow(() -> Question.input("The field " + field + " is missing", "Add it."));
    }

    /// A text that is not blank, where there is one.
    Optional<String> maybe(String field) {
        return written(field).filter(text -> !text.isBlank());
    }

    /// A text, also an empty one, where there is one.
    Optional<String> written(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!node.path(field).isTextual()) {
            throw wrong(field, "a text");
        }
        return Optional.of(node.path(field).asText());
    }

    boolean flag(String field) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.asBoolean(false);
    }

    List<String> texts(String field) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(field, "a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value) {
            if (!one.isTextual()) {
                throw wrong(field, "a list of texts");
            }
            texts.add(one.asText());
        }
        return List.copyOf(texts);
    }

    /// The reason, one line; empty where none is given.
    String because() {
        String reason = maybe("because").orElse("").strip().replaceAll("\\s+", " ");
        if (reason.length() > LONGEST) {
            throw Question.input("The reason is longer than " + LONGEST + " characters", "Say it shorter.");
        }
        return reason;
    }

    private static Fault wrong(String field, String what) {
        return Question.input("The field " + field + " is not " + what, "Write " + what + " there.");
    }
}
