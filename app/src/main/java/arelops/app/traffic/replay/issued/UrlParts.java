package arelops.app.traffic.replay.issued;

import java.util.Optional;
import java.util.function.BiConsumer;

/// The segments and query values of a text that is an address or a path.
final class UrlParts {
    private UrlParts() {}

    static boolean isUrl(String value) {
        return value.length() > 1
                && (value.startsWith("/") || value.startsWith("http://") || value.startsWith("https://"));
    }

    static void each(String url, BiConsumer<AnswerPlace.Part, String> taker) {
        int from = path(url);
        int fragment = url.indexOf('#', from);
        int to = fragment < 0 ? url.length() : fragment;
        int mark = url.indexOf('?', from);
        int query = mark < 0 || mark > to ? to : mark;
        int number = 0;
        for (String segment : url.substring(Math.min(from, query), query).split("/", -1)) {
            if (!segment.isEmpty()) {
                taker.accept(new AnswerPlace.Part.Segment(number++), Texts.decoded(segment, false));
            }
        }
        if (query < to) {
            for (String pair : url.substring(query + 1, to).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    String name = Texts.decoded(pair.substring(0, equals), true);
                    taker.accept(new AnswerPlace.Part.Query(name), Texts.decoded(pair.substring(equals + 1), true));
                }
            }
        }
    }

    /// The part of a value.
    static Optional<String> at(String value, AnswerPlace.Part part) {
        if (part instanceof AnswerPlace.Part.Whole) {
            return Optional.of(value);
        }
        String[] found = {""};
        each(value, (there, text) -> found[0] = found[0].isEmpty() && there.equals(part) ? text : found[0]);
        return Optional.of(found[0]).filter(text -> !text.isEmpty());
    }

    private static int path(String url) {
        if (url.startsWith("/")) {
            return 0;
        }
        int server = url.indexOf("://");
        int path = server < 0 ? -1 : url.indexOf('/', server + 3);
        return path < 0 ? url.length() : path;
    }
}
