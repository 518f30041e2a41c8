package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;

/// Anonymises heads: the start line, and each header by its name.
final class HeadHiding {
    private static final long COOKIE = NameTable.hash("cookie");
    private static final long SET_COOKIE = NameTable.hash("set-cookie");
    private static final long AUTHORIZATION = NameTable.hash("authorization");
    private static final long PROXY_AUTHORIZATION = NameTable.hash("proxy-authorization");
    private static final long REFERER = NameTable.hash("referer");
    private static final long LOCATION = NameTable.hash("location");
    private static final long CONTENT_LOCATION = NameTable.hash("content-location");
    private static final long CONTENT_TYPE = NameTable.hash("content-type");
    private static final long CONTENT_LENGTH = NameTable.hash("content-length");
    private final Values values;
    private final PairsText pairs;
    private final UrlText urls;
    private final Splice splice = new Splice();

    HeadHiding(Values values, PairsText pairs) {
        this.values = values;
        this.pairs = pairs;
        urls = new UrlText(values, pairs);
    }

    /// The head of a request.
    ///
    /// @param message with its body as it will be stored
    Bytes request(HttpMessage message, HttpHead head, boolean resized) {
        splice.start(
                message.head().array(), message.head().from(), message.head().to());
        urls.hide(message.head().array(), head.partStart(1), head.partEnd(1), splice);
        return headers(message, head, resized);
    }

    /// The head of an answer.
    Bytes response(HttpMessage message, HttpHead head, boolean resized) {
        splice.start(
                message.head().array(), message.head().from(), message.head().to());
        values.text(Decision.KEEP, message.head().array(), head.partStart(2), head.partEnd(2), Coding.PLAIN, splice);
        return headers(message, head, resized);
    }

    private Bytes headers(HttpMessage message, HttpHead head, boolean resized) {
        byte[] in = message.head().array();
        if (head.unreadable() > 0) {
            values.finds().trouble(Trouble.HEADER_UNREADABLE);
        }
        if (head.beyond()) {
            values.finds().trouble(Trouble.HEAD_TOO_LARGE);
        }
        int at = startLineEnd(in, head.partEnd(2), message.head().to());
        for (int header = 0; header < head.size(); header++) {
            if (head.nameStart(header) > at) {
                splice.remove(at, head.nameStart(header));
            }
            header(in, head, header, message, resized);
            at = head.lineEnd(header);
        }
        if (head.unreadable() > 0 || head.beyond()) {
            Output end = new Output();
            end.put("\r\n");
            splice.replace(at, message.head().to(), end);
        }
        return splice.changed() ? splice.finished() : message.head();
    }

    private void header(byte[] in, HttpHead head, int header, HttpMessage message, boolean resized) {
        int from = head.valueStart(header);
        int to = head.valueEnd(header);
        long name = NameTable.hash(in, head.nameStart(header), head.nameEnd(header));
        if (name == CONTENT_LENGTH && resized) {
            Output length = new Output();
            length.put(Integer.toString(message.body().length()));
            splice.replace(from, to, length);
            return;
        }
        if (name == CONTENT_TYPE || name == CONTENT_LENGTH) {
            return;
        }
        Decision decision = values.rules().named(Place.HEADER, name);
        if (decision.drops()) {
            values.finds().hidden(decision.source(), in, from, to);
            splice.remove(head.nameStart(header), head.lineEnd(header));
        } else if (name == COOKIE) {
            pairs.cookies(in, from, to, decision, splice);
        } else if (name == SET_COOKIE) {
            pairs.setCookie(in, from, to, decision, splice);
        } else if (decision.isNone() && (name == REFERER || name == LOCATION || name == CONTENT_LOCATION)) {
            urls.hide(in, from, to, splice);
        } else if (name == AUTHORIZATION || name == PROXY_AUTHORIZATION) {
            int space = from;
            while (space < to && in[space] != ' ') {
                space++;
            }
            values.text(decision, in, space < to ? space + 1 : from, to, Coding.PLAIN, splice);
        } else {
            values.text(decision, in, from, to, Coding.PLAIN, splice);
        }
    }

    private static int startLineEnd(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '\n') {
            at++;
        }
        return Math.min(to, at + 1);
    }
}
