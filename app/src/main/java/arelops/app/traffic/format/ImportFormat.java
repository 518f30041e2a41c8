package arelops.app.traffic.format;

import arelops.app.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What files of recorded requests can be read.
public enum ImportFormat {
    /// HTTP Archive 1.2, as browsers and proxies write it.
    HAR("har", "a HAR file"),
    /// The common or combined log format of web servers.
    ACCESS_LOG("log", "an access log in the common or combined format"),
    /// The text format of GoReplay.
    GOR("gor", "a file of GoReplay");

    private static final Pattern GOR_START =
            Pattern.compile("\\s*[123] [0-9A-Za-z-]{4,128} [0-9]{1,19}( -?[0-9]+)?\\s.*");
    private static final Pattern LOG_START = Pattern.compile("\\S+ [^\\n\\[]*\\[[^\\]\\n]{20,32}\\] \".*");
    private static final int LOOKED_AT = 4096;

    private final String id;
    private final String words;

    ImportFormat(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /// The short name, as a person writes it: `har`, `log`, `gor`.
    public String id() {
        return id;
    }

    String words() {
        return words;
    }

    /// The format of that name, in letters of either case.
    public static ImportFormat named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        for (ImportFormat format : values()) {
            if (format.id.equals(lower)
                    || format.name().toLowerCase(Locale.ROOT).equals(lower.replace('-', '_'))) {
                return format;
            }
        }
        throw new Fault(
                Fault.Kind.INPUT,
                "traffic.import",
                "There is no format of recorded requests named '" + name + "'.",
                "Name one of these: har, log, gor.");
    }

    /// What a file seems to be by its first bytes (a few kilobytes are enough), else by its name.
    public static Optional<ImportFormat> guess(String fileName, byte[] firstBytes) {
        String start = new String(plain(firstBytes), StandardCharsets.UTF_8);
        String text = start.startsWith("\uFEFF") ? start.substring(1) : start;
        if (text.stripLeading().startsWith("{")) {
            return Optional.of(HAR);
        }
        String firstLine = text.stripLeading().lines().findFirst().orElse("");
        if (GOR_START.matcher(firstLine + '\n').matches()) {
            return Optional.of(GOR);
        }
        if (LOG_START.matcher(firstLine).matches()) {
            return Optional.of(ACCESS_LOG);
        }
        return byName(fileName);
    }

    private static Optional<ImportFormat> byName(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        if (name.endsWith(".har")) {
            return Optional.of(HAR);
        }
        if (name.endsWith(".gor")) {
            return Optional.of(GOR);
        }
        return name.endsWith(".log") || name.contains("access") ? Optional.of(ACCESS_LOG) : Optional.empty();
    }

    private static byte[] plain(byte[] bytes) {
        if (!Gunzip.isGzip(bytes)) {
            return bytes.length > LOOKED_AT ? Arrays.copyOf(bytes, LOOKED_AT) : bytes;
        }
        byte[] out = new byte[LOOKED_AT];
        int read = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            int more = 0;
            while (more >= 0 && read < out.length) {
                read += more;
                more = in.read(out, read, out.length - read);
            }
        } catch (IOException _) {
            return Arrays.copyOf(out, read); // only the beginning of it is here
        }
        return Arrays.copyOf(out, read);
    }
}
