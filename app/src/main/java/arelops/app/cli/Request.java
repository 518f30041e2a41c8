package arelops.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A command for the API, put together; what is empty is left out.
final class Request {
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    static Request of(String command, Common common) {
        return new Request().put("command", command).put("app", common.app());
    }

    Request put(String name, String value) {
        if (!value.isBlank()) {
            body.put(name, value);
        }
        return this;
    }

    /// A text that is sent also where it is empty, if it was given at all.
    Request given(String name, Optional<String> value) {
        value.ifPresent(text -> body.put(name, text));
        return this;
    }

    Request put(String name, boolean value) {
        if (value) {
            body.put(name, true);
        }
        return this;
    }

    Request put(String name, long value) {
        body.put(name, value);
        return this;
    }

    Request put(String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(body.putArray(name)::add);
        }
        return this;
    }

    /// A list that is sent also where it is empty.
    Request all(String name, List<String> values) {
        values.forEach(body.putArray(name)::add);
        return this;
    }

    JsonNode json() {
        return body;
    }
}
