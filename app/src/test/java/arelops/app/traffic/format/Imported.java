package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// What came of a file in a test.
record Imported(List<Exchange> exchanges, ImportSummary summary) {
    static final byte[] KEY = "a key for tests".getBytes(StandardCharsets.UTF_8);

    static Imported of(ImportFormat format, String file) throws IOException {
        return of(format, file.getBytes(StandardCharsets.UTF_8));
    }

    static Imported of(ImportFormat format, byte[] file) throws IOException {
        return of(format, new ByteArrayInputStream(file));
    }

    static Imported of(ImportFormat format, InputStream file) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        ImportSummary summary = new ImportReader(new SessionNaming(KEY)).read(file, format, exchanges::add);
        return new Imported(exchanges, summary);
    }

    Exchange only() {
        if (exchanges.size() != 1) {
            throw new AssertionError(exchanges.size() + " exchanges, " + summary.troubles());
        }
        return exchanges.getFirst();
    }

    long count(ImportTrouble trouble) {
        return summary.count(trouble);
    }

    List<String> targets() {
        return exchanges.stream()
                .map(exchange -> text(exchange.request().head()).split(" ", 3)[1])
                .toList();
    }

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    /// A head and a body as one text, with plain line ends.
    static String text(HttpMessage message) {
        return (text(message.head()) + text(message.body())).replace("\r\n", "\n");
    }

    static byte[] packed(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(file);
        }
        return out.toByteArray();
    }
}
