package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An answer in which values are looked for.
///
/// @param body as it was sent, or its beginning
public record Answer(List<Header> headers, Bytes body) {
    /// Copies.
    public Answer {
        headers = List.copyOf(headers);
    }

    /// A header.
    ///
    /// @param name in lower case
    public record Header(String name, String value) {
        /// Has the name in lower case.
        public Header {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /// A recorded one.
    static Answer of(HttpMessage message) {
        HttpHead head = HttpHead.of(message.head());
        byte[] in = message.head().array();
        List<Header> headers = new ArrayList<>();
        for (int header = 0; header < head.size(); header++) {
            int from = head.valueStart(header);
            String value = new String(in, from, head.valueEnd(header) - from, StandardCharsets.ISO_8859_1);
            headers.add(new Header(head.name(header), value));
        }
        return new Answer(headers, message.body());
    }

    /// The first header of that name; empty if there is none.
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    boolean isJson() {
        return header("content-type").toLowerCase(Locale.ROOT).contains("json");
    }

    boolean isPage() {
        return header("content-type").toLowerCase(Locale.ROOT).contains("html");
    }

    /// The body's bytes without content coding, as far as they can be read.
    Bytes content() {
        String coding = header("content-encoding").strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> Unpacked.gzip(body);
            case "deflate" -> Unpacked.deflate(body);
            default -> Bytes.NONE;
        };
    }
}
