package arelops.app.deploy;

/// A stretch of an instance's output; ask again from `next` to follow it. `from` is where it really begins.
public record LogPart(long from, String text, long next) {}
