package arelops.app.traffic.format;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Writes HTTP Archive 1.2, one exchange at a time.
///
/// Bodies that are no text in UTF-8 are in base64. What the format has no place for is in fields that
/// begin with an underscore, as it demands: `_session`; `_extent` of a body that is not whole;
/// `_encoded` of one that has its content coding still; `_encoding` and `_size` of a request's.
public final class HarWriter implements Closeable, Sink {
    /// The name of the program in the file, by which our own files are known.
    static final String CREATOR = "ARelOps";

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;
    private final Instant began;

    /// Begins the file.
    ///
    /// @param out left open by [#close()]
    /// @param began the time from which offsets count
    public HarWriter(OutputStream out, Instant began) throws IOException {
        this.json = JSON.createGenerator(out, JsonEncoding.UTF8);
        this.began = began;
        json.writeStartObject();
        json.writeObjectFieldStart("log");
        json.writeStringField("version", "1.2");
        json.writeObjectFieldStart("creator");
        json.writeStringField("name", CREATOR);
        json.writeStringField("version", "1");
        json.writeEndObject();
        json.writeArrayFieldStart("entries");
    }

    /// Writes the next exchange.
    @Override
    public void take(Exchange exchange) throws IOException {
        BigDecimal millis = BigDecimal.valueOf(exchange.duration(), 6);
        json.writeStartObject();
        json.writeStringField(
                "startedDateTime", began.plusNanos(exchange.offset()).toString());
        json.writeNumberField("time", millis);
        json.writeStringField("_session", exchange.session().value());
        request(exchange.request());
        Optional<HttpMessage> answer = exchange.response();
        if (answer.isPresent()) {
            answer(answer.get());
        } else {
            noAnswer();
        }
        json.writeObjectFieldStart("cache");
        json.writeEndObject();
        json.writeObjectFieldStart("timings");
        json.writeNumberField("send", 0);
        json.writeNumberField("wait", millis);
        json.writeNumberField("receive", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    /// Ends the file.
    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    private void request(HttpMessage message) throws IOException {
        HttpHead head = HttpHead.of(message.head());
        String target = HeadText.encoded(head.part(1).getBytes(StandardCharsets.ISO_8859_1));
        boolean absolute = target.startsWith("http://") || target.startsWith("https://");
        json.writeObjectFieldStart("request");
        json.writeStringField("method", head.part(0));
        json.writeStringField(
                "url", absolute ? target : "http://" + head.header("host").orElse(LogLine.HOST) + target);
        json.writeStringField("httpVersion", head.part(2));
        json.writeArrayFieldStart("cookies");
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "cookie")) {
                for (String cookie :
                        MessageText.value(message.head(), head, header).split(";", -1)) {
                    cookie(cookie);
                }
            }
        }
        json.writeEndArray();
        headers(message, head);
        HarQuery.write(json, target);
        sizes(message);
        if (message.length() > 0) {
            json.writeObjectFieldStart("postData");
            json.writeStringField("mimeType", head.header("content-type").orElse(""));
            if (message.extent() != Extent.WHOLE) {
                json.writeNumberField("_size", message.length());
            }
            body(message, head, "_encoding");
            json.writeEndObject();
        } else if (message.extent() != Extent.WHOLE) {
            json.writeObjectFieldStart("postData");
            json.writeStringField("mimeType", "");
            json.writeStringField("text", "");
            json.writeStringField("_extent", message.extent().name());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void answer(HttpMessage message) throws IOException {
        HttpHead head = HttpHead.of(message.head());
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", status(head.part(1)));
        json.writeStringField("statusText", head.part(2));
        json.writeStringField("httpVersion", head.part(0));
        json.writeArrayFieldStart("cookies");
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "set-cookie")) {
                String value = MessageText.value(message.head(), head, header);
                cookie(value.substring(0, value.indexOf(';') < 0 ? value.length() : value.indexOf(';')));
            }
        }
        json.writeEndArray();
        headers(message, head);
        json.writeObjectFieldStart("content");
        json.writeNumberField("size", message.length());
        json.writeStringField("mimeType", head.header("content-type").orElse("x-unknown"));
        body(message, head, "encoding");
        json.writeEndObject();
        json.writeStringField("redirectURL", head.header("location").orElse(""));
        sizes(message);
        json.writeEndObject();
    }

    /// As browsers write it.
    private void noAnswer() throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", 0);
        json.writeStringField("statusText", "");
        json.writeStringField("httpVersion", "");
        json.writeArrayFieldStart("cookies");
        json.writeEndArray();
        json.writeArrayFieldStart("headers");
        json.writeEndArray();
        json.writeObjectFieldStart("content");
        json.writeNumberField("size", 0);
        json.writeStringField("mimeType", "x-unknown");
        json.writeEndObject();
        json.writeStringField("redirectURL", "");
        json.writeNumberField("headersSize", -1);
        json.writeNumberField("bodySize", -1);
        json.writeEndObject();
    }

    private void headers(HttpMessage message, HttpHead head) throws IOException {
        json.writeArrayFieldStart("headers");
        for (int header = 0; header < head.size(); header++) {
            pair(MessageText.name(message.head(), head, header), MessageText.value(message.head(), head, header));
        }
        json.writeEndArray();
    }

    private void sizes(HttpMessage message) throws IOException {
        json.writeNumberField("headersSize", message.head().length());
        json.writeNumberField("bodySize", message.length());
    }

    private void body(HttpMessage message, HttpHead head, String encoding) throws IOException {
        if (message.body().length() > 0 || message.extent() != Extent.BLANKED) {
            Optional<String> text = MessageText.body(message);
            if (text.isPresent()) {
                json.writeStringField("text", text.get());
            } else {
                json.writeFieldName("text");
                json.writeBinary(
                        message.body().array(),
                        message.body().from(),
                        message.body().length());
                json.writeStringField(encoding, "base64");
            }
        }
        if (head.header("content-encoding").isPresent()) {
            json.writeBooleanField("_encoded", true);
        }
        if (message.extent() != Extent.WHOLE) {
            json.writeStringField("_extent", message.extent().name());
        }
    }

    private void cookie(String cookie) throws IOException {
        int equals = cookie.indexOf('=');
        if (equals > 0) {
            pair(
                    cookie.substring(0, equals).strip(),
                    cookie.substring(equals + 1).strip());
        }
    }

    private void pair(String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    static int status(String text) {
        return text.matches("[1-9][0-9]{2}") ? Integer.parseInt(text) : 0;
    }
}
