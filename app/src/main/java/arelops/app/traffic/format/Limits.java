package arelops.app.traffic.format;

/// How much of a hostile file is kept in memory at a time.
final class Limits {
    /// Bytes of a body that are kept; of longer ones the beginning.
    static final int BODY = 8 << 20;

    /// Characters of a text in a JSON file: a body of that size in base64.
    static final int TEXT = 12 << 20;

    /// How deep JSON is read; what is deeper is left out.
    static final int DEPTH = 64;

    /// Bytes of a line.
    static final int LINE = 64 << 10;

    /// Requests that wait for their answers.
    static final int OPEN = 10_000;

    /// Exchanges that wait for earlier ones which stand behind them in the file.
    static final int AHEAD = 1_024;

    /// Bytes of what waits, whichever is reached first.
    static final long WAITING = 48L << 20;

    /// Lines or records of which one must be understood for a file to be of its format.
    static final int FIRST = 1_000;

    private Limits() {}
}
