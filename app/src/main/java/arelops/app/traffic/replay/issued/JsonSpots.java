package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// The texts and numbers of a JSON body with their places. What comes before a mistake counts.
final class JsonSpots {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonSpots() {}

    static void of(Bytes body, Consumer<Spot> taker) {
        try (JsonParser parser = JSON.createParser(body.array(), body.from(), body.length())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    int from = body.from() + (int) parser.currentTokenLocation().getByteOffset();
                    String value = parser.getText();
                    int to = token.isNumeric()
                            ? from + value.length()
                            : body.from() + (int) parser.currentLocation().getByteOffset();
                    String name = Optional.ofNullable(parser.currentName()).orElse("");
                    taker.accept(new Spot(Spot.Kind.JSON, name, from, to, value));
                }
            }
        } catch (IOException _) {
            // the rest is no JSON: nothing of it is replaced
        }
    }
}
