package arelops.app.report;

import arelops.core.report.Findings;
import java.io.IOException;

/// What the files of one report add up to.
interface Tally {
    /// Adds a file.
    void add(Content content) throws IOException, Unreadable;

    /// All files together, once each was added.
    Findings findings();
}
