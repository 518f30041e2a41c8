package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A request or an answer while it is read from a HAR file.
final class HarMessage {
    private static final int PSEUDO = ':';

    final HarBody body = new HarBody();
    String method = "";
    String url = "";
    String reason = "";
    int status;
    /// How many bytes went over the wire; of answers, the size that `content` says is what counts.
    long sent;

    private final List<Header> headers = new ArrayList<>();
    private boolean tooMany;

    record Header(String name, String value) {
        boolean is(String lower) {
            return name.equalsIgnoreCase(lower);
        }
    }

    /// Takes a header, but for the pseudo headers of HTTP/2, which say what the first line says.
    void header(String name, String value) {
        if (!name.isEmpty() && name.charAt(0) == PSEUDO) {
            return;
        }
        tooMany |= headers.size() == HttpHead.MOST_HEADERS || value.length() > HttpHead.LONGEST;
        if (!tooMany) {
            headers.add(new Header(name, value));
        }
    }

    /// The request in the form of HTTP/1.1.
    HttpMessage request(Intake intake) throws Refused {
        HarUrl place = HarUrl.of(url);
        body.size(sent);
        HarBody.Found found = body.found();
        HeadText head = HeadText.request(method, place.target());
        // WebPageTest puts the request's first line among its headers.
        headers.removeIf(header -> header.name().startsWith(method + ' '));
        long hosts = headers.stream().filter(header -> header.is("host")).count();
        if (hosts > 1) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        if (hosts == 0) {
            head.header("Host", place.authority());
        }
        addHeaders(head, found, false);
        Bytes bytes = head.end();
        found.troubles().forEach(intake::count);
        return found.with(bytes);
    }

    /// The answer in the form of HTTP/1.1.
    ///
    /// @param toMethod which of the requests it answers: one to HEAD has no body, whatever its length
    /// says
    HttpMessage answer(String toMethod, Intake intake) throws Refused {
        boolean bodiless = toMethod.equals("HEAD") || status == 304 || status == 204;
        HarBody.Found found = body.found();
        if (bodiless && found.bytes().length() == 0) {
            found = new HarBody.Found(found.bytes(), 0, Extent.WHOLE, true, List.of());
        }
        HeadText head = HeadText.answer(status, reason);
        addHeaders(head, found, bodiless);
        Bytes bytes = head.end();
        found.troubles().forEach(intake::count);
        return found.with(bytes);
    }

    /// What is said of the body is made anew: its text has neither transfer coding nor content coding
    /// any more.
    private void addHeaders(HeadText head, HarBody.Found found, boolean keepsLength) throws Refused {
        if (tooMany) {
            throw new Refused(ImportTrouble.HEAD_TOO_LARGE);
        }
        boolean lengthSaid = false;
        for (Header header : headers) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "transfer-encoding" -> HeadText.checkText(header.value());
                case "content-encoding" -> {
                    HeadText.checkText(header.value());
                    if (found.asSent()) {
                        head.header(header.name(), header.value());
                    }
                }
                case "content-length" -> {
                    HeadText.checkText(header.value());
                    if (!lengthSaid) {
                        head.header(header.name(), keepsLength ? header.value() : Long.toString(found.length()));
                    }
                    lengthSaid = true;
                }
                default -> head.header(header.name(), header.value());
            }
        }
        if (!lengthSaid && found.length() > 0) {
            head.header("Content-Length", Long.toString(found.length()));
        }
    }
}
