package arelops.app.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A JSON object of the API, read leniently: what is not there is empty. Texts are safe to print on a terminal.
public record Doc(JsonNode node) {
    public static final Doc NOTHING = new Doc(MissingNode.getInstance());

    public boolean has(String name) {
        return node.has(name);
    }

    public Doc at(String name) {
        return new Doc(node.path(name));
    }

    /// The object of this name, where there is one.
    public Optional<Doc> maybe(String name) {
        return node.path(name).isObject() ? Optional.of(at(name)) : Optional.empty();
    }

    /// A text or number as one line without control characters; empty where there is none.
    public String text(String name) {
        return safe(node.path(name).asText(""));
    }

    /// A text of several lines, each without control characters.
    public List<String> lines(String name) {
        return node.path(name).asText("").lines().map(Doc::safe).toList();
    }

    public boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    public long number(String name) {
        return node.path(name).asLong(0);
    }

    public Optional<Instant> instant(String name) {
        try {
            String text = text(name);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public List<Doc> list(String name) {
        List<Doc> list = new ArrayList<>();
        node.path(name).forEach(one -> list.add(new Doc(one)));
        return list;
    }

    /// The texts of a list.
    public List<String> texts(String name) {
        List<String> list = new ArrayList<>();
        node.path(name).forEach(one -> list.add(safe(one.asText(""))));
        return list;
    }

    /// What people wrote must not steer the terminal: no control characters, no marks that turn the writing
    /// direction.
    public static String safe(String text) {
        return Unseen.as(' ', text);
    }

    /// The JSON text, with what a terminal would obey as JSON escapes: it says the same to a program.
    public String json() {
        return escaped(node.toPrettyString());
    }

    public static String escaped(String json) {
        StringBuilder out = new StringBuilder();
        json.codePoints().forEach(point -> {
            if (Unseen.is(point) && point != '\n' && point != '\r') {
                for (char unit : Character.toChars(point)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
