package arelops.app.traffic.difference;

import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;

/// What a recording came to that was answered three times.
public record Comparison(DifferenceEvidence.Requests requests, DifferenceReport report) {
    /// Requests that were sent to all three.
    public long asked() {
        return requests.asked();
    }

    /// Those that one of them did not answer.
    public long failed() {
        return requests.failed();
    }

    /// Those given up, because too many answers waited for a missing one.
    public long unmatched() {
        return requests.unmatched();
    }

    /// Requests that were not sent.
    public long fenced() {
        return requests.fenced();
    }
}
