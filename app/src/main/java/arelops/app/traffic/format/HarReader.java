package arelops.app.traffic.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;

/// Reads HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), entry by entry.
///
/// Where the JSON itself breaks, reading ends: what was understood before it stays. Times count from
/// the earliest entry within the look-ahead of [Intake].
final class HarReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH + 1)
                    .maxStringLength(Limits.TEXT + 1)
                    .maxNameLength(Limits.TEXT + 1)
                    .maxNumberLength(1_000)
                    .maxDocumentLength(-1)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final SessionNaming naming;
    private final Intake intake;
    private boolean entriesSeen;
    private boolean ours;
    private boolean handing;

    HarReader(SessionNaming naming, Intake intake) {
        this.naming = naming;
        this.intake = intake;
    }

    void read(InputStream file) throws IOException {
        TamedJson tamed = new TamedJson(file, Limits.TEXT);
        try (JsonParser parser = JSON.createParser(tamed)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw ImportReader.notOf(ImportFormat.HAR, "line 1", "here belongs a JSON object");
                }
                new Pass(parser, tamed).file();
            } catch (JsonProcessingException e) {
                if (handing) {
                    throw e;
                }
                if (!entriesSeen) {
                    throw ImportReader.notOf(
                            ImportFormat.HAR,
                            "line " + parser.currentLocation().getLineNr(),
                            "the JSON is broken before log.entries begins");
                }
                intake.count(ImportTrouble.REST_UNREADABLE);
            }
            if (!entriesSeen) {
                throw ImportReader.notOf(
                        ImportFormat.HAR,
                        "line " + parser.currentLocation().getLineNr(),
                        "the JSON ends without log.entries");
            }
        }
    }

    /// What is done with a member of an object; it must take the value whole.
    @FunctionalInterface
    private interface Member {
        void take(String name) throws IOException;
    }

    /// One pass over the tokens.
    private final class Pass {
        private final JsonParser parser;
        private final TamedJson tamed;

        Pass(JsonParser parser, TamedJson tamed) {
            this.parser = parser;
            this.tamed = tamed;
        }

        void file() throws IOException {
            object(name -> {
                if (name.equals("log")) {
                    object(this::log);
                } else {
                    parser.skipChildren();
                }
            });
        }

        private void log(String name) throws IOException {
            if (name.equals("creator")) {
                object(member -> ours |= text().equals(HarWriter.CREATOR) && member.equals("name"));
            } else if (name.equals("entries") && parser.currentToken() == JsonToken.START_ARRAY) {
                entriesSeen = true;
                list(this::entry);
            } else {
                parser.skipChildren();
            }
        }

        private void entry() throws IOException {
            HarEntry entry = new HarEntry();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                intake.count(ImportTrouble.UNREADABLE);
                return;
            }
            object(name -> member(entry, name));
            try {
                Intake.Timed timed = entry.timed(naming, intake, ours);
                handing = true;
                intake.take(timed);
                handing = false;
            } catch (Refused e) {
                intake.count(e.trouble());
            }
        }

        private void member(HarEntry entry, String name) throws IOException {
            switch (name) {
                case "startedDateTime" -> entry.started = text();
                case "time" -> entry.millis = number();
                case "timings" -> object(phase -> timing(entry, phase));
                case "connection" -> entry.connection = text();
                case "_fromCache" -> entry.fromCache = text();
                case "_session" -> entry.session = text();
                case "request" -> object(member -> message(entry.request, member));
                case "response" -> object(member -> message(entry.response, member));
                default -> parser.skipChildren();
            }
        }

        /// The time of the handshake is part of that of the connection, and -1 stands for a phase that
        /// was not.
        private void timing(HarEntry entry, String phase) throws IOException {
            double millis = number();
            if (millis >= 0 && !phase.equals("ssl") && !phase.startsWith("_")) {
                entry.timings += millis;
                entry.timed = true;
            }
        }

        private void message(HarMessage message, String name) throws IOException {
            switch (name) {
                case "method" -> message.method = text();
                case "url" -> message.url = text();
                case "status" -> message.status = status();
                case "statusText" -> message.reason = text();
                case "headers" -> pairs(message::header);
                case "bodySize" -> message.sent = (long) number();
                case "postData", "content" -> object(member -> body(message.body, member));
                default -> parser.skipChildren();
            }
        }

        private int status() throws IOException {
            double number = number();
            return number > 0 && number <= 1_000_000 ? (int) number : 0;
        }

        private void body(HarBody body, String name) throws IOException {
            switch (name) {
                case "text" -> bodyText(body);
                case "encoding", "_encoding" -> body.encoding(text());
                case "mimeType" -> body.mimeType(text());
                case "size", "_size" -> body.size((long) number());
                case "params" -> pairs(body::field);
                case "_encoded" -> {
                    if (parser.currentToken() == JsonToken.VALUE_TRUE) {
                        body.asSent();
                    }
                    parser.skipChildren();
                }
                case "_extent" -> body.extent(text());
                default -> parser.skipChildren();
            }
        }

        private void bodyText(HarBody body) throws IOException {
            long start = parser.currentTokenLocation().getCharOffset();
            String text = text();
            body.text(text, tamed.cutAt(start));
        }

        @FunctionalInterface
        private interface Pair {
            void take(String name, String value);
        }

        private void pairs(Pair pair) throws IOException {
            list(() -> {
                String[] both = {"", ""};
                object(member -> {
                    if (member.equals("name") || member.equals("value")) {
                        both[member.equals("name") ? 0 : 1] = text();
                    } else {
                        parser.skipChildren();
                    }
                });
                pair.take(both[0], both[1]);
            });
        }

        private void object(Member member) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                member.take(name);
            }
        }

        private interface Item {
            void take() throws IOException;
        }

        private void list(Item item) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                item.take();
            }
        }

        private String text() throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                return parser.getText();
            }
            parser.skipChildren();
            return "";
        }

        private double number() throws IOException {
            String text = text();
            if (text.isEmpty() || text.length() > 100) {
                return -1;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException _) {
                return -1;
            }
        }
    }
}
