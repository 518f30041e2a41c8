package arelops.app.deploy;

/// What a target says to a question: the answer, or why there is none. Never an empty answer instead.
public sealed interface Reply<T> {
    record Known<T>(T value) implements Reply<T> {}

    record Unknown<T>(String because) implements Reply<T> {}
}
