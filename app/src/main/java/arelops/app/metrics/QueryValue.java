package arelops.app.metrics;

/// What a source says to a query.
public sealed interface QueryValue {
    record Told(double value) implements QueryValue {}

    /// It answered, and there is not one number.
    record Nothing(String because) implements QueryValue {}

    /// It did not answer, or not so that it can be relied on. Asking again later may help.
    record Failed(String because) implements QueryValue {}
}
