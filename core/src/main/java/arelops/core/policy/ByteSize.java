package arelops.core.policy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A size on a disk, written `200kB`, `50MB`, `1GB` or `2TB`: powers of ten.
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    /// What [#parse] reads.
    public static final String PATTERN = "^[0-9]{1,6}(kB|MB|GB|TB)$";

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})(kB|MB|GB|TB)", Pattern.CASE_INSENSITIVE);
    private static final long THOUSAND = 1_000;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /// So many millions of bytes.
    public static ByteSize ofMegabytes(long count) {
        return new ByteSize(count * THOUSAND * THOUSAND);
    }

    /// Reads the written form.
    public static ByteSize parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size. Write 50MB or 1GB.");
        }
        return new ByteSize(Long.parseLong(matcher.group(1)) * unit(matcher.group(2)));
    }

    private static long unit(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "KB" -> THOUSAND;
            case "MB" -> THOUSAND * THOUSAND;
            case "GB" -> THOUSAND * THOUSAND * THOUSAND;
            case "TB" -> THOUSAND * THOUSAND * THOUSAND * THOUSAND;
            default -> throw new AssertionError("the pattern has no such unit: " + name);
        };
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        for (String unit : new String[] {"TB", "GB", "MB"}) {
            if (bytes > 0 && bytes % unit(unit) == 0) {
                return bytes / unit(unit) + unit;
            }
        }
        return bytes / THOUSAND + "kB";
    }
}
