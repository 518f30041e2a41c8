package arelops.core.traffic.anonymise;

import java.util.Locale;

/// What a body is, as far as that says how it is read.
record MediaType(Kind kind, String boundary) {
    /// The kinds of bodies that are told apart.
    enum Kind {
        /// Also several values after one another.
        JSON,
        /// Pairs as in a query.
        FORM,
        /// With a boundary.
        PARTS,
        /// Also `+xml`; not HTML.
        XML,
        /// Plain text and tables of it.
        TEXT,
        /// Pages, scripts and styles: read where only detectors look.
        PAGE,
        /// Everything else.
        OTHER,
        /// The message does not say.
        UNSAID
    }

    static MediaType of(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (type.isEmpty()) {
            return new MediaType(Kind.UNSAID, "");
        }
        if (type.startsWith("multipart/")) {
            return new MediaType(Kind.PARTS, boundary(contentType));
        }
        return new MediaType(kind(type), "");
    }

    private static Kind kind(String type) {
        if (type.endsWith("json") || type.endsWith("jsonl") || type.endsWith("jsonlines") || type.contains("json+")) {
            return Kind.JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return Kind.FORM;
        }
        if (type.equals("application/xhtml+xml") || type.equals("text/html") || type.contains("javascript")) {
            return Kind.PAGE;
        }
        if (type.endsWith("/xml") || type.endsWith("+xml")) {
            return Kind.XML;
        }
        if (type.equals("text/css")) {
            return Kind.PAGE;
        }
        return type.startsWith("text/") ? Kind.TEXT : Kind.OTHER;
    }

    private static String boundary(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
        if (at < 0) {
            return "";
        }
        String rest = contentType.substring(at + 9);
        if (rest.startsWith("\"")) {
            int quote = rest.indexOf('"', 1);
            return quote < 0 ? "" : rest.substring(1, quote);
        }
        int end = rest.indexOf(';');
        return (end < 0 ? rest : rest.substring(0, end)).strip();
    }
}
