package arelops.core.report;

import arelops.core.id.Digest;

/// What became of reading a declared report.
public sealed interface ReportResult {
    record Read(Findings findings, Origin origin) implements ReportResult {}

    /// It is missing, empty or unreadable; no data never passes (GATE-2).
    ///
    /// @param because what is missing or wrong, with file and place
    record NoData(String because) implements ReportResult {}

    /// The files that were read.
    ///
    /// @param digest of their names and contents
    record Origin(int files, long bytes, Digest digest) {
        public Origin {
            if (files < 1 || bytes < 1) {
                throw new IllegalArgumentException(files + " files of " + bytes + " bytes");
            }
        }
    }
}
