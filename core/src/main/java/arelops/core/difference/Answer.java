package arelops.core.difference;

import java.util.List;

/// An answer as it is compared.
///
/// @param headers in the order in which they came
public record Answer(int status, List<Header> headers, Body body) {
    /// Copies.
    public Answer {
        headers = List.copyOf(headers);
    }

    /// A header as it was sent.
    public record Header(String name, String value) {}
}
