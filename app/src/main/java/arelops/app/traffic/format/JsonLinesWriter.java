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
import java.time.Instant;
import java.util.Optional;

/// Writes one JSON object a line, for tools that read those.
///
/// `time`, `offset` (seconds), `duration` (milliseconds), `session`, `method`, `target`, `headers` (a
/// list of `[name, value]`), `body` or `bodyBase64`, and of the answer, if there is one, `status`,
/// `responseHeaders`, `responseBody` or `responseBodyBase64`. A body that is not whole has `bodyExtent`
/// and `bodyLength` beside it.
public final class JsonLinesWriter implements Closeable, Sink {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;
    private final Instant began;

    /// Begins the file.
    ///
    /// @param out left open by [#close()]
    /// @param began the time from which offsets count
    public JsonLinesWriter(OutputStream out, Instant began) throws IOException {
        this.json = JSON.createGenerator(out, JsonEncoding.UTF8).setRootValueSeparator(null);
        this.began = began;
    }

    /// Writes the next exchange.
    @Override
    public void take(Exchange exchange) throws IOException {
        HttpHead head = HttpHead.of(exchange.request().head());
        json.writeStartObject();
        json.writeStringField("time", began.plusNanos(exchange.offset()).toString());
        json.writeNumberField("offset", BigDecimal.valueOf(exchange.offset(), 9));
        json.writeNumberField("duration", BigDecimal.valueOf(exchange.duration(), 6));
        json.writeStringField("session", exchange.session().value());
        json.writeStringField("method", head.part(0));
        json.writeStringField("target", head.part(1));
        headers("headers", exchange.request(), head);
        body("body", exchange.request());
        Optional<HttpMessage> answer = exchange.response();
        if (answer.isPresent()) {
            HttpHead answerHead = HttpHead.of(answer.get().head());
            json.writeNumberField("status", HarWriter.status(answerHead.part(1)));
            headers("responseHeaders", answer.get(), answerHead);
            body("responseBody", answer.get());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /// Ends the file.
    @Override
    public void close() throws IOException {
        json.close();
    }

    private void headers(String field, HttpMessage message, HttpHead head) throws IOException {
        json.writeArrayFieldStart(field);
        for (int header = 0; header < head.size(); header++) {
            json.writeStartArray();
            json.writeString(MessageText.name(message.head(), head, header));
            json.writeString(MessageText.value(message.head(), head, header));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void body(String field, HttpMessage message) throws IOException {
        Optional<String> text = MessageText.body(message);
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        } else {
            json.writeFieldName(field + "Base64");
            json.writeBinary(
                    message.body().array(),
                    message.body().from(),
                    message.body().length());
        }
        if (message.extent() != Extent.WHOLE) {
            json.writeStringField(field + "Extent", message.extent().name());
            json.writeNumberField(field + "Length", message.length());
        }
    }
}
