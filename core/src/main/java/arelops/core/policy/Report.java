package arelops.core.policy;

/// Where a check leaves its results, and in which format.
public record Report(Format format, String glob) {
    /// The formats whose results are read.
    public enum Format {
        JUNIT,
        SARIF,
        CYCLONEDX,
        OSV;

        /// Whether it tells of findings that have levels; else of tests.
        public boolean hasLevels() {
            return switch (this) {
                case JUNIT -> false;
                case SARIF, CYCLONEDX, OSV -> true;
            };
        }

        /// As people write it.
        public String title() {
            return switch (this) {
                case JUNIT -> "JUnit XML";
                case SARIF -> "SARIF";
                case CYCLONEDX -> "CycloneDX JSON";
                case OSV -> "OSV-Scanner JSON";
            };
        }
    }
}
