package arelops.core.traffic.anonymise;

/// How a value is written where it was found.
enum Coding {
    /// As it is.
    PLAIN,
    /// With `\` as in JSON strings.
    JSON,
    /// With `%` as in paths.
    PERCENT,
    /// With `%`, and `+` for a space, as in queries and forms.
    FORM,
    /// With `&` as in XML.
    XML
}
