package arelops.core.policy;

/// Where a check leaves its results, and in which format.
public record Report(Format format, String glob) {
    /// The formats whose results are read.
    public enum Format {
        JUNIT,
        SARIF,
        CYCLONEDX
    }
}
