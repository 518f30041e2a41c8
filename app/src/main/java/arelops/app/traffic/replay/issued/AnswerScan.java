package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/// Goes through an answer and gives its values with their sources, those that are wanted.
final class AnswerScan {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 64;
    private static final String[] ELEMENTS =
            IntStream.range(0, 256).mapToObj(index -> "[" + index + "]").toArray(String[]::new);

    /// Headers that are about the answer itself.
    private static final Set<String> NOT_ISSUED = Set.of(
            "set-cookie",
            "date",
            "server",
            "age",
            "expires",
            "cache-control",
            "vary",
            "connection",
            "keep-alive",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding");

    private AnswerScan() {}

    /// Those of these sources.
    static void wanted(Answer answer, Set<AnswerPlace.Source> sources, BiConsumer<AnswerPlace.Source, String> taker) {
        List<AnswerPlace.Source.Json> json = new ArrayList<>();
        List<AnswerPlace.Source.Page> pages = new ArrayList<>();
        for (AnswerPlace.Source source : sources) {
            switch (source) {
                case AnswerPlace.Source.Json one -> json.add(one);
                case AnswerPlace.Source.Page one -> pages.add(one);
                case AnswerPlace.Source.Cookie _, AnswerPlace.Source.Header _ -> {}
            }
        }
        if (json.size() + pages.size() < sources.size()) {
            heads(answer, (source, value) -> {
                if (sources.contains(source)) {
                    taker.accept(source, value);
                }
            });
        }
        if (!json.isEmpty() && answer.isJson()) {
            json(answer.content(), json, taker);
        }
        if (!pages.isEmpty() && answer.isPage()) {
            Map<String, String> fields = PageFields.of(page(answer));
            for (AnswerPlace.Source.Page page : pages) {
                PageFields.named(fields, page.name()).ifPresent(value -> taker.accept(page, value));
            }
        }
    }

    /// The text of a page.
    static String page(Answer answer) {
        Bytes content = answer.content();
        return new String(content.array(), content.from(), content.length(), StandardCharsets.UTF_8);
    }

    /// The cookies that an answer sets, and its headers that are not about itself.
    static void heads(Answer answer, BiConsumer<AnswerPlace.Source, String> taker) {
        for (Answer.Header header : answer.headers()) {
            if (header.name().equals("set-cookie")) {
                String pair = header.value().split(";", 2)[0];
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    taker.accept(
                            new AnswerPlace.Source.Cookie(
                                    pair.substring(0, equals).strip()),
                            pair.substring(equals + 1).strip());
                }
            } else if (!NOT_ISSUED.contains(header.name())) {
                taker.accept(new AnswerPlace.Source.Header(header.name().toLowerCase(Locale.ROOT)), header.value());
            }
        }
    }

    private static void json(
            Bytes body, List<AnswerPlace.Source.Json> wanted, BiConsumer<AnswerPlace.Source, String> taker) {
        try (JsonParser parser = JSON.createParser(body.array(), body.from(), body.length())) {
            if (parser.nextToken() != null) {
                value(parser, new ArrayList<>(), wanted, taker);
            }
        } catch (IOException _) {
            // cut, or no JSON: what came before counts
        }
    }

    private static void value(
            JsonParser parser,
            List<String> path,
            List<AnswerPlace.Source.Json> wanted,
            BiConsumer<AnswerPlace.Source, String> taker)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            taker.accept(new AnswerPlace.Source.Json(path), parser.getText());
        }
        if (!token.isStructStart()) {
            return;
        }
        boolean object = token == JsonToken.START_OBJECT;
        int index = 0;
        for (JsonToken next = parser.nextToken(); next != null && !next.isStructEnd(); next = parser.nextToken()) {
            String step = object ? String.valueOf(parser.currentName()) : element(index++);
            if (object) {
                parser.nextToken();
            }
            List<AnswerPlace.Source.Json> below = below(wanted, path.size(), step);
            if (below.isEmpty() || path.size() >= DEEPEST) {
                parser.skipChildren();
            } else {
                path.add(step);
                value(parser, path, below, taker);
                path.removeLast();
            }
        }
    }

    /// The last name on a path.
    static String name(List<String> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (!path.get(i).startsWith("[")) {
                return path.get(i);
            }
        }
        return "";
    }

    private static String element(int index) {
        return index < ELEMENTS.length ? ELEMENTS[index] : "[" + index + "]";
    }

    private static List<AnswerPlace.Source.Json> below(List<AnswerPlace.Source.Json> wanted, int depth, String step) {
        return wanted.stream()
                .filter(one ->
                        one.path().size() > depth && one.path().get(depth).equals(step))
                .toList();
    }
}
