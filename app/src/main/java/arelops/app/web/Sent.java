package arelops.app.web;

import arelops.app.fault.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An answer: the HTTP status and the JSON; a text alone is sent as it is, for a Prometheus.
record Sent(int status, JsonNode body) {
    static Sent ok(JsonNode body) {
        return new Sent(200, body);
    }

    static Sent text(String text) {
        return new Sent(200, JsonNodeFactory.instance.textNode(text));
    }

    String type() {
        return body.isTextual() ? "text/plain; version=0.0.4; charset=utf-8" : "application/json";
    }

    String written() {
        return body.isTextual() ? body.asText() : body.toPrettyString() + "\n";
    }

    /// An error in the one form that all have; `exit` is the exit code of a command that meets it.
    static Sent error(int status, String code, String message, String mend, int exit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("v", 1);
        body.putObject("error")
                .put("code", code)
                .put("message", message)
                .put("mend", mend)
                .put("exit", exit);
        return new Sent(status, body);
    }

    static Sent error(Fault fault) {
        int status = switch (fault.kind()) {
            case INPUT ->
                fault.code().endsWith(".unknown") ? 404 : fault.code().equals("request.too-large") ? 413 : 400;
            case REFUSED -> 409;
            case NOT_ALLOWED -> fault.code().equals("auth.missing") ? 401 : 403;
            case UNREACHABLE -> 503;
            case BROKEN -> 500;
        };
        return error(
                status,
                fault.code(),
                String.valueOf(fault.getMessage()),
                fault.mend(),
                fault.kind().exitCode());
    }
}
