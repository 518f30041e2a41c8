package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;

/// Hides values in whole messages: first in the body, then in the head, which says how long it is.
final class MessageHiding {
    private final BodyHiding bodies;
    private final HeadHiding heads;

    MessageHiding(Values values) {
        PairsText pairs = new PairsText(values);
        bodies = new BodyHiding(values, pairs);
        heads = new HeadHiding(values, pairs);
    }

    HttpMessage request(HttpMessage message) {
        HttpHead head = HttpHead.of(message.head());
        HttpMessage hidden = bodies.hide(message, head);
        return with(heads.request(hidden, head, isResized(message, hidden)), hidden);
    }

    HttpMessage response(HttpMessage message) {
        HttpHead head = HttpHead.of(message.head());
        HttpMessage hidden = bodies.hide(message, head);
        return with(heads.response(hidden, head, isResized(message, hidden)), hidden);
    }

    private static boolean isResized(HttpMessage message, HttpMessage hidden) {
        return hidden.extent() == Extent.WHOLE
                && hidden.body().length() != message.body().length();
    }

    private static HttpMessage with(Bytes head, HttpMessage message) {
        return new HttpMessage(head, message.body(), message.length(), message.extent());
    }
}
