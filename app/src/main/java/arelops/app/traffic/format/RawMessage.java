package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Chunked;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.Optional;
import java.util.regex.Pattern;

/// A message of HTTP/1.1 as a recorder saw it on the wire; what could be read in two ways is refused.
///
/// @param trouble what is missing of its body
record RawMessage(HttpMessage message, Optional<ImportTrouble> trouble) {
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[0-9]");
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

    /// A request.
    ///
    /// @param from where it begins in the bytes
    /// @param length how many bytes it had, more than there are if not all were kept
    static RawMessage request(byte[] bytes, int from, long length) throws Refused {
        int bodyStart = bodyStart(bytes, from);
        HttpHead head = head(bytes, from, bodyStart);
        String target = head.part(1);
        if (!HeadText.isToken(head.part(0))
                || target.isEmpty()
                || !VERSION.matcher(head.part(2)).matches()) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        if (head.part(0).equals("CONNECT")) {
            throw new Refused(ImportTrouble.NOT_HTTP);
        }
        return withBody(Bytes.owned(bytes, from, bodyStart), head, bytes, length - bodyStart, Ends.BY_LENGTH);
    }

    /// An answer.
    static RawMessage answer(byte[] bytes, int from, long length, boolean toHead) throws Refused {
        int bodyStart = bodyStart(bytes, from);
        HttpHead head = head(bytes, from, bodyStart);
        String status = head.part(1);
        if (!head.part(0).startsWith("HTTP/1.") || !STATUS.matcher(status).matches()) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        boolean bodiless = toHead || status.equals("304") || status.equals("204") || status.startsWith("1");
        Ends ends = bodiless && length == bodyStart ? Ends.AT_ONCE : Ends.BY_CLOSE;
        return withBody(Bytes.owned(bytes, from, bodyStart), head, bytes, length - bodyStart, ends);
    }

    /// What ends a body of which the head says no length.
    private enum Ends {
        BY_LENGTH,
        BY_CLOSE,
        AT_ONCE
    }

    private static RawMessage withBody(Bytes head, HttpHead places, byte[] bytes, long there, Ends ends)
            throws Refused {
        if (ends == Ends.AT_ONCE) {
            return new RawMessage(HttpMessage.whole(head, Bytes.NONE), Optional.empty());
        }
        Bytes body = Bytes.owned(bytes, head.to(), bytes.length);
        boolean chunked = places.header("transfer-encoding").isPresent();
        long said = said(head, places, chunked);
        if (chunked) {
            return there == body.length() ? unchunked(head, body) : missing(head, there);
        }
        long length = said < 0 ? there : said;
        if (there > length || (said < 0 && there > 0 && ends == Ends.BY_LENGTH)) {
            throw new Refused(ImportTrouble.UNREADABLE); // two messages in one record
        }
        return of(head, body, length);
    }

    private static RawMessage unchunked(Bytes head, Bytes coded) {
        return Chunked.decode(coded)
                .map(body -> of(head, body, body.length()))
                .orElseGet(() -> missing(head, coded.length()));
    }

    private static RawMessage of(Bytes head, Bytes body, long length) {
        if (length <= Limits.BODY && body.length() == length) {
            return new RawMessage(HttpMessage.whole(head, body), Optional.empty());
        }
        int kept = Math.min(body.length(), Limits.BODY);
        Bytes beginning = Bytes.owned(body.array(), body.from(), body.from() + kept);
        HttpMessage cut = new HttpMessage(head, beginning, length, Extent.CUT);
        return new RawMessage(cut, Optional.of(ImportTrouble.BODY_CUT));
    }

    private static RawMessage missing(Bytes head, long length) {
        HttpMessage blanked = new HttpMessage(head, Bytes.NONE, length, Extent.BLANKED);
        return new RawMessage(blanked, Optional.of(ImportTrouble.BODY_MISSING));
    }

    /// The length that the head says, or -1. Two that differ, and one beside a transfer coding, are how
    /// requests are smuggled.
    private static long said(Bytes head, HttpHead places, boolean chunked) throws Refused {
        long said = -1;
        for (int header = 0; header < places.size(); header++) {
            if (places.named(header, "content-length")) {
                long length = number(MessageText.value(head, places, header));
                if (chunked || length < 0 || (said >= 0 && said != length)) {
                    throw new Refused(ImportTrouble.FORBIDDEN_CHARACTER);
                }
                said = length;
            }
        }
        return said;
    }

    private static long number(String digits) {
        boolean known = !digits.isEmpty() && digits.length() < 16 && HeadText.all(digits, c -> c >= '0' && c <= '9');
        return known ? Long.parseLong(digits) : -1;
    }

    private static int bodyStart(byte[] bytes, int from) throws Refused {
        int stop = Math.min(bytes.length, from + HttpHead.LONGEST);
        for (int i = from; i < stop; i++) {
            if (bytes[i] == '\n' && i >= from + 3 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        throw new Refused(stop < bytes.length ? ImportTrouble.HEAD_TOO_LARGE : ImportTrouble.UNREADABLE);
    }

    private static HttpHead head(byte[] bytes, int from, int bodyStart) throws Refused {
        for (int i = from; i < bodyStart; i++) {
            boolean lineBreak = bytes[i] == '\r' && i + 1 < bodyStart && bytes[i + 1] == '\n';
            boolean lineEnd = bytes[i] == '\n' && i > from && bytes[i - 1] == '\r';
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && !lineBreak && !lineEnd) {
                throw new Refused(ImportTrouble.FORBIDDEN_CHARACTER);
            }
        }
        HttpHead head = HttpHead.of(Bytes.owned(bytes, from, bodyStart));
        if (head.beyond()) {
            throw new Refused(ImportTrouble.HEAD_TOO_LARGE);
        }
        if (head.unreadable() > 0) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        return head;
    }
}
