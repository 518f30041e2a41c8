package arelops.core.report;

/// What the command of a check itself said.
public sealed interface CommandEnd {
    /// Exit code 0.
    record Succeeded() implements CommandEnd {}

    /// Another exit code, or it was stopped at a limit.
    record Failed(String because) implements CommandEnd {}
}
