package arelops.app.traffic.replay.issued;

/// A value in a request.
///
/// @param name of the parameter, cookie, header or field; of a path segment its number
/// @param from where it is in the head, or in the body
/// @param value decoded, but for cookies and headers
record Spot(Kind kind, String name, int from, int to, String value) {
    /// Where it is, and so how it is written.
    enum Kind {
        /// A segment of the path.
        PATH,
        /// A value of the query.
        QUERY,
        /// A cookie.
        COOKIE,
        /// A header; of `Authorization` what comes after the scheme.
        HEADER,
        /// A value of a form.
        FORM,
        /// A text or a number in JSON, with its quotes.
        JSON;

        boolean inBody() {
            return switch (this) {
                case PATH, QUERY, COOKIE, HEADER -> false;
                case FORM, JSON -> true;
            };
        }
    }
}
