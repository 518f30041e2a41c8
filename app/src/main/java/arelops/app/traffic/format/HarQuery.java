package arelops.app.traffic.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// The names and values of a query, which a HAR file repeats beside the URL.
final class HarQuery {
    private HarQuery() {}

    static void write(JsonGenerator json, String target) throws IOException {
        json.writeArrayFieldStart("queryString");
        int mark = target.indexOf('?');
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    json.writeStartObject();
                    json.writeStringField("name", decoded(equals < 0 ? pair : pair.substring(0, equals)));
                    json.writeStringField("value", equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
