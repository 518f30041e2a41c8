package arelops.app.report;

/// What a report may have at most; one that has more is unreadable.
public final class ReportLimits {
    /// Bytes of one file.
    public static final long FILE_BYTES = 64L << 20;

    /// Files of one report.
    public static final int FILES = 2_000;

    /// Bytes of all files of one report.
    public static final long TOTAL_BYTES = 256L << 20;

    /// How deep elements, objects and lists are nested in each other.
    public static final int DEPTH = 100;

    /// Characters of one tag with its attributes, or of one comment.
    static final int MARKUP = 1 << 20;

    /// Characters of one text or name in JSON that is looked at.
    static final int TEXT = 1 << 20;

    /// Characters of a name as it is shown and kept.
    static final int NAME = 240;

    /// Failed tests of one file that a repetition is recognised of; further ones count as failed.
    static final int REPEATABLE = 10_000;

    /// Runs of one SARIF file.
    static final int RUNS = 1_000;

    /// Rules of one SARIF file.
    static final int RULES = 20_000;

    /// Weaknesses of one package in an OSV file, with their aliases.
    static final int WEAKNESSES = 20_000;

    /// A count that a report claims beyond this is no count.
    static final long CLAIM = 100_000_000;

    private ReportLimits() {}
}
