package arelops.app.traffic.format;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.io.InputStream;

/// Reads recorded requests of other tools in one pass.
///
/// What cannot be understood is counted and left out. Only a file that is not of its format at all is a
/// fault. Files packed with gzip are unpacked.
public final class ImportReader {
    private final SessionNaming naming;

    /// Reads with these names for sessions.
    public ImportReader(SessionNaming naming) {
        this.naming = naming;
    }

    /// Hands every exchange of a file to the sink, in the order of their offsets, and says what it came
    /// to.
    ///
    /// @throws IOException if the file cannot be read, or by the sink
    public ImportSummary read(InputStream in, ImportFormat format, Sink sink) throws IOException {
        Intake intake = new Intake(sink);
        Gunzip file = Gunzip.of(in);
        switch (format) {
            case HAR -> new HarReader(naming, intake).read(file);
            case ACCESS_LOG -> new LogReader(naming, intake).read(file);
            case GOR -> new GorReader(naming, intake).read(file);
        }
        if (file.broken()) {
            intake.count(ImportTrouble.REST_UNREADABLE);
        }
        return intake.end();
    }

    /// A file that is something else.
    static Fault notOf(ImportFormat format, String where, String what) {
        return new Fault(
                Fault.Kind.INPUT,
                "traffic.import",
                "The file is not " + format.words() + ": " + where + ": " + what + ".",
                "Name the format that it has (har, log, gor), or record it again.");
    }
}
