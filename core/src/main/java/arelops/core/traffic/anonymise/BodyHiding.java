package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.Locale;
import java.util.Optional;

/// Anonymises bodies: unpacks, reads by type, hides, packs again. What is not understood is blanked and
/// counted.
final class BodyHiding {
    /// A body of more bytes is blanked, packed or not.
    static final int LARGEST = 8 * 1024 * 1024;

    private final Values values;
    private final PairsText pairs;
    private final JsonBody json;
    private final XmlBody xml;
    private final PartsBody parts;
    private final Splice splice = new Splice();
    private final NameTable<Decision> none = new NameTable<>();

    BodyHiding(Values values, PairsText pairs) {
        this.values = values;
        this.pairs = pairs;
        json = new JsonBody(values, none);
        xml = new XmlBody(values);
        parts = new PartsBody(values);
    }

    /// The message with another body; its head is as it was.
    HttpMessage hide(HttpMessage message, HttpHead head) {
        Bytes body = message.body();
        if (message.extent() == Extent.BLANKED || (message.extent() == Extent.WHOLE && body.length() == 0)) {
            return message;
        }
        if (message.extent() == Extent.CUT) {
            return blanked(message, Trouble.BODY_CUT);
        }
        if (body.length() > LARGEST) {
            return blanked(message, Trouble.BODY_TOO_LARGE);
        }
        String packing = head.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (packing) {
            case "", "identity" -> plain(message, head);
            case "gzip", "x-gzip" -> packed(message, head, unpacked(body, true), true);
            case "deflate" -> packed(message, head, unpacked(body, false), false);
            default -> blanked(message, Trouble.BODY_PACKED);
        };
    }

    private static Optional<Bytes> unpacked(Bytes body, boolean gzip) {
        return gzip
                ? Packing.gunzip(body.array(), body.from(), body.to(), LARGEST)
                : Packing.undeflate(body.array(), body.from(), body.to(), LARGEST);
    }

    private HttpMessage packed(HttpMessage message, HttpHead head, Optional<Bytes> content, boolean gzip) {
        if (content.isEmpty()) {
            return blanked(message, Trouble.BODY_PACKED);
        }
        HttpMessage open = HttpMessage.whole(message.head(), content.get());
        HttpMessage hidden = plain(open, head);
        if (hidden.extent() == Extent.BLANKED) {
            return new HttpMessage(message.head(), Bytes.NONE, message.length(), Extent.BLANKED);
        }
        if (hidden.body().equals(content.get())) {
            return message;
        }
        Bytes in = hidden.body();
        Bytes again =
                gzip ? Packing.gzip(in.array(), in.from(), in.to()) : Packing.deflate(in.array(), in.from(), in.to());
        return new HttpMessage(message.head(), again, message.length(), Extent.WHOLE);
    }

    private HttpMessage plain(HttpMessage message, HttpHead head) {
        MediaType type = MediaType.of(head.header("content-type").orElse(""));
        Bytes body = message.body();
        Decision byDefault = values.rules().ofBodies();
        splice.start(body.array(), body.from(), body.to());
        boolean read = switch (type.kind()) {
            case JSON -> json.hide(body.array(), body.from(), body.to(), byDefault, splice);
            case UNSAID -> looksLikeJson(body) && json.hide(body.array(), body.from(), body.to(), byDefault, splice);
            case XML -> xml.hide(body.array(), body.from(), body.to(), byDefault, splice);
            case PARTS -> parts.hide(body.array(), body.from(), body.to(), type.boundary(), byDefault, splice);
            case FORM -> {
                pairs.form(Place.FORM, body.array(), body.from(), body.to(), byDefault, splice);
                yield true;
            }
            case TEXT -> text(body, byDefault);
            case PAGE -> !byDefault.hides() && text(body, byDefault);
            case OTHER -> false;
        };
        if (read) {
            Bytes hidden = splice.changed() ? splice.finished() : body;
            return new HttpMessage(message.head(), hidden, message.length(), Extent.WHOLE);
        }
        boolean known = switch (type.kind()) {
            case JSON, FORM, PARTS, XML, TEXT -> true;
            case PAGE, OTHER, UNSAID -> false;
        };
        return blanked(message, known ? Trouble.BODY_UNREADABLE : Trouble.BODY_OF_UNKNOWN_TYPE);
    }

    private boolean text(Bytes body, Decision byDefault) {
        values.text(byDefault, body.array(), body.from(), body.to(), Coding.PLAIN, splice);
        return true;
    }

    private static boolean looksLikeJson(Bytes body) {
        int at = 0;
        while (at < body.length() && body.at(at) <= ' ' && body.at(at) > 0) {
            at++;
        }
        return at < body.length() && (body.at(at) == '{' || body.at(at) == '[');
    }

    private HttpMessage blanked(HttpMessage message, Trouble trouble) {
        values.finds().trouble(trouble);
        return new HttpMessage(message.head(), Bytes.NONE, message.length(), Extent.BLANKED);
    }
}
