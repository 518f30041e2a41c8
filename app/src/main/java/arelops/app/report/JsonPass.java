package arelops.app.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/// One pass over a JSON file, token by token: what is not asked for is skipped and never kept.
final class JsonPass {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReportLimits.DEPTH)
                    .maxStringLength(ReportLimits.TEXT)
                    .maxNameLength(ReportLimits.TEXT)
                    .maxDocumentLength(ReportLimits.FILE_BYTES)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final JsonParser parser;

    private JsonPass(JsonParser parser) {
        this.parser = parser;
    }

    /// What is done with one value; it must take the value whole.
    @FunctionalInterface
    interface Step {
        void take() throws IOException, Unreadable;
    }

    @FunctionalInterface
    interface Member {
        void take(String name) throws IOException, Unreadable;
    }

    @FunctionalInterface
    interface Visit {
        void take(JsonPass json) throws IOException, Unreadable;
    }

    /// Reads the one value of a file.
    static void over(Content content, Visit visit) throws IOException, Unreadable {
        try (JsonParser parser = JSON.createParser(content.characters())) {
            JsonPass pass = new JsonPass(parser);
            if (parser.nextToken() == null) {
                throw new Unreadable("it is empty");
            }
            visit.take(pass);
            if (parser.nextToken() != null) {
                throw pass.at("something after the end");
            }
        }
    }

    /// The members of the object that comes here.
    void object(Member member) throws IOException, Unreadable {
        require(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            member.take(name);
        }
    }

    /// The items of the list that comes here.
    void list(Step item) throws IOException, Unreadable {
        require(JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.take();
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /// The text or number that comes here; empty where it is something else.
    String text() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return parser.getText();
        }
        skip();
        return "";
    }

    /// The text that comes here where it is asked for; else it is skipped.
    String textIf(boolean wanted, String otherwise) throws IOException {
        if (wanted) {
            return text();
        }
        skip();
        return otherwise;
    }

    /// The whole number that comes here, from 0 to a billion; `otherwise` where it is something else.
    int whole(int otherwise) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            String digits = parser.getText();
            return digits.length() < 10 && !digits.startsWith("-") ? Integer.parseInt(digits) : otherwise;
        }
        skip();
        return otherwise;
    }

    boolean isTrue() throws IOException {
        boolean truth = parser.currentToken() == JsonToken.VALUE_TRUE;
        skip();
        return truth;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    private void require(JsonToken token, String what) throws Unreadable {
        if (parser.currentToken() != token) {
            throw at("here belongs " + what);
        }
    }

    Unreadable at(String what) {
        return new Unreadable("line " + parser.currentTokenLocation().getLineNr() + ": " + what);
    }
}
