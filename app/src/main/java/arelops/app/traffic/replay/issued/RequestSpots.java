package arelops.app.traffic.replay.issued;

import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Goes through a request and lists its values, always in the same order: requests of the same form
/// have as many.
final class RequestSpots {
    private static final int MOST = 2_000;

    /// Headers whose values no app gives out, or that are written anew.
    private static final Set<String> NOT_ISSUED = Set.of(
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "content-length",
            "content-type",
            "content-encoding",
            "connection",
            "origin",
            "referer",
            "date",
            "transfer-encoding");

    private final HttpMessage message;
    private final List<Spot> spots = new ArrayList<>();

    private RequestSpots(HttpMessage message) {
        this.message = message;
    }

    static List<Spot> of(HttpMessage message) {
        RequestSpots all = new RequestSpots(message);
        HttpHead head = HttpHead.of(message.head());
        all.target(head);
        all.headers(head);
        all.body(head);
        return all.spots;
    }

    private void target(HttpHead head) {
        byte[] in = message.head().array();
        int from = head.partStart(1);
        int to = Texts.indexOf(in, '#', from, head.partEnd(1));
        int query = Texts.indexOf(in, '?', from, to);
        int number = 0;
        int at = from;
        while (at < query) {
            int end = Texts.indexOf(in, '/', at, query);
            if (end > at) {
                String value = Texts.decoded(text(in, at, end), false);
                add(new Spot(Spot.Kind.PATH, Integer.toString(number++), at, end, value));
            }
            at = end + 1;
        }
        pairs(Spot.Kind.QUERY, in, Math.min(query + 1, to), to);
    }

    private void headers(HttpHead head) {
        byte[] in = message.head().array();
        for (int header = 0; header < head.size(); header++) {
            String name = head.name(header);
            int from = head.valueStart(header);
            int to = head.valueEnd(header);
            if (name.equals("cookie")) {
                cookies(in, from, to);
            } else if (name.equals("authorization")) {
                int space = Texts.indexOf(in, ' ', from, to);
                int start = space < to ? space + 1 : from;
                add(new Spot(Spot.Kind.HEADER, name, start, to, text(in, start, to)));
            } else if (!NOT_ISSUED.contains(name)) {
                add(new Spot(Spot.Kind.HEADER, name, from, to, text(in, from, to)));
            }
        }
    }

    private void cookies(byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            int end = Texts.indexOf(in, ';', at, to);
            int start = at;
            while (start < end && in[start] == ' ') {
                start++;
            }
            int equals = Texts.indexOf(in, '=', start, end);
            if (equals < end) {
                String value = text(in, equals + 1, end);
                add(new Spot(Spot.Kind.COOKIE, text(in, start, equals), equals + 1, end, value));
            }
            at = end + 1;
        }
    }

    private void body(HttpHead head) {
        String type = head.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (message.body().length() == 0 || head.header("content-encoding").isPresent()) {
            return;
        }
        if (type.contains("json")) {
            JsonSpots.of(message.body(), this::add);
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            pairs(
                    Spot.Kind.FORM,
                    message.body().array(),
                    message.body().from(),
                    message.body().to());
        }
    }

    private void pairs(Spot.Kind kind, byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            int end = Texts.indexOf(in, '&', at, to);
            int equals = Texts.indexOf(in, '=', at, end);
            if (equals < end) {
                String name = Texts.decoded(text(in, at, equals), true);
                String value = Texts.decoded(text(in, equals + 1, end), true);
                add(new Spot(kind, name, equals + 1, end, value));
            }
            at = end + 1;
        }
    }

    private void add(Spot spot) {
        if (spots.size() < MOST) {
            spots.add(spot);
        }
    }

    private static String text(byte[] in, int from, int to) {
        return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
