package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.people.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that came in: who asks, what, with which parameters and which JSON.
///
/// @param path the parts after `/api/v1/`
record Question(Person by, String method, List<String> path, Map<String, String> parameters, JsonNode body) {
    /// The method and the first part of the path, for example `GET status`.
    String name() {
        return method + " " + path.getFirst();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /// A parameter that must be there.
    String needed(String name) {
        return parameter(name)
                .orElseThrow(() -> input("The parameter " + name + " is missing", "Add ?" + name + "=..."));
    }

    /// A whole number of at least 0.
    long number(String name, long otherwise) {
        return parameter(name).map(value -> whole(name, value)).orElse(otherwise);
    }

    static long whole(String name, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw input("'" + text + "' is no number for " + name, "Write a whole number of at least 0.");
    }

    /// An exact time.
    static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw input("'" + text + "' is no time for " + name, "Write it like 2026-10-01T12:00:00Z.");
        }
    }

    /// The part of the path at this place, counted from 0.
    String part(int index) {
        return path.get(index);
    }

    static Fault input(String message, String mend) {
        return new Fault(Fault.Kind.INPUT, "request.invalid", message, mend);
    }

    static Fault unknown(String message, String mend) {
        return new Fault(Fault.Kind.INPUT, "request.unknown", message, mend);
    }
}
