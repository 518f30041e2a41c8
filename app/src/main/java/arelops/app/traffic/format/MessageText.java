package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is in a message, as texts.
final class MessageText {
    private MessageText() {}

    /// A header's name as it was sent.
    static String name(Bytes head, HttpHead places, int header) {
        return text(head, places.nameStart(header), places.nameEnd(header));
    }

    /// A header's value, a character for each byte.
    static String value(Bytes head, HttpHead places, int header) {
        return text(head, places.valueStart(header), places.valueEnd(header));
    }

    /// The body as a text, if it is one in UTF-8, so that its bytes can be made of it again.
    static Optional<String> body(HttpMessage message) {
        Bytes body = message.body();
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.array(), body.from(), body.length()))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String text(Bytes head, int from, int to) {
        return new String(head.array(), from, to - from, StandardCharsets.ISO_8859_1);
    }
}
