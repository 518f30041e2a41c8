package arelops.core.release;

/// What a metric store says of both arms in one window.
public sealed interface QueryAnswer {
    /// A number for each.
    record Told(double baseline, double canary) implements QueryAnswer {}

    /// There is none for at least one of them, and there will be none.
    record Nothing(String because) implements QueryAnswer {}

    /// It is asked, or will be.
    record Awaited() implements QueryAnswer {}
}
