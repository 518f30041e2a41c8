package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The values of an answer that a later request may bring back, as numbers. For one thread.
final class AnswerValues {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 64;

    /// So many of one answer.
    private static final int MOST = 500;

    private final JsonPath root = JsonPath.root();
    private final long[] keys = new long[MOST];
    private final Located[] places = new Located[MOST];
    private int size;

    /// What an answer gave out.
    static final class Found {
        private final long[] keys;
        private final Located[] places;

        private Found(long[] keys, Located[] places) {
            this.keys = keys;
            this.places = places;
        }

        int size() {
            return keys.length;
        }

        long key(int index) {
            return keys[index];
        }

        Located place(int index) {
            return places[index];
        }
    }

    /// Those of an answer.
    Found of(Answer answer) {
        size = 0;
        AnswerScan.heads(answer, this::take);
        if (answer.isJson()) {
            json(answer.content());
        } else if (answer.isPage()) {
            PageFields.of(AnswerScan.page(answer))
                    .forEach((name, value) -> take(new AnswerPlace.Source.Page(name), value));
        }
        return new Found(Arrays.copyOf(keys, size), Arrays.copyOf(places, size));
    }

    private void take(AnswerPlace.Source source, String value) {
        if (source instanceof AnswerPlace.Source.Cookie(String name) && !value.isEmpty()) {
            add(SessionMemory.cookie(name, value), AnswerPlace.whole(source));
        }
        if (Worth.of(name(source), value)) {
            add(SessionMemory.key(value), AnswerPlace.whole(source));
        }
        parts(source, value);
    }

    private void parts(AnswerPlace.Source source, String value) {
        if (UrlParts.isUrl(value)) {
            UrlParts.each(value, (part, text) -> {
                if (Worth.of(name(part), text)) {
                    add(SessionMemory.key(text), new AnswerPlace(source, part));
                }
            });
        }
    }

    private void json(Bytes body) {
        try (JsonParser parser = JSON.createParser(body.array(), body.from(), body.length())) {
            if (parser.nextToken() != null) {
                value(parser, root);
            }
        } catch (IOException _) {
            // cut, or no JSON: what came before counts
        }
    }

    private void value(JsonParser parser, JsonPath path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            text(parser, path);
        }
        if (!token.isStructStart()) {
            return;
        }
        boolean object = token == JsonToken.START_OBJECT;
        int index = 0;
        for (JsonToken next = parser.nextToken(); next != null && !next.isStructEnd(); next = parser.nextToken()) {
            if (path.depth() >= DEEPEST) {
                if (object) {
                    parser.nextToken();
                }
                parser.skipChildren();
                continue;
            }
            JsonPath below = object ? path.member(String.valueOf(parser.currentName())) : path.element(index++);
            if (object) {
                parser.nextToken();
            }
            value(parser, below);
        }
    }

    private void text(JsonParser parser, JsonPath path) throws IOException {
        int length = parser.getTextLength();
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        if (Worth.of(path.isId(), text, from, length)) {
            add(SessionMemory.key(text, from, length), path);
        }
        if (length > 1 && (text[from] == '/' || text[from] == 'h')) {
            parts(path.place().source(), new String(text, from, length));
        }
    }

    private void add(long key, Located place) {
        if (size < MOST) {
            keys[size] = key;
            places[size++] = place;
        }
    }

    private static String name(AnswerPlace.Source source) {
        return switch (source) {
            case AnswerPlace.Source.Cookie(String name) -> name;
            case AnswerPlace.Source.Header(String name) -> name;
            case AnswerPlace.Source.Page(String name) -> name;
            case AnswerPlace.Source.Json(List<String> path) -> AnswerScan.name(path);
        };
    }

    private static String name(AnswerPlace.Part part) {
        return switch (part) {
            case AnswerPlace.Part.Whole _ -> "";
            case AnswerPlace.Part.Segment _ -> "id";
            case AnswerPlace.Part.Query(String name) -> name;
        };
    }
}
