package arelops.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON object of the API, read leniently: what is not there is empty. Texts are safe to print on a terminal.
record Doc(JsonNode node) {
    static final Doc NOTHING = new Doc(MissingNode.getInstance());

    boolean has(String name) {
        return node.has(name);
    }

    Doc at(String name) {
        return new Doc(node.path(name));
    }

    /// The object of this name, where there is one.
    Optional<Doc> maybe(String name) {
        return node.path(name).isObject() ? Optional.of(at(name)) : Optional.empty();
    }

    /// A text or number as one line without control characters; empty where there is none.
    String text(String name) {
        return safe(node.path(name).asText(""));
    }

    /// A text of several lines, each without control characters.
    List<String> lines(String name) {
        return node.path(name).asText("").lines().map(Doc::safe).toList();
    }

    boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    long number(String name) {
        return node.path(name).asLong(0);
    }

    Optional<Instant> instant(String name) {
        try {
            String text = text(name);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    List<Doc> list(String name) {
        List<Doc> list = new ArrayList<>();
        node.path(name).forEach(one -> list.add(new Doc(one)));
        return list;
    }

    /// The texts of a list.
    List<String> texts(String name) {
        List<String> list = new ArrayList<>();
        node.path(name).forEach(one -> list.add(safe(one.asText(""))));
        return list;
    }

    /// What people wrote must not steer the terminal: no control characters, no marks that turn the writing
    /// direction.
    static String safe(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
