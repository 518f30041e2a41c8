package arelops.app.node;

/// How much output of an instance is kept: files of this many bytes, and so many old ones beside the current.
public record LogLimits(long fileBytes, int oldFiles) {
    public static final LogLimits USUAL = new LogLimits(10L << 20, 4);

    public LogLimits {
        if (fileBytes < 1 || oldFiles < 1) {
            throw new IllegalArgumentException("at least one byte and one old file: " + fileBytes + ", " + oldFiles);
        }
    }
}
