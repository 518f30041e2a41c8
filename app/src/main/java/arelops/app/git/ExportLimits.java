package arelops.app.git;

/// How much an export may write: files in all, bytes of one file, bytes in all.
public record ExportLimits(int files, long bytesPerFile, long bytes) {
    /// Enough for large repositories, and little enough for a laptop's disk.
    public static final ExportLimits USUAL = new ExportLimits(200_000, 256L << 20, 4L << 30);
}
